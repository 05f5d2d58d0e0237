import type { SetReason } from './decision.ts'
import type { CarryCode, Lens, World } from './lens.ts'
import { mergeText } from './merge-text.ts'
import type { AtLink, FieldRule, Tie } from './policy.ts'
import { mayFlow } from './policy.ts'
import type { Question } from './question.ts'
import type { AwaitedRow } from './rules.ts'
import type { Side, Value } from './value.ts'
import { otherSide, sameValue, sides } from './value.ts'

/** What one side shows of a field now, and what it showed when the two sides last agreed (absent: they never met). */
export interface FieldSide {
  readonly base: Value | undefined
  readonly now: Value
  /** When the row changed, ISO 8601 in UTC; only the tie `newest` looks at it. */
  readonly changedAt: string | null
}

export type FieldAt = Readonly<Record<Side, FieldSide>>

export type CopyReason =
  | 'changed'
  | 'one-way'
  | 'merged'
  | 'tie'
  | 'first-meeting'
  | 'answer'
  | 'reverted'
  | SetReason

export type FieldVerdict =
  | { readonly is: 'same' }
  /** A side did not tell what it holds: nothing is decided, nothing is remembered. */
  | { readonly is: 'unseen' }
  /** Nothing to carry to where a one-way field arrives: what was typed there stays, and so does its past. */
  | { readonly is: 'left' }
  | {
      readonly is: 'copy'
      readonly to: Side
      readonly value: Value
      readonly why: CopyReason
      /** Present when something a person typed is about to be overwritten. */
      readonly lost?: Value
      /** Present when the value opens a row on the pm side that is closed. */
      readonly reopens?: true
    }
  | {
      readonly is: 'hold'
      readonly code: 'hold/both-changed' | 'hold/first-meeting' | 'hold/unreadable' | CarryCode
      readonly detail: string
      /** What a person is asked, and how it can be answered. */
      readonly question?: Question
      /** Rows of the project tool that it hangs on. */
      readonly waits?: readonly AwaitedRow[]
    }

/** Decides one field. Each side is compared with its own past, never with who wrote it. */
export function mergeField(rule: FieldRule, at: FieldAt, atLink: AtLink, world: World): FieldVerdict {
  if (rule.lens.agree(at.crm.now, at.pm.now, world)) return { is: 'same' }
  if (at.crm.base === undefined || at.pm.base === undefined) return firstMeeting(rule, at, atLink, world)
  const changed = { crm: hasChanged(at.crm, rule.lens, 'crm'), pm: hasChanged(at.pm, rule.lens, 'pm') }
  if (rule.flow !== 'both') return oneWay(rule, at, changed, world)
  if (changed.crm && changed.pm) return mergeText(rule, at) ?? tie(rule, at, world)
  if (changed.crm) return copy(rule, at, 'pm', 'changed', world)
  if (changed.pm) return copy(rule, at, 'crm', 'changed', world)
  return { is: 'same' }
}

/** A value in another form (the vendor's own HTML, another order of people) is no change. */
export function hasChanged({ base, now }: FieldSide, lens: Lens, side: Side): boolean {
  if (sameValue(base, now)) return false
  return base === undefined || lens.alike?.(side, base, now) !== true
}

/** Two rows just linked, or a field newly mapped: there is no past to compare with. Emptiness overwrites nothing. */
function firstMeeting(rule: FieldRule, at: FieldAt, atLink: AtLink, world: World): FieldVerdict {
  if (rule.flow !== 'both') {
    const to = arrivesAt(rule)
    return at[otherSide(to)].now === null ? { is: 'left' } : carryOver(rule, at, to, 'one-way', world)
  }
  const empty = sides.find(side => at[side].now === null)
  if (empty) return carryOver(rule, at, empty, 'first-meeting', world)
  if (atLink === 'hold')
    return { is: 'hold', code: 'hold/first-meeting', detail: 'The two sides differ and never agreed before.' }
  return carryOver(rule, at, otherSide(atLink), 'first-meeting', world)
}

function oneWay(rule: FieldRule, at: FieldAt, changed: Record<Side, boolean>, world: World): FieldVerdict {
  const to = arrivesAt(rule)
  if (!changed[otherSide(to)]) return { is: changed[to] ? 'left' : 'same' }
  return changed[to] ? carryOver(rule, at, to, 'one-way', world) : copy(rule, at, to, 'one-way', world)
}

function arrivesAt(rule: FieldRule): Side {
  return rule.flow === 'to-pm' ? 'pm' : 'crm'
}

function tie(rule: FieldRule, at: FieldAt, world: World): FieldVerdict {
  const winner = winnerOf(rule.tie, at)
  if (winner === null)
    return {
      is: 'hold',
      code: 'hold/both-changed',
      detail: 'Both sides were changed since they last agreed.',
    }
  return carryOver(rule, at, otherSide(winner), 'tie', world)
}

function winnerOf(rule: Tie, at: FieldAt): Side | null {
  if (rule === 'hold') return null
  if (rule !== 'newest') return rule
  const [crm, pm] = [momentOf(at.crm), momentOf(at.pm)]
  if (crm > pm) return 'crm'
  return pm > crm ? 'pm' : null
}

/** NaN where nobody knows: that is neither newer nor older than anything. */
function momentOf({ changedAt }: FieldSide): number {
  return changedAt === null ? Number.NaN : Date.parse(changedAt)
}

/** Writes what one side holds to the other, and names what it overwrites. */
export function carryOver(
  rule: FieldRule,
  at: FieldAt,
  to: Side,
  why: CopyReason,
  world: World,
): FieldVerdict {
  const verdict = copy(rule, at, to, why, world)
  return verdict.is === 'copy' && at[to].now !== null && !rule.lens.adds
    ? { ...verdict, lost: at[to].now }
    : verdict
}

function copy(rule: FieldRule, at: FieldAt, to: Side, why: CopyReason, world: World): FieldVerdict {
  if (!mayFlow(rule.flow, to)) return { is: 'same' }
  const from = at[otherSide(to)]
  const across = rule.lens.across(from.now, to, at[to].now, world, from.base)
  if (!across.ok) return { is: 'hold', code: across.code, detail: across.detail }
  return { is: 'copy', to, value: across.value, why }
}
