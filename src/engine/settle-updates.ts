import type { Base } from '../core/base.ts'
import { outcomeOf, settleWrite } from '../core/base.ts'
import { reactions } from '../core/failure.ts'
import { isUnread } from '../core/unread.ts'
import { type Fields, otherSide } from '../core/value.ts'
import { fewAtOnce, type Row, VendorError } from '../spi/index.ts'
import type { OpenIntent } from '../store/intents.ts'
import type { JournalEntry } from '../store/journal.ts'
import { editorOf } from './creating.ts'
import type { PassDesk } from './desk.ts'
import type { LinkItem } from './open-keys.ts'
import type { Rows } from './reading.ts'

export interface SettledUpdates {
  readonly base: Base
  /** Names what was there before each write, so that it can be put back although the writer died. */
  readonly journal: readonly Omit<JournalEntry, 'key'>[]
  /** Fields whose refused value was put back. */
  readonly reverted: readonly string[]
}

/** What an update that was left behind took away beside what its writer had seen. */
export type Replaced = (intent: OpenIntent) => Fields

/** Asks vendors whose history can tell; of rows that are not there, or cannot be read, nobody can. */
export async function replacedUnseen(
  desk: PassDesk,
  items: readonly LinkItem[],
  rows: Rows,
): Promise<Replaced> {
  const left = items.flatMap(({ pair, intents }) =>
    intents.flatMap(intent => {
      const { side, rowId, op } = intent
      const entity = pair.entity[side]
      const row = op === 'update' && rowId !== null && rows.get(side, entity, rowId)
      return row && !isUnread(row) ? [{ intent, entity }] : []
    }),
  )
  const told = await fewAtOnce(left, async ({ intent, entity }) => {
    return [intent.id, await tookAway(desk, entity, intent)] as const
  })
  const byIntent = new Map(told)
  return intent => byIntent.get(intent.id) ?? {}
}

/** A vendor that is in trouble is asked again for so long, in ms. */
const patienceMs = 600_000

/** One row whose history cannot be read holds nothing up: then the journal names what the writer had seen. */
async function tookAway(desk: PassDesk, entity: string, intent: OpenIntent): Promise<Fields> {
  const { side, rowId, before, sent, ageMs } = intent
  const { connector, session } = desk[side]
  try {
    return (await connector.replaced?.(session, entity, String(rowId), { before, sent })) ?? {}
  } catch (error) {
    if (!(error instanceof VendorError)) throw error
    const { kind } = error.failure
    if (kind === 'throttled' || reactions[kind] === 'pause-connection') throw error
    if (reactions[kind] === 'retry' && ageMs < patienceMs) throw error
    desk.engine.log.warn(
      { err: error, mapping: desk.mapping.name },
      'what a lost write took away is not told',
    )
    return {}
  }
}

/** Updates left behind: what the row shows now tells whether they were made. They are never sent again as they are. */
export function settleUpdates(
  desk: PassDesk,
  item: LinkItem,
  rows: ReadRows,
  replaced: Replaced,
): SettledUpdates {
  const left = item.intents.flatMap(intent => {
    const row = rows[intent.side]
    return intent.op === 'update' && row && !isUnread(row) ? [{ intent, row }] : []
  })
  const made = left.flatMap(({ intent, row }) => writesMade(desk, item, intent, row))
  return {
    base: made.reduce(
      (base, { rule, intent, written, why }) =>
        settleWrite(rule, base, intent.side, intent.saw, written, why),
      item.link.base,
    ),
    journal: left.flatMap(({ intent }) =>
      isSettled(item, intent, rows, false) ? [settledEntry(item, intent, replaced(intent))] : [],
    ),
    reverted: made.filter(one => one.why === 'reverted').map(one => one.rule.crm),
  }
}

/**
 * Writes to a row that is gone before anybody could see whether they were made: what they may have overwritten is named
 * all the same.
 */
export function settledUnseen(item: LinkItem, settled: readonly OpenIntent[], rows: ReadRows) {
  const unseen = settled.filter(({ op, side }) => op === 'update' && !rows[side])
  return unseen.map(intent => settledEntry(item, intent))
}

/** What the other side showed of the fields that were written. */
function cameFrom({ pair }: LinkItem, { side, sent, saw }: OpenIntent): Fields {
  const from = otherSide(side)
  const fields = pair.fields.filter(rule => rule[side] in sent).map(rule => rule[from])
  return Object.fromEntries(fields.map(field => [field, saw[from][field] ?? null]))
}

type ReadRows = { readonly crm?: Row; readonly pm?: Row }

function settledEntry(item: LinkItem, intent: OpenIntent, replaced: Fields = {}): Omit<JournalEntry, 'key'> {
  const { side, rowId, sent, why, pass } = intent
  const before = { ...intent.before, ...replaced }
  const data = { side, row: rowId, before, sent, why, from: cameFrom(item, intent) }
  return { pair: item.pair.name, kind: 'settled', data, pass: pass ?? undefined }
}

/** The fields of a write that show what was sent. */
function writesMade(desk: PassDesk, item: LinkItem, intent: OpenIntent, row: Row) {
  const editor = editorOf(desk[intent.side], row)
  return item.pair.fields.flatMap(rule => {
    const name = rule[intent.side]
    const [sent, shown] = [intent.sent[name], row.fields[name]]
    if (sent === undefined || shown === undefined) return []
    const written = { before: intent.before[name] ?? null, sent, shown, editor }
    return outcomeOf(written) === 'applied' ? [{ rule, intent, written, why: intent.why[name] }] : []
  })
}

/**
 * Whether a reading told what became of a write. What it did not tell of the mapped fields stays to be settled; a row that is
 * gone settles it for good.
 */
export function isSettled(
  { pair }: LinkItem,
  { side, sent }: OpenIntent,
  rows: ReadRows,
  isGone: boolean,
): boolean {
  const row = rows[side]
  if (!row) return isGone
  if (isUnread(row)) return false
  return pair.fields.every(rule => !(rule[side] in sent) || rule[side] in row.fields)
}
