import { z } from 'zod'
import { pairNames } from '../../core/policy.ts'
import { sides } from '../../core/value.ts'
import type { Db } from '../../store/database.ts'
import { journalKinds } from '../../store/journal.ts'
import type { JournalFilter } from '../../store/journal-reading.ts'
import { linksOfRows } from '../../store/links.ts'
import { keysCalled, mostCalled } from '../../store/records-called.ts'
import { isKey, linkKey, newcomerKey } from '../keys.ts'
import { mappingNamed } from './asked-for.ts'
import { numbered } from './shapes.ts'
import { VerbError } from './verb-error.ts'

/** Which entries of the journal somebody wants to see. */
export const journalAsk = {
  mapping: z.string().optional(),
  pair: z.enum(pairNames).optional(),
  kind: z.enum(journalKinds).optional(),
  key: z.string().optional(),
  /** Records by what they are called (beginnings of words), by their id at a vendor, or by a key. */
  about: z.string().trim().min(1).max(200).optional(),
  /** A record by its side and the vendor's id; its mapping and pair have to be told, too. */
  side: z.enum(['crm', 'pm']).optional(),
  row: z.string().optional(),
  by: z.string().optional(),
  pass: z.uuid().optional(),
  of: numbered.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
}
const journalAskObject = z.strictObject(journalAsk)
export type JournalAsk = z.output<typeof journalAskObject>

export async function journalFilter(tx: Db, ask: JournalAsk): Promise<JournalFilter> {
  const { pair = null, kind = null, by = null, pass = null, of = null, from = null, until = null } = ask
  const mapping = ask.mapping === undefined ? null : (await mappingNamed(tx, ask.mapping)).id
  const record = ask.side && ask.row ? { side: ask.side, row: ask.row } : null
  const keys = ask.key === undefined ? await keysAsked(tx, mapping, ask) : [ask.key]
  return { mapping, pair, kind, keys, record, by, pass, of, from, until }
}

async function keysAsked(tx: Db, mapping: number | null, ask: JournalAsk): Promise<readonly string[] | null> {
  const { about } = ask
  if (about === undefined) return keysOfRecord(tx, mapping, ask)
  if (isKey(about)) return [about]
  const keys = await keysCalled(tx, mapping, about)
  if (keys) return keys
  throw new VerbError(
    'verb/bad-input',
    `More than ${mostCalled} records are called “${about}”. Type more of the name, or the record’s id.`,
  )
}

async function keysOfRecord(tx: Db, mapping: number | null, ask: JournalAsk): Promise<string[] | null> {
  const { pair, side, row } = ask
  if (side === undefined && row === undefined) return null
  if (mapping === null || !pair || !side || !row)
    throw new VerbError('verb/bad-input', 'A record is named by mapping, pair, side and row together.')
  const links = await linksOfRows(tx, mapping, [{ pair, side, id: row }])
  const known = links.flatMap(({ id, ids }) => [
    linkKey(id),
    ...sides.map(one => newcomerKey(pair, one, ids[one])),
  ])
  return [...new Set([...known, newcomerKey(pair, side, row)])]
}
