import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { listen } from '../../src/web/listen.ts'
import { type Letter, type Sorting, sortingWith } from './sorting.ts'

/** Stands between the vendors and Baton, takes every webhook, and does not always bring it. */
export interface PostOffice extends Pick<Sorting, 'trouble'> {
  readonly url: string
  /** Where Baton listens. */
  goesTo(url: string): void
  close(): Promise<void>
}

export async function openPostOffice(): Promise<PostOffice> {
  let target = ''
  const { trouble, handle } = sortingWith(letter => bring(target, letter))
  const server = await listen(
    (request, response) => {
      const answer = async () => {
        response.statusCode = await handle(await letterIn(request))
        response.end()
      }
      answer().catch(() => response.destroy())
    },
    0,
    '127.0.0.1',
  )
  const goesTo = (url: string) => {
    target = url
  }
  return { url: server.url, trouble, goesTo, close: () => server.close() }
}

async function letterIn(request: IncomingMessage): Promise<Letter> {
  const body = await buffer(request)
  const { host: _host, 'content-length': _length, connection: _connection, ...rest } = request.headers
  const headers = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]))
  return { path: request.url ?? '/', method: request.method ?? 'POST', headers, body }
}

async function bring(target: string, { path, method, headers, body }: Letter): Promise<number> {
  try {
    const init = method === 'GET' ? { method, headers } : { method, headers, body: new Uint8Array(body) }
    const answer = await fetch(target + path, { ...init, signal: AbortSignal.timeout(10_000) })
    await answer.arrayBuffer()
    return answer.status
  } catch {
    // Baton is away. A vendor in a box does not send again.
    return 503
  }
}
