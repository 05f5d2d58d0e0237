import { isSetReason, type SetReason } from './decision.ts'
import type { World } from './lens.ts'
import type { CopyReason } from './merge.ts'
import { holdsMore, inWordsOf } from './merge-text.ts'
import type { FieldPlans } from './plan.ts'
import type { FieldRule } from './policy.ts'
import type { Fields, Side, Value } from './value.ts'
import { bySide, otherSide, sameValue } from './value.ts'

/** What each side showed when the two last agreed, in that side's own words. A missing key: never agreed. */
export type Base = Readonly<Record<Side, Fields>>

export const noBase: Base = { crm: {}, pm: {} }

/** One field after our write was read back. */
export interface WrittenField {
  readonly before: Value
  readonly sent: Value
  readonly shown: Value
  /** Who changed the row last: `unknown` where the vendor does not tell. */
  readonly editor: 'us' | 'somebody' | 'unknown'
}

export type WriteOutcome =
  /** The vendor shows what was sent. */
  | 'applied'
  /** The vendor wrote our value its own way. */
  | 'rewritten'
  /** The vendor answered well and changed nothing. */
  | 'not-applied'
  /** Somebody edited between our write and the reading: that edit still counts as a change. */
  | 'edited-since'

export function outcomeOf(field: WrittenField): WriteOutcome {
  if (sameValue(field.shown, field.sent)) return 'applied'
  if (sameValue(field.shown, field.before)) return 'not-applied'
  return field.editor === 'us' ? 'rewritten' : 'edited-since'
}

const goingOn: readonly (CopyReason | undefined)[] = ['merged', 'typed', 'put-back']

/**
 * Whether a written field is to be looked at again at once: somebody edited it since; or it is a merged text, or a value
 * that a person set, and goes across from there as an edit does.
 */
export function asksForMore(why: CopyReason | undefined, field: WrittenField): boolean {
  const outcome = outcomeOf(field)
  return outcome === 'edited-since' || (goingOn.includes(why) && outcome !== 'not-applied')
}

/** What the base becomes for the side that was written. Null: it stays. */
export function baseAfter(field: WrittenField): Value | undefined {
  const outcome = outcomeOf(field)
  if (outcome === 'not-applied') return undefined
  return outcome === 'rewritten' ? field.shown : field.sent
}

/** The rows as the plan saw them. */
export interface PlanSaw {
  readonly crm: Fields
  readonly pm: Fields
}

/** Moves the fields that the plan found the same to what the plan saw; never to what was read later. */
export function settleSame(rules: readonly FieldRule[], base: Base, plans: FieldPlans, saw: PlanSaw): Base {
  const next = { crm: { ...base.crm }, pm: { ...base.pm } }
  for (const rule of rules) {
    if (plans[rule.crm]?.is !== 'same') continue
    next.crm[rule.crm] = saw.crm[rule.crm] ?? null
    next.pm[rule.pm] = saw.pm[rule.pm] ?? null
  }
  return next
}

/** Moves one written field, as the reason of its writing asks for. */
export function settleWrite(
  rule: FieldRule,
  base: Base,
  to: Side,
  saw: PlanSaw,
  written: WrittenField,
  why: CopyReason | undefined,
): Base {
  if (isSetReason(why)) return settleSet(rule, base, to, saw, written, why)
  if (why === 'merged') return settleMerged(rule, base, to, saw, written)
  return settleCopy(rule, base, to, saw, written)
}

/**
 * Moves one merged text. It holds more than the other side gave: that one's edit has arrived on both, and what the written
 * side shows beyond it, or instead of it, crosses from there as an edit.
 */
function settleMerged(rule: FieldRule, base: Base, to: Side, saw: PlanSaw, written: WrittenField): Base {
  const from = otherSide(to)
  const other = saw[from][rule[from]] ?? null
  if (!holdsMore(rule, to, written.sent, other)) return settleCopy(rule, base, to, saw, written)
  // Somebody who put back what was agreed on leaves a side that looks untouched: the other edit is still to be carried.
  const isAsAgreed = sameValue(written.shown, base[to][rule[to]])
  if (baseAfter(written) === undefined || isAsAgreed) return base
  const arrived = inWordsOf(rule, to, other)
  if (arrived === undefined) return base
  return {
    ...base,
    [from]: { ...base[from], [rule[from]]: other },
    [to]: { ...base[to], [rule[to]]: arrived },
  }
}

/** Moves one copied field: the side it came from to what the plan saw, the written side as the reading tells. */
export function settleCopy(rule: FieldRule, base: Base, to: Side, saw: PlanSaw, written: WrittenField): Base {
  const moved = baseAfter(written)
  if (moved === undefined) return base
  const from = otherSide(to)
  return {
    ...base,
    [from]: { ...base[from], [rule[from]]: saw[from][rule[from]] ?? null },
    [to]: { ...base[to], [rule[to]]: moved },
  }
}

/**
 * Moves one field that a person set. What was undone then stays apart; otherwise the written value has to count as an
 * edit of its side, so the past there is what the plan saw before it, and of a tie, what it saw on the other side too.
 */
export function settleSet(
  rule: FieldRule,
  base: Base,
  to: Side,
  saw: PlanSaw,
  written: WrittenField,
  why: SetReason,
): Base {
  if (why === 'undone' || baseAfter(written) === undefined) return settleCopy(rule, base, to, saw, written)
  const from = otherSide(to)
  const known = why === 'typed' ? undefined : base[from][rule[from]]
  return {
    ...base,
    [from]: { ...base[from], [rule[from]]: known === undefined ? (saw[from][rule[from]] ?? null) : known },
    [to]: { ...base[to], [rule[to]]: saw[to][rule[to]] ?? null },
  }
}

/** The base of two rows of which one was just made from the other. Fields that neither were sent nor agree stay open. */
export function baseOfCreated(
  rules: readonly FieldRule[],
  on: Side,
  saw: Fields,
  sent: Fields,
  shown: Fields,
  editor: WrittenField['editor'],
  world: World,
): Base {
  const from = otherSide(on)
  let base: Base = noBase
  for (const rule of rules) {
    const seen: PlanSaw = bySide(from, saw, shown)
    const [crm, pm] = [seen.crm[rule.crm], seen.pm[rule.pm]]
    const value = sent[rule[on]]
    if (value !== undefined) {
      const written = { before: null, sent: value, shown: shown[rule[on]] ?? null, editor }
      base = settleCopy(rule, base, on, seen, written)
    } else if (crm !== undefined && pm !== undefined && rule.lens.agree(crm, pm, world))
      base = { crm: { ...base.crm, [rule.crm]: crm }, pm: { ...base.pm, [rule.pm]: pm } }
  }
  return base
}

/**
 * Of what a create was to write, what the row shows that an earlier one of its key had made. What it shows otherwise is older,
 * or somebody's edit: nobody can tell, so it has no past yet.
 */
export function stillShown(sent: Fields, shown: Fields): Fields {
  return Object.fromEntries(
    Object.entries(sent).filter(([name, value]) => sameValue(shown[name] ?? null, value)),
  )
}

/** Whether every mapped field has a past on both sides. */
export function isComplete(rules: readonly FieldRule[], base: Base): boolean {
  return rules.every(rule => base.crm[rule.crm] !== undefined && base.pm[rule.pm] !== undefined)
}
