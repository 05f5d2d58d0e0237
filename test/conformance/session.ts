import {
  type Connector,
  type Facts,
  type OAuth2,
  type Sandbox,
  type Session,
  type TokenAnswer,
  VendorError,
  type VendorRequest,
  type VendorResponse,
  type WireRequest,
} from '#spi'
import { type Pacing, paced } from './pace.ts'
import { signature } from './signature.ts'

export interface SandboxSession extends Session {
  readonly asked: VendorRequest[]
}

/**
 * A session whose network is a sandbox. It keeps to the declared limits by moving the sandbox's clock on, so that a
 * vendor who still says "too much" shows that a declared limit is wrong.
 */
export function sandboxSession(connector: Connector, sandbox: Sandbox, clock: () => number): SandboxSession {
  const { settings } = sandbox
  const asked: VendorRequest[] = []
  const hosts = connector.hosts(settings)
  const pace = paced(connector.limits(settings), { clock, until: untilIn(sandbox) })
  const sign = signature(connector, {
    credentials: sandbox.credentials,
    clock,
    askForTokens: (auth, form) => askForTokens(auth, sandbox, form),
  })
  return {
    settings,
    facts: {} as Facts,
    asked,
    async send(request) {
      asked.push(request)
      if (!hosts.includes(new URL(request.url).host)) throw new Error(`${request.url} is at no declared host`)
      await pace(request)
      return answered(connector, request, await sandbox.handle(wireOf(request, await sign())))
    },
  }
}

/** Time passes by moving the box's clock on. */
function untilIn(sandbox: Sandbox): Pacing['until'] {
  return async (isSo, seconds) => {
    while (!isSo()) sandbox.advance(seconds / 10)
  }
}

async function askForTokens(
  auth: OAuth2,
  sandbox: Sandbox,
  form: Readonly<Record<string, string>>,
): Promise<TokenAnswer> {
  const url = auth.tokenUrl(sandbox.settings)
  const answer = await sandbox.handle(wireOf({ method: 'POST', url, form }, {}))
  if (!answer) throw new Error('the token endpoint did not answer')
  return auth.readToken({ ...answer, body: parsed(answer.body) })
}

/** The request as it leaves the machine. */
export function wireOf(request: VendorRequest, headers: Readonly<Record<string, string>>): WireRequest {
  const url = new URL(request.url)
  for (const [name, value] of Object.entries(request.query ?? {}))
    if (value !== undefined) url.searchParams.set(name, String(value))
  const type = request.json !== undefined ? 'application/json' : 'application/x-www-form-urlencoded'
  const body = request.json !== undefined ? JSON.stringify(request.json) : form(request)
  return {
    method: request.method,
    url: url.href,
    headers: {
      accept: 'application/json',
      ...(body === '' ? {} : { 'content-type': type }),
      ...request.headers,
      ...headers,
    },
    body,
  }
}

function form(request: VendorRequest): string {
  return request.form ? new URLSearchParams(request.form).toString() : ''
}

function answered(
  connector: Connector,
  request: VendorRequest,
  answer: Awaited<ReturnType<Sandbox['handle']>>,
): VendorResponse {
  if (answer === null) throw new VendorError({ kind: 'unavailable', message: 'no answer' }, null, true)
  const response = { status: answer.status, headers: answer.headers, body: parsed(answer.body) }
  if ((answer.status >= 200 && answer.status < 300) || answer.status === 304) return response
  const unanswered = answer.status >= 500 && request.method !== 'GET'
  throw new VendorError(connector.classify(response), response, unanswered)
}

export function parsed(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
