import { beyond, type Tail, tailFrom, tailOn } from '../core/tail.ts'
import type { Db } from '../store/database.ts'
import { type JournalFilter, type JournalRow, listJournal } from '../store/journal-reading.ts'
import { journalIdsAfter, journalWriters, lastJournalId } from '../store/journal-tail.ts'
import type { Engine } from './engine.ts'
import { createWatch, type Watch } from './watch.ts'

/**
 * How far the journal can be read without missing an entry that lands late. Whatever lands after the first answer is
 * beyond it.
 */
export type Happenings = Watch<Tail>

const idsAtOnce = 1000

/** Looks at the journal as long as somebody follows it, and for all of them at once. */
export function createHappenings(engine: Pick<Engine, 'pool' | 'log'>): Happenings {
  return createWatch<Tail>(engine, {
    name: 'happenings',
    look: async before => {
      const { tail: now, ids } = await look(engine.pool, before)
      const hasMoved = now.at !== before?.at
      return { now, hasMoved, more: hasMoved && ids.length === idsAtOnce }
    },
  })
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
  for await (const { at: upTo } of happenings.follow(signal)) {
    if (upTo === null) continue
    from ??= upTo
    do {
      const rows = await listJournal(pool, filter, 'oldest', String(from), rowsAtOnce)
      const known = rows.filter(row => Number(row.id) <= upTo)
      yield known
      from = known.length === rowsAtOnce ? Number(known.at(-1)?.id) : Math.max(from, upTo)
    } while (from < upTo)
  }
}
