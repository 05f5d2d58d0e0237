import type { Base } from './base.ts'
import { decideField } from './decide-field.ts'
import { type Decisions, decided, wholeKey } from './decision.ts'
import { passes } from './filter.ts'
import type { World } from './lens.ts'
import type { FieldVerdict } from './merge.ts'
import { hasChanged } from './merge.ts'
import { planCreate, shownBy } from './plan-create.ts'
import type { Policy, WhenGone } from './policy.ts'
import { deletedQuestion, type Question, unrestoredQuestion } from './question.ts'
import { noteReopening } from './reopening.ts'
import type { Refusal } from './rules.ts'
import { unreadFieldHold, unreadSighting } from './unread.ts'
import type { Fields, Side } from './value.ts'
import { otherSide } from './value.ts'
import { where } from './where.ts'

/** A row as the core needs to see it. */
export interface SeenRow {
  readonly id: string
  readonly fields: Fields
  readonly changedAt: string | null
  readonly version?: string
  /** What of it could not be read, and why, by field; `''` for the row as a whole. */
  readonly unread?: Readonly<Record<string, string>>
}

export type Sighting =
  | { readonly seen: 'row'; readonly row: SeenRow }
  /** `maybeMoved`: unless it stands elsewhere, under another id. */
  | { readonly seen: 'gone'; readonly maybeMoved?: true }
  /** Missing from one read: not yet believed to be gone. */
  | { readonly seen: 'missing' }
  /** Missing together with the row it belongs to. */
  | { readonly seen: 'out-of-sight' }

export interface Pair {
  readonly base: Base
  readonly crm: Sighting
  readonly pm: Sighting
  /** What people decided about it. */
  readonly decisions?: Decisions
}

export type RefusedField = {
  readonly is: 'refuse'
  readonly to: Side
  readonly value: FieldVerdictValue
  readonly refusal: Refusal
}
type FieldVerdictValue = Extract<FieldVerdict, { is: 'copy' }>['value']

/** What was decided for one mapped field; the key is `FieldRule.crm`. */
export type FieldPlan = FieldVerdict | RefusedField
export type FieldPlans = Readonly<Record<string, FieldPlan>>

export type Verdict =
  | { readonly is: 'rest' | 'update'; readonly fields: FieldPlans }
  | { readonly is: 'create'; readonly on: Side; readonly fields: Fields; readonly why: CreateReason }
  | { readonly is: 'delete'; readonly on: Side; readonly why?: 'taken-back' }
  | { readonly is: 'unlink'; readonly why: UnlinkReason }
  | {
      readonly is: 'hold'
      readonly code: HoldCode
      readonly detail: string
      readonly question?: Question
    }
  | { readonly is: 'look-again' }
  /** Somebody is still typing; or the row to be written was edited only just now. */
  | { readonly is: 'settling'; readonly afterMs: number; readonly again?: 'write' }

export type UnlinkReason = 'gone-on-crm' | 'gone-on-pm' | 'gone-on-both' | 'taken-back'
export type CreateReason = 'restore' | 'won' | 'asked' | 'needed' | 'automatic'
export type HoldCode =
  | 'hold/edited-and-deleted'
  | 'hold/moved-or-deleted'
  | 'hold/untranslatable'
  | 'hold/ambiguous'
  | 'hold/unanswered-create'
  | 'hold/unreadable'
  | 'hold/out-of-sight'

/**
 * Decides one link: two rows, their shared past, and the mapping's choices. A row that no longer passes `only` is left
 * alone with its past: nothing is written, and when it passes again what changed meanwhile is carried.
 */
export function planLink(policy: Policy, pair: Pair, world: World): Verdict {
  const { crm, pm } = pair
  if (crm.seen === 'missing' || pm.seen === 'missing') return { is: 'look-again' }
  if (crm.seen === 'out-of-sight') return outOfSight(pair, 'crm')
  if (pm.seen === 'out-of-sight') return outOfSight(pair, 'pm')
  if (crm.seen === 'gone' && pm.seen === 'gone') return { is: 'unlink', why: 'gone-on-both' }
  const unread = unreadSighting(crm, 'crm') ?? unreadSighting(pm, 'pm')
  if (unread) return unread
  if (crm.seen === 'gone') return planGone(policy, pair, 'crm', world)
  if (pm.seen === 'gone') return planGone(policy, pair, 'pm', world)
  if (!takesPart(policy, 'crm', crm.row) || !takesPart(policy, 'pm', pm.row))
    return { is: 'rest', fields: {} }
  const back = takenBack(policy, pair, { crm: crm.row, pm: pm.row })
  return back ?? planFields(policy, pair, crm.row, pm.row, world)
}

/** Whether a row passes the tests of the mapping. */
export function takesPart(policy: Policy, side: Side, row: SeenRow): boolean {
  return passes(policy.only?.[side] ?? {}, row.fields)
}

