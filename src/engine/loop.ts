import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { isOutage } from '../store/outage.ts'

export interface Loop {
  /** There is something to do: it does not rest any longer. */
  wake(): void
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

/**
 * A write that has to outlive a restart of the database: what it says is known here and nowhere else. Tried again until
 * the lease it is made under is over in any case.
 */
export async function throughOutages(leaseSeconds: number, write: () => Promise<void>): Promise<void> {
  const giveUp = performance.now() + leaseSeconds * 1000
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (!isOutage(error) || performance.now() > giveUp) throw error
      await sleep(afterErrorMs)
    }
  }
}

/**
 * Takes something under a lease. Where the answer is lost it may be ours without our knowing: it is let go, so that it
 * need not wait for the lease to end.
 */
export async function takenOrLetGo<T>(
  leaseSeconds: number,
  take: () => Promise<T>,
  letGo: () => Promise<void>,
): Promise<T> {
  try {
    return await take()
  } catch (error) {
    if (isOutage(error)) await throughOutages(leaseSeconds, letGo)
    throw error
  }
}

/** Rounds of work until stopped. An error ends a round, never the loop. */
export function startLoop({ name, round, idleMs, log }: LoopOptions): Loop {
  let isStopped = false
  let resting = new AbortController()
  const rest = async (ms: number) => {
    if (isStopped) return
    resting = new AbortController()
    await sleep(ms, undefined, { signal: resting.signal }).catch(() => {})
  }
  const run = async () => {
    while (!isStopped) {
      try {
        if (!(await round())) await rest(idleMs)
      } catch (error) {
        if (!isStopped) log.error({ err: error, loop: name }, 'a round failed')
        await rest(afterErrorMs)
      }
    }
  }
  const running = run()
  const wake = () => resting.abort()
  return {
    wake,
    stop: () => {
      isStopped = true
      wake()
      return running
    },
  }
}
