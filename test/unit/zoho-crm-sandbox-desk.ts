import type { Sandbox, WireResponse } from '#spi'
import { createSandbox } from '../../connectors/zoho-crm/sandbox.ts'

export const start = Date.parse('2026-11-02T09:15:30.250Z')
export const apiHost = 'https://www.zohoapis.com'
export const accountsHost = 'https://accounts.zoho.com'

/** Answers are read by hand in these tests, so their shape is left open. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape
export type Loose = any

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Loose
}

export interface Desk {
  readonly sandbox: Sandbox
  /** One call below `/crm/v8/` with a good token. */
  api(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>
  /** Adds one record by the API and returns its id. */
  add(module: string, fields: Readonly<Record<string, unknown>>): Promise<string>
}

export async function openDesk(): Promise<Desk> {
  const sandbox = createSandbox({ now: () => start })
  const authorization = `Zoho-oauthtoken ${await accessToken(sandbox)}`
  const api: Desk['api'] = (method, path, body, headers = {}) =>
    send(sandbox, method, `${apiHost}/crm/v8/${path}`, body, { authorization, ...headers })
  return {
    sandbox,
    api,
    add: async (module, fields) => (await api('POST', module, { data: [fields] })).body.data[0].details.id,
  }
}

export async function send(
  sandbox: Sandbox,
  method: string,
  url: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const response = await sandbox.handle({ method, url, headers, body: text })
  if (response === null) throw new Error('the connection was cut')
  return { ...response, body: read(response) }
}

function read({ body, headers }: WireResponse): Loose {
  return headers['content-type']?.startsWith('application/json') ? JSON.parse(body) : body
}

export function refreshForm(sandbox: Sandbox, changes: Readonly<Record<string, string>> = {}): string {
  const { clientId = '', clientSecret = '', refreshToken = '' } = sandbox.credentials
  const form = { grant_type: 'refresh_token', client_id: clientId, client_secret: clientSecret }
  return new URLSearchParams({ ...form, refresh_token: refreshToken, ...changes }).toString()
}

export async function accessToken(sandbox: Sandbox, host = accountsHost): Promise<string> {
  const answer = await send(sandbox, 'POST', `${host}/oauth/v2/token`, refreshForm(sandbox))
  return answer.body.access_token
}

/** The first item's result of a write. */
export function item(answer: Answer, at = 0): Loose {
  return (answer.body.data ?? answer.body.watch)[at]
}
