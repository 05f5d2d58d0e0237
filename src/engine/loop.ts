import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'

export interface Loop {
  /** Ends after the round in hand. */
  stop(): Promise<void>
}

export interface LoopOptions {
  readonly name: string
  /** One round of work; true when there may be more to do at once. */
  readonly round: () => Promise<boolean>
  readonly idleMs: number
  readonly log: Logger
}

const afterErrorMs = 200

/** Rounds of work until stopped. An error ends a round, never the loop. */
export function startLoop({ name, round, idleMs, log }: LoopOptions): Loop {
  const stopped = new AbortController()
  const rest = (ms: number) => sleep(ms, undefined, { signal: stopped.signal }).catch(() => {})
  const run = async () => {
    while (!stopped.signal.aborted) {
      try {
        if (!(await round())) await rest(idleMs)
      } catch (error) {
        if (!stopped.signal.aborted) log.error({ err: error, loop: name }, 'a round failed')
        await rest(afterErrorMs)
      }
    }
  }
  const running = run()
  return {
    stop: () => {
      stopped.abort()
      return running
    },
  }
}
