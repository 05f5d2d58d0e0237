import { z } from 'zod'
import { type Page, type PullAsk, type Session, VendorError } from '#spi'
import type { Listed } from './api.ts'
import { listSize } from './entities.ts'
import { fromEspo, toEspo } from './moments.ts'
import { pullNotes } from './pull-notes.ts'
import { list } from './read.ts'
import { rowListed } from './translate.ts'
import { typeName } from './types.ts'
import { from, type Where } from './where.ts'

/**
 * Pages go on from the last record and not by offset: while a pull is under way records change and move to its end,
 * and an offset would then skip others. Records without a time of change come first, where everything is read.
 */
const cursorShape = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('undated'), id: z.string() }),
  z.object({ phase: z.literal('changed'), time: z.string(), id: z.string() }),
])
type Cursor = z.infer<typeof cursorShape>

const beginning = '1970-01-01 00:00:00'

/** One page of what changed since, oldest change first. Deletions are not listed anywhere; webhooks tell of them. */
export async function pull(session: Session, ask: PullAsk): Promise<Page> {
  if (ask.entity === 'note') return pullNotes(session, ask)
  const cursor = ask.cursor === null ? start(ask) : cursorShape.parse(JSON.parse(ask.cursor))
  const where = [...conditions(cursor), ...within(ask)]
  const orderBy = cursor.phase === 'undated' ? 'id' : 'modifiedAt'
  const records = await list(session, typeName(ask.entity), { where, orderBy })
  const rows = records.map(each => rowListed(ask.entity, each, session))
  const next = follow(cursor, records)
  return { rows, gone: [], next: next === null ? null : JSON.stringify(next) }
}

function start(ask: PullAsk): Cursor {
  return ask.since === null
    ? { phase: 'undated', id: '' }
    : { phase: 'changed', time: toEspo(ask.since), id: '' }
}

function conditions(cursor: Cursor): readonly Where[] {
  if (cursor.phase === 'changed') return from('modifiedAt', cursor)
  const beyond: Where = { type: 'greaterThan', attribute: 'id', value: cursor.id }
  return [{ type: 'isNull', attribute: 'modifiedAt' }, ...(cursor.id === '' ? [] : [beyond])]
}

function within(ask: PullAsk): readonly Where[] {
  const attribute = ask.entity === 'deal' ? 'accountId' : 'parentId'
  return ask.within === undefined ? [] : [{ type: 'equals', attribute, value: ask.within }]
}

function follow(cursor: Cursor, records: readonly Listed[]): Cursor | null {
  const last = records.at(-1)
  const isFull = records.length >= listSize
  if (cursor.phase === 'undated')
    return isFull && last ? { phase: 'undated', id: last.id } : { phase: 'changed', time: beginning, id: '' }
  return isFull ? after(records) : null
}

/** From the last record that tells its time. Where none does, the walk cannot go on, and must not end as if it were over. */
function after(records: readonly Listed[]): Cursor {
  const last = records.findLast(each => fromEspo(each.modifiedAt) !== null)
  const time = fromEspo(last?.modifiedAt)
  if (last && time) return { phase: 'changed', time: toEspo(time), id: last.id }
  throw new VendorError({ kind: 'unexpected', message: 'EspoCRM does not tell when records changed' }, null)
}
