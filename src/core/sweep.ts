import type { Base } from './base.ts'
import { type Decisions, isStillAbout } from './decision.ts'
import type { World } from './lens.ts'
import { hasChanged } from './merge.ts'
import type { SeenRow } from './plan.ts'
import type { FieldRule, PairPolicy, Policy } from './policy.ts'
import type { Fields, Side, Value } from './value.ts'
import { sameValue, sides } from './value.ts'

/** What is on record of a link, from the last look at it. */
export interface Recorded {
  readonly base: Base
  /**
   * Values that a side showed beside its base: held, refused, or left where they were typed; and of a difference that a
   * person accepted, both. Under the empty name, what of the row could not be read.
   */
  readonly beside: Readonly<Record<Side, Fields>>
  /** The sides differ although nothing is held or refused. */
  readonly differs: boolean
  /** Whether the last reading missed the row. */
  readonly isMissing: Readonly<Record<Side, boolean>>
}

export type SweepVerdict =
  /** Nothing is new. `isWhole`: all of it that is mapped was shown. */
  | { readonly is: 'rest'; readonly isWhole: boolean }
  | { readonly is: 'look'; readonly why: 'there-again' | 'readable' | 'changed' | 'agreement' }

/**
 * One row of a full comparison: each side is compared with its own past, and across the sides. Only what differs from what is
 * on record needs a look; what is held or refused, and still shows the same, does not.
 */
export function sweepRow(
  policy: Compares,
  known: Recorded,
  side: Side,
  row: SeenRow,
  world: World,
): SweepVerdict {
  if (known.isMissing[side]) return { is: 'look', why: 'there-again' }
  if (!sameValue(known.beside[side][''] ?? [], unreadNames(policy, side, row)))
    return { is: 'look', why: 'readable' }
  if (policy.fields.some(rule => isNews(rule, known, side, row))) return { is: 'look', why: 'changed' }
  const shown = { ...known.base, [side]: row.fields }
  if (differs(policy, shown, known.beside, world) !== known.differs) return { is: 'look', why: 'agreement' }
  return { is: 'rest', isWhole: policy.fields.every(rule => isTold(policy, row, rule[side])) }
}

type Compares = Policy & Pick<PairPolicy, 'tallies'>

/** What Baton counts itself is in no list. */
function isTold({ tallies = [] }: Compares, row: SeenRow, name: string): boolean {
  return row.fields[name] !== undefined || tallies.some(tally => tally === name)
}

/** A value that the list does not tell is no news. */
function isNews(rule: FieldRule, known: Recorded, side: Side, row: SeenRow): boolean {
  const name = rule[side]
  const now = row.fields[name]
  if (now === undefined) return false
  const past = Object.hasOwn(known.beside[side], name) ? known.beside[side][name] : known.base[side][name]
  return hasChanged({ base: past, now, changedAt: null }, rule.lens, side)
}

/** What a side shows beside its base: to be put on record, so that a sweep can tell news from what is known. */
export function besideOf(
  policy: Policy,
  side: Side,
  base: Fields,
  row: Pick<SeenRow, 'fields' | 'unread'>,
): Fields {
  const unread = unreadNames(policy, side, row)
  const values = policy.fields.flatMap((rule): [string, Value][] => {
    const now = row.fields[rule[side]]
    return now === undefined || sameValue(now, base[rule[side]]) ? [] : [[rule[side], now]]
  })
  return { ...Object.fromEntries(values), ...(unread.length === 0 ? {} : { '': unread }) }
}

/** A link as a look at it leaves it. */
export interface Looked {
  readonly base: Base
  readonly shown: Readonly<Record<Side, Fields>>
  /** What was on record of it before. */
  readonly beside: Readonly<Record<Side, Fields>>
  readonly decisions: Decisions
}

/**
 * Values of fields in which a person wants the two sides to differ: left as they were, or undone. It stays so as long as
 * both sides show the same.
 */
export function acceptedOf(policy: Policy, looked: Looked): Readonly<Record<Side, Fields>> {
  const rules = policy.fields.filter(rule => isSettled(rule, looked) && isAccepted(rule, looked))
  const values = (side: Side) =>
    rules.map(rule => [rule[side], looked.shown[side][rule[side]] ?? null] as const)
  return { crm: Object.fromEntries(values('crm')), pm: Object.fromEntries(values('pm')) }
}

function isSettled(rule: FieldRule, { base, shown }: Looked): boolean {
  return sides.every(side => {
    const now = shown[side][rule[side]]
    return now !== undefined && sameValue(now, base[side][rule[side]])
  })
}

function isAccepted(rule: FieldRule, { shown, beside, decisions }: Looked): boolean {
  const decision = decisions[rule.crm]
  const about = { crm: shown.crm[rule.crm] ?? null, pm: shown.pm[rule.pm] ?? null }
  if (decision?.choice.is === 'leave' && isStillAbout(decision, about)) return true
  if (decision?.choice.is === 'set' && decision.choice.why === 'undone') return true
  return sides.every(
    side => Object.hasOwn(beside[side], rule[side]) && sameValue(beside[side][rule[side]], about[side]),
  )
}

function unreadNames(policy: Policy, side: Side, row: Pick<SeenRow, 'unread'>): readonly string[] {
  const mapped = ['', ...policy.fields.map(rule => rule[side])]
  return mapped.filter(name => row.unread?.[name] !== undefined)
}

/** Whether two sides differ in a field of which neither shows anything beside its base. */
export function differs(
  policy: Policy,
  shown: Readonly<Record<Side, Fields>>,
  beside: Readonly<Record<Side, Fields>>,
  world: World,
): boolean {
  return policy.fields.some(rule => {
    const [crm, pm] = [shown.crm[rule.crm], shown.pm[rule.pm]]
    const isOpen = Object.hasOwn(beside.crm, rule.crm) || Object.hasOwn(beside.pm, rule.pm)
    return !isOpen && crm !== undefined && pm !== undefined && !rule.lens.agree(crm, pm, world)
  })
}

/** A row without a link needs a look when it is new, or shows something else than when it was last seen. */
export function isNewcomersNews(row: SeenRow, before: Fields | undefined): boolean {
  if (before === undefined) return true
  return Object.entries(row.fields).some(([name, value]) => !sameValue(before[name], value))
}