function planFields(policy: Policy, pair: Pair, crm: SeenRow, pm: SeenRow, world: World): Verdict {
  const { base, decisions = {} } = pair
  const fields: Record<string, FieldPlan> = {}
  for (const rule of policy.fields) {
    const [crmNow, pmNow] = [crm.fields[rule.crm], pm.fields[rule.pm]]
    if (crmNow === undefined || pmNow === undefined) {
      fields[rule.crm] = unreadFieldHold(rule, { crm, pm }) ?? { is: 'unseen' }
      continue
    }
    const at = {
      crm: { base: base.crm[rule.crm], now: crmNow, changedAt: crm.changedAt },
      pm: { base: base.pm[rule.pm], now: pmNow, changedAt: pm.changedAt },
    }
    const verdict = decideField(rule, at, policy.atLink, world, decisions[rule.crm])
    fields[rule.crm] = noteReopening(rule, verdict, pm.fields)
  }
  return withWrites(fields)
}

/** An update where something is to be written, else rest; the holds and refusals stay beside it. */
export function withWrites(fields: FieldPlans): Verdict {
  return { is: Object.values(fields).some(field => field.is === 'copy') ? 'update' : 'rest', fields }
}

/** Nobody deleted it: when the row it belongs to is there again, so is this one. */
function outOfSight({ decisions }: Pair, side: Side): Verdict {
  if (decided(decisions?.[wholeKey], {}, 'unlink'))
    return { is: 'unlink', why: side === 'crm' ? 'gone-on-crm' : 'gone-on-pm' }
  const detail = `Not to be seen ${where(side)}, like the row it belongs to. That is no deletion, so nothing was done.`
  return { is: 'hold', code: 'hold/out-of-sight', detail, question: unrestoredQuestion({}) }
}

/** One side's row is gone: the mapping says what becomes of the other, but an edit outlives a deletion. */
function planGone(policy: Policy, pair: Pair, gone: Side, world: World): Verdict {
  const left = otherSide(gone)
  const kept = pair[left]
  if (kept.seen !== 'row') return { is: 'look-again' }
  const choice = takesPart(policy, left, kept.row) ? policy.whenGone[gone] : 'unlink'
  if (choice === 'delete' && wasEdited(policy, pair.base, left, kept.row))
    return askedOfGone(policy, pair, gone, kept.row, world, {
      code: 'hold/edited-and-deleted',
      detail: `Deleted ${where(gone)} while it was edited ${where(left)}.`,
    })
  if (choice !== 'unlink' && isMaybeMoved(pair[gone]))
    return askedOfGone(policy, pair, gone, kept.row, world, {
      code: 'hold/moved-or-deleted',
      detail: `Not to be found ${where(gone)} any more: deleted, or moved to where it has another id.`,
    })
  return goneAs(policy, pair, choice, gone, kept.row, world)
}

/** What could not be made anew, for want of a word, can be let go instead. */
function goneAs(
  policy: Policy,
  pair: Pair,
  choice: WhenGone,
  gone: Side,
  kept: SeenRow,
  world: World,
): Verdict {
  if (choice === 'delete') return { is: 'delete', on: otherSide(gone) }
  const unlink = { is: 'unlink', why: gone === 'crm' ? 'gone-on-crm' : 'gone-on-pm' } as const
  if (choice === 'unlink') return unlink
  const anew = planCreate(policy, kept, gone, 'restore', world)
  if (anew.is !== 'hold') return anew
  const shown = shownFields(policy, otherSide(gone), kept)
  const isLetGo = decided(pair.decisions?.[wholeKey], shown, 'unlink') !== null
  return isLetGo ? unlink : { ...anew, question: unrestoredQuestion(shown) }
}

function shownFields(policy: Policy, side: Side, row: SeenRow): Fields {
  return Object.fromEntries(policy.fields.map(rule => [rule[side], shownBy(rule, row, side)]))
}

function isMaybeMoved(sighting: Sighting): boolean {
  return sighting.seen === 'gone' && sighting.maybeMoved === true
}

/** What a person says about the row that is left counts as long as it shows the same. */
function askedOfGone(
  policy: Policy,
  pair: Pair,
  gone: Side,
  kept: SeenRow,
  world: World,
  words: { readonly code: HoldCode; readonly detail: string },
): Verdict {
  const shown = shownFields(policy, otherSide(gone), kept)
  const choice = decided(pair.decisions?.[wholeKey], shown, 'delete', 'restore', 'unlink')
  if (choice) return goneAs(policy, pair, choice.is, gone, kept, world)
  return { is: 'hold', ...words, question: deletedQuestion(gone, shown) }
}

/** A row that Baton made and somebody wants taken back: deleted only while nobody has touched it, else let go. */
function takenBack(policy: Policy, pair: Pair, rows: Readonly<Record<Side, SeenRow>>): Verdict | null {
  const choice = decided(pair.decisions?.[wholeKey], {}, 'take-back')
  if (!choice) return null
  const { on, deletes, version } = choice
  const isUntouched = rows[on].version === version && !wasEdited(policy, pair.base, on, rows[on])
  const why = 'taken-back'
  return deletes && isUntouched ? { is: 'delete', on, why } : { is: 'unlink', why }
}

/** A field that the row does not tell just now may have been edited, too. */
function wasEdited(policy: Policy, base: Base, side: Side, row: SeenRow): boolean {
  return policy.fields.some(rule => {
    const now = row.fields[rule[side]]
    const past = base[side][rule[side]]
    return now === undefined || hasChanged({ base: past, now, changedAt: null }, rule.lens, side)
  })
}
