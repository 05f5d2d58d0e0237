import { decided } from '../core/decision.ts'
import { type MatchVerdict, matchByKey } from '../core/match.ts'
import { blocksOfRow, keyOfRow } from '../core/matching/recognition.ts'
import { type Suggestion, suggest } from '../core/matching/suggestion.ts'
import type { PairPolicy } from '../core/policy.ts'
import { otherSide, type Side, sides } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import { apartFrom, type IdPair } from '../store/apart.ts'
import { type AlikeRow, alikeRows } from '../store/match-blocks.ts'
import { unlinkedByKey } from '../store/sightings.ts'
import type { PassDesk } from './desk.ts'
import { isInactive } from './keep-seen.ts'
import type { NewcomerItem } from './open-keys.ts'

export interface Present {
  readonly item: NewcomerItem
  readonly row: Row
}

/** Who a row could be. */
export interface Recognised {
  readonly match: MatchVerdict
  /** Other rows of its own side that carry the same name. */
  readonly rivals: readonly string[]
  /** What a person may want to link it with; null: such rows are not matched at all. */
  readonly suggested: readonly Suggestion[] | null
}

const nobody: Recognised = { match: { is: 'none' }, rivals: [], suggested: null }

/** Compares the rows of a pass with all that are not linked. */
export async function recognise(
  desk: PassDesk,
  present: readonly Present[],
): Promise<(one: Present) => Recognised> {
  const found = new Map<Present, Recognised>()
  for (const pair of Object.values(desk.policy.pairs))
    if (pair.match)
      for (const side of sides)
        await recogniseSide(
          desk,
          pair,
          side,
          present.filter(({ item }) => item.pair === pair && item.side === side),
          found,
        )
  return one => found.get(one) ?? nobody
}

async function recogniseSide(
  desk: PassDesk,
  pair: PairPolicy,
  side: Side,
  rows: readonly Present[],
  found: Map<Present, Recognised>,
): Promise<void> {
  const apart = await apartFrom(
    desk.engine.pool,
    desk.mapping.id,
    side,
    rows.map(({ row }) => row.id),
  )
  const equals = await equalRows(desk, pair, side, rows)
  const verdicts = rows.map(one => ({ one, ...verdictOf(pair, side, one, equals, apart) }))
  const open = verdicts.filter(({ one, match }) => match.is !== 'link' && takesPart(desk, side, one))
  const alike = await alikeTo(
    desk,
    pair,
    side,
    open.map(({ one }) => one),
  )
  for (const { one, match, rivals } of verdicts) {
    const others = alike.filter(other => other.of === one.row.id)
    const suggested = pair.match ? suggest(pair.match, side, one.row, others) : []
    found.set(one, { match, rivals, suggested })
  }
}

/** A row that rests, or is no longer in use, is suggested to nobody. */
function takesPart(desk: PassDesk, side: Side, { item, row }: Present): boolean {
  if (isInactive(desk[side].connector, item.pair.entity[side], row)) return false
  return decided(item.decision ?? undefined, {}, 'ignore') === null
}

type ByKey = Readonly<Record<Side, ReadonlyMap<string, readonly string[]>>>

/** Unlinked rows of both sides by the key of their name. */
async function equalRows(
  desk: PassDesk,
  pair: PairPolicy,
  side: Side,
  rows: readonly Present[],
): Promise<ByKey> {
  const keys = [...new Set(rows.flatMap(one => keyOf(pair, side, one) ?? []))]
  const ask = (of: Side) => ({
    mapping: desk.mapping.id,
    pair: pair.name,
    side: of,
    connection: desk[of].connection.id,
    entity: pair.entity[of],
    keys,
  })
  return {
    crm: await unlinkedByKey(desk.engine.pool, ask('crm')),
    pm: await unlinkedByKey(desk.engine.pool, ask('pm')),
  }
}

function keyOf(pair: PairPolicy, side: Side, { row }: Present): string | null {
  return pair.match ? keyOfRow(row.fields, pair.match[side]) : null
}

function verdictOf(pair: PairPolicy, side: Side, one: Present, equals: ByKey, apart: readonly IdPair[]) {
  const key = keyOf(pair, side, one)
  if (key === null) return { match: { is: 'none' } as const, rivals: [] }
  const other = otherSide(side)
  const isApart = (id: string) => apart.some(two => two[side] === one.row.id && two[other] === id)
  const candidates = (equals[other].get(key) ?? []).filter(id => !isApart(id))
  const rivals = [...new Set([...(equals[side].get(key) ?? []), one.row.id])]
  return { match: matchByKey(rivals, candidates), rivals: rivals.filter(id => id !== one.row.id) }
}

function alikeTo(
  desk: PassDesk,
  pair: PairPolicy,
  side: Side,
  rows: readonly Present[],
): Promise<AlikeRow[]> {
  const { match } = pair
  if (!match) return Promise.resolve([])
  const at = (of: Side) => ({ connection: desk[of].connection.id, entity: pair.entity[of] })
  return alikeRows(desk.engine.pool, {
    mapping: desk.mapping.id,
    side,
    from: at(side),
    to: at(otherSide(side)),
    rows: rows.map(({ row }) => ({ id: row.id, blocks: blocksOfRow(row.fields, [match[side]]) })),
  })
}
