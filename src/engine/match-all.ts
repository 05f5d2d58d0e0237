import { blocksOfRow } from '../core/matching/recognition.ts'
import { suggest } from '../core/matching/suggestion.ts'
import type { PairPolicy } from '../core/policy.ts'
import { otherSide, type Side, sides } from '../core/value.ts'
import { advanceChore } from '../store/chores.ts'
import { type Db, inTransaction } from '../store/database.ts'
import { mappingById, type StoredMapping } from '../store/mappings.ts'
import { type AlikeAsk, alikeRows, replaceBlocks } from '../store/match-blocks.ts'
import { noteRun } from '../store/match-runs.ts'
import { type SightedRow, unlinkedPage } from '../store/sightings.ts'
import { prio, signalKeys } from '../store/signals.ts'
import { endStaleSuggestions, replaceSuggestions } from '../store/suggestions.ts'
import type { ChoreDesk } from './chores.ts'
import { newcomerKey } from './keys.ts'
import { policyOfMapping } from './policies.ts'

/** Rows of one page. */
const pageSize = 500
/** It comes round by itself as well, in seconds. */
const everySeconds = 30 * 24 * 3600

/** Where a run is: what rows are found by is written down for both sides first, then the accounts are compared. */
interface Place {
  readonly step: 'crm' | 'pm' | 'compare'
  readonly after: string
}

const following = { crm: 'pm', pm: 'compare', compare: null } as const

/** One page of comparing all unlinked accounts again, from what is known of them; no vendor is asked. */
export async function matchPage(desk: ChoreDesk): Promise<void> {
  const { engine, chore, token } = desk
  const place: Place = chore.cursor === null ? { step: 'crm', after: '' } : JSON.parse(chore.cursor)
  await inTransaction(engine.pool, async tx => {
    const mapping = await mappingById(tx, Number(chore.entity))
    const pair =
      mapping?.state === 'on'
        ? (await policyOfMapping({ pool: tx, registry: engine.registry }, mapping)).pairs.accounts
        : undefined
    const rows = mapping && pair?.match ? await pageAt(tx, mapping, pair, place) : []
    const next = nextPlace(place, rows)
    const moved = { cursor: next && JSON.stringify(next), since: null, newest: null, doneOnce: true }
    const nextInSeconds = next ? 0 : everySeconds
    if (!(await advanceChore(tx, chore, token, { ...moved, nextInSeconds }))) return
    if (mapping && pair?.match) await workOn(tx, mapping, pair, pair.match, place, rows, next === null)
  })
}

function pageAt(
  tx: Db,
  mapping: StoredMapping,
  pair: PairPolicy,
  { step, after }: Place,
): Promise<SightedRow[]> {
  return unlinkedPage(tx, { ...askOf(mapping, pair, step === 'pm' ? 'pm' : 'crm'), after, limit: pageSize })
}

function askOf(mapping: StoredMapping, pair: PairPolicy, side: Side) {
  return { mapping: mapping.id, side, connection: mapping[side], entity: pair.entity[side] }
}

/** Null: that was the last page. */
function nextPlace({ step }: Place, rows: readonly SightedRow[]): Place | null {
  const last = rows.at(-1)
  if (last && rows.length === pageSize) return { step, after: last.id }
  const then = following[step]
  return then && { step: then, after: '' }
}

async function workOn(
  tx: Db,
  mapping: StoredMapping,
  pair: PairPolicy,
  match: NonNullable<PairPolicy['match']>,
  { step }: Place,
  rows: readonly SightedRow[],
  isLast: boolean,
): Promise<void> {
  const side = step === 'pm' ? 'pm' : 'crm'
  const blocked = rows.map(row => ({ id: row.id, blocks: blocksOfRow(row.fields, [match[side]]) }))
  if (step !== 'compare')
    return replaceBlocks(
      tx,
      blocked.map(row => ({ ...row, connection: mapping[side], entity: pair.entity[side] })),
    )
  const alike = await alikeRows(tx, alikeAsk(mapping, pair, blocked))
  const found = rows.map(
    row =>
      ({
        side,
        rowId: row.id,
        found: suggest(
          match,
          side,
          row,
          alike.filter(one => one.of === row.id),
        ),
      }) as const,
  )
  const changes = await replaceSuggestions(tx, mapping.id, found)
  const stale = isLast ? await endStaleSuggestions(tx, mapping.id) : []
  await noteRun(tx, mapping.id, rows.length, [...changes, ...stale], isLast)
  // Names that are equal after all are decided by a pass, as all names are.
  const equal = found.flatMap(one => one.found).filter(one => one.isEqual)
  const keys = equal.flatMap(one => sides.map(of => newcomerKey('accounts', of, one[of])))
  await signalKeys(tx, mapping.id, [...new Set(keys)], prio.backlog)
}

function alikeAsk(mapping: StoredMapping, pair: PairPolicy, rows: AlikeAsk['rows']): AlikeAsk {
  const at = (side: Side) => ({ connection: mapping[side], entity: pair.entity[side] })
  return { mapping: mapping.id, side: 'crm', from: at('crm'), to: at(otherSide('crm')), rows }
}
