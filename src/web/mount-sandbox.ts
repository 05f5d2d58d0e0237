import { once } from 'node:events'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Sandbox, SandboxDelivery, WireRequest, WireResponse } from '../spi/index.ts'
import { controlSandbox } from './sandbox-control.ts'

export interface SandboxHooks {
  /** Called before the sandbox sees a call; the call is dropped unanswered when it says `false`. */
  readonly before?: (request: WireRequest) => Promise<boolean>
  /** Called after the sandbox did the work; the answer is dropped when it says `false`. Null: nobody waits for one any more. */
  readonly after?: (request: WireRequest, answer: WireResponse | null) => Promise<boolean>
}

/** Puts a sandbox on a port: the vendor's API, its webhooks, and controls under `/__sandbox`. */
export function mountSandbox(sandbox: Sandbox, hooks: SandboxHooks = {}): RequestListener {
  return (request, response) => {
    serve(sandbox, hooks, request, response).catch(error => {
      response.destroy(error instanceof Error ? error : undefined)
    })
  }
}

async function serve(
  sandbox: Sandbox,
  hooks: SandboxHooks,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const wire = await readRequest(sandbox, request)
  if (new URL(wire.url).pathname.startsWith('/__sandbox')) {
    answerJson(response, controlSandbox(sandbox, wire))
    return carryDeliveries(sandbox)
  }
  if (hooks.before && !(await hooks.before(wire))) return response.destroy()
  const answer = await sandbox.handle(wire)
  carryDeliveries(sandbox)
  const heard = response.destroyed ? null : answer
  if (hooks.after && !(await hooks.after(wire, heard))) return response.destroy()
  if (answer === null) return response.destroy()
  response.writeHead(answer.status, answer.headers)
  response.end(answer.body)
}

/** Sends the webhooks that wait in a sandbox. A receiver that is down misses them, as with the vendor itself. */
export function carryDeliveries(sandbox: Sandbox): void {
  for (const delivery of sandbox.takeDeliveries()) void carry(delivery)
}

async function carry({ method, url, headers, body }: SandboxDelivery): Promise<void> {
  try {
    const init = method === 'GET' ? { method, headers } : { method, headers, body }
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) })
    await response.arrayBuffer()
  } catch {
    // Lost, and nobody at the vendor will say so.
  }
}

async function readRequest(sandbox: Sandbox, request: IncomingMessage): Promise<WireRequest> {
  const parts: Buffer[] = []
  request.on('data', part => parts.push(part))
  await once(request, 'end')
  const host = request.headers['x-forwarded-host'] ?? sandbox.hosts[0] ?? 'sandbox.invalid'
  return {
    method: request.method ?? 'GET',
    url: `https://${host}${request.url ?? '/'}`,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    body: Buffer.concat(parts).toString('utf8'),
  }
}

function answerJson(response: ServerResponse, { status, body }: { status: number; body: unknown }): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
