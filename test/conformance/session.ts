import {
  type Connector,
  type Facts,
  type Limit,
  type Sandbox,
  type Session,
  VendorError,
  type VendorRequest,
  type VendorResponse,
  type WireRequest,
} from '#spi'
import { signature } from './signature.ts'

export interface SandboxSession extends Session {
  readonly asked: VendorRequest[]
}

type Window = { readonly at: number; readonly weight: number }[]

/**
 * A session whose network is a sandbox. It keeps to the declared limits by moving the sandbox's clock on, so that a
 * vendor who still says "too much" shows that a declared limit is wrong.
 */
export function sandboxSession(connector: Connector, sandbox: Sandbox, clock: () => number): SandboxSession {
  const { settings } = sandbox
  const asked: VendorRequest[] = []
  const hosts = connector.hosts(settings)
  const pace = paced(connector.limits(settings), sandbox, clock)
  const sign = signature(connector, sandbox, clock)
  return {
    settings,
    facts: {} as Facts,
    asked,
    async send(request) {
      asked.push(request)
      if (!hosts.includes(new URL(request.url).host)) throw new Error(`${request.url} is at no declared host`)
      pace(request)
      return answered(connector, request, await sandbox.handle(wireOf(request, await sign())))
    },
  }
}

function paced(limits: readonly Limit[], sandbox: Sandbox, clock: () => number) {
  const windows = new Map<Limit, Window>()
  return (request: VendorRequest) => {
    const weight = request.weight ?? 1
    for (const limit of limits) {
      if (!('calls' in limit) || !['*', ...classesOf(request)].includes(limit.of)) continue
      const recent = () => {
        const from = clock() - limit.perSeconds * 1000
        return (windows.get(limit) ?? []).filter(call => call.at > from)
      }
      while (recent().reduce((sum, call) => sum + call.weight, weight) > limit.calls)
        sandbox.advance(limit.perSeconds / 10)
      windows.set(limit, [...recent(), { at: clock(), weight }])
    }
  }
}

/** The classes that a call counts for. */
export function classesOf({ limit }: VendorRequest): readonly string[] {
  if (limit === undefined) return []
  return typeof limit === 'string' ? [limit] : limit
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
