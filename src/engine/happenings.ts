import { EventEmitter, once } from 'node:events'
import { beyond, type Tail, tailFrom, tailOn } from '../core/tail.ts'
import type { Db } from '../store/database.ts'
import { type JournalFilter, type JournalRow, listJournal } from '../store/journal-reading.ts'
import { journalIdsAfter, journalWriters, lastJournalId } from '../store/journal-tail.ts'
import type { Engine } from './engine.ts'
import { type Loop, startLoop } from './loop.ts'

export interface Happenings {
  /**
   * How far the journal can be read without missing an entry that lands late: once as soon as that is known, and then
   * whenever it moves. Whatever lands after the first answer is beyond it. Ends with the signal.
   */
  follow(signal: AbortSignal): AsyncGenerator<number>
}

const pollMs = 500
const idsAtOnce = 1000

/** Looks at the journal as long as somebody follows it, and for all of them at once. */
export function createHappenings(engine: Pick<Engine, 'pool' | 'log'>): Happenings {
  const { moves, at, come, go } = watch(engine)
  return {
    async *follow(signal) {
      come()
      try {
        let told = -1
        while (!signal.aborted) {
          const reached = at()
          if (reached > told) yield reached
          else await once(moves, 'moved', { signal }).catch(() => {})
          told = Math.max(told, reached)
        }
      } finally {
        await go()
      }
    },
  }
}

function watch({ pool, log }: Pick<Engine, 'pool' | 'log'>) {
  const moves = new EventEmitter().setMaxListeners(0)
  let tail: Tail | null = null
  let loop: Loop | null = null
  let followers = 0
  const round = async () => {
    const before = tail
    const { ids, ...now } = await look(pool, before)
    tail = now.tail
    const hasMoved = tail.at !== before?.at
    if (hasMoved) moves.emit('moved')
    return hasMoved && ids.length === idsAtOnce
  }
  return {
    moves,
    at: () => tail?.at ?? -1,
    come: () => {
      followers++
      loop ??= startLoop({ name: 'happenings', round, idleMs: pollMs, log })
    },
    go: async () => {
      if (--followers > 0) return
      const ending = loop
      loop = null
      await ending?.stop()
      if (loop === null) tail = null
    },
  }
}

async function look(db: Db, before: Tail | null): Promise<{ tail: Tail; ids: readonly number[] }> {
  const from = before ?? tailFrom(await lastJournalId(db))
  // In this order: whoever ends in between has shown what he wrote before it is looked for.
  const writers = await journalWriters(db)
  const ids = await journalIdsAfter(db, beyond(from), idsAtOnce)
  return { tail: tailOn(from, writers, ids), ids }
}

const rowsAtOnce = 200

/**
 * Entries of the journal as they land, in order: those after `after`, or else those that land from now on. The first
 * answer says that listening has begun; it may be empty, as others may.
 */
export async function* entriesSince(
  { pool }: Pick<Engine, 'pool'>,
  happenings: Happenings,
  filter: JournalFilter,
  after: string | null,
  signal: AbortSignal,
): AsyncGenerator<readonly JournalRow[]> {
  let from = after === null ? null : Number(after)
  for await (const upTo of happenings.follow(signal)) {
    from ??= upTo
    do {
      const rows = await listJournal(pool, filter, 'oldest', String(from), rowsAtOnce)
      const known = rows.filter(row => Number(row.id) <= upTo)
      yield known
      from = known.length === rowsAtOnce ? Number(known.at(-1)?.id) : Math.max(from, upTo)
    } while (from < upTo)
  }
}
