import { EventEmitter, once } from 'node:events'
import type { Engine } from './engine.ts'
import { type Loop, startLoop } from './loop.ts'

/** Something that moves: looked at as long as somebody follows it, and for all of them at once. */
export interface Watch<T> {
  /** How it is: once as soon as that is known, and then whenever it has moved. Ends with the signal. */
  follow(signal: AbortSignal): AsyncGenerator<T>
}

export interface Looking<T> {
  readonly name: string
  /** How it is now; null before: nobody followed it until now. */
  look(before: T | null): Promise<Seen<T>>
}

interface Seen<T> {
  readonly now: T
  readonly hasMoved: boolean
  /** There is more to see at once. */
  readonly more?: boolean
}

const pollMs = 500

export function createWatch<T>({ log }: Pick<Engine, 'log'>, looking: Looking<T>): Watch<T> {
  const { moves, seen, come, go } = watcher(log, looking)
  return {
    async *follow(signal) {
      come()
      try {
        let told = -1
        while (!signal.aborted) {
          const { now, version } = seen()
          if (now !== null && version > told) {
            told = version
            yield now
          } else await once(moves, 'moved', { signal }).catch(() => {})
        }
      } finally {
        await go()
      }
    },
  }
}

function watcher<T>(log: Engine['log'], { name, look }: Looking<T>) {
  const moves = new EventEmitter().setMaxListeners(0)
  let now: T | null = null
  let version = 0
  let loop: Loop | null = null
  let followers = 0
  const round = async () => {
    const before = now
    const seen = await look(before)
    now = seen.now
    if (seen.hasMoved || before === null) {
      version++
      moves.emit('moved')
    }
    return seen.more === true
  }
  return {
    moves,
    seen: () => ({ now, version }),
    come: () => {
      followers++
      loop ??= startLoop({ name, round, idleMs: pollMs, log })
    },
    go: async () => {
      if (--followers > 0) return
      const ending = loop
      loop = null
      await ending?.stop()
      if (loop === null) now = null
    },
  }
}
