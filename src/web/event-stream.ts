import { once } from 'node:events'
import type { Response } from 'express'
import type { Logger } from 'pino'
import { problem } from './problems.ts'

export interface StreamLimits {
  /** Whoever listens holds a connection for as long as it takes; a node keeps no more of them open than this. */
  readonly atMost: number
  /** Proxies close what says nothing for a minute; and whoever listens may lose the right to. */
  readonly signOfLifeMs: number
}
const usual: StreamLimits = { atMost: 100, signOfLifeMs: 15_000 }

interface Telling {
  /** Whether whoever listens still may. */
  stillThere(): Promise<boolean>
  /** What there is to hear, as it comes; something empty says that listening has begun. */
  tell(signal: AbortSignal): AsyncIterable<string>
}

/** Server-sent events, for as long as somebody listens who may. Whoever is cut off comes again by himself. */
export function eventStream(log: Logger, { atMost, signOfLifeMs } = usual) {
  let listeners = 0
  return async (response: Response, { stillThere, tell }: Telling): Promise<void> => {
    if (listeners >= atMost)
      return problem(response, 503, `${atMost} listen here already. Try later, or ask another node.`)
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    listeners++
    try {
      for await (const text of tell(gone.signal)) {
        if (gone.signal.aborted) break
        if (!response.headersSent) begin(response, gone, signOfLifeMs, stillThere)
        if (!response.write(text)) await once(response, 'drain', { signal: gone.signal })
      }
    } catch (error) {
      if (!response.headersSent) throw error
      if (!gone.signal.aborted) log.warn({ err: error }, 'events broke off')
    } finally {
      listeners--
      response.end()
    }
  }
}

function begin(
  response: Response,
  gone: AbortController,
  signOfLifeMs: number,
  stillThere: () => Promise<boolean>,
): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    // nginx would keep events back until it has enough of them.
    'x-accel-buffering': 'no',
  })
  response.write('retry: 2000\n\n')
  const timer = setInterval(async () => {
    response.write(':\n\n')
    if (!(await stillThere().catch(() => false))) gone.abort()
  }, signOfLifeMs)
  gone.signal.addEventListener('abort', () => clearInterval(timer))
}
