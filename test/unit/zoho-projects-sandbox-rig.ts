import type { Sandbox, WireResponse } from '#spi'
import { createSandbox } from '../../connectors/zoho-projects/sandbox.ts'

export interface Reply {
  readonly status: number
  readonly headers: WireResponse['headers']
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever shape the vendor sends
  readonly body: any
}

export const onboarding = '2490000000009001'
export const ada = '2490000000002055'
export const cy = '2490000000002057'
export const status = {
  open: '2490000000001068',
  inProgress: '2490000000001069',
  closed: '2490000000001071',
} as const

export interface Rig {
  readonly sandbox: Sandbox
  send(method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  token(): Promise<string>
  /** Below `/api/v3/portal/{portal}/`, with a token. */
  call(method: string, path: string, body?: unknown): Promise<Reply>
  project(fields?: Record<string, unknown>): Promise<string>
  task(project: string, fields?: Record<string, unknown>): Promise<string>
}

export const root = 'https://projectsapi.zoho.com/api/v3/portal/60000001'

export function makeRig(): Rig {
  const sandbox = createSandbox({ now: () => Date.parse('2026-11-10T09:00:00Z') })
  const send: Rig['send'] = async (method, url, body, headers = {}) => {
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
    const response = await sandbox.handle({ method, url, headers, body: text })
    if (!response) throw new Error('no answer')
    return { ...response, body: response.body === '' ? null : read(response.body) }
  }
  let kept: Promise<string> | null = null
  const token = () => askToken(sandbox, send)
  const call: Rig['call'] = async (method, path, body) => {
    kept ??= token()
    return send(method, `${root}/${path}`, body, { authorization: `Bearer ${await kept}` })
  }
  const made = async (path: string, body: unknown) => (await call('POST', path, body)).body.id as string
  return {
    sandbox,
    send,
    token,
    call,
    project: (fields = {}) => made('projects', { name: 'Acme roll-out', ...fields }),
    task: (project, fields = {}) => made(`projects/${project}/tasks`, { name: 'Kick-off', ...fields }),
  }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export function tokenForm(sandbox: Sandbox, more: Record<string, string> = {}): string {
  const { clientId = '', clientSecret = '', refreshToken = '' } = sandbox.credentials
  return new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
    ...more,
  }).toString()
}

async function askToken(sandbox: Sandbox, send: Rig['send']): Promise<string> {
  const reply = await send('POST', 'https://accounts.zoho.com/oauth/v2/token', tokenForm(sandbox))
  return reply.body.access_token
}

export function title(reply: Reply): string {
  return reply.body.error.title
}
