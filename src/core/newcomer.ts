import { type Decision, decided } from './decision.ts'
import type { World } from './lens.ts'
import type { MatchVerdict } from './match.ts'
import { answered, whyAmbiguous } from './meant.ts'
import type { CreateReason, HoldCode, SeenRow } from './plan.ts'
import { takesPart } from './plan.ts'
import { planCreate } from './plan-create.ts'
import type { PairName, PairPolicy } from './policy.ts'
import { mayFlow } from './policy.ts'
import { type FirstValues, projectValues } from './project.ts'
import { ambiguousQuestion, type Question, unmadeQuestion } from './question.ts'
import { type OnceLinked, planCopyRestored, planRestored, wasLetGo } from './restored.ts'
import { unansweredHold } from './unanswered.ts'
import { unreadRowHold } from './unread.ts'
import type { Fields, Side } from './value.ts'
import { otherSide, sameValue } from './value.ts'

/** Whether the row that a newcomer belongs to has a counterpart yet. */
export type AnchorState =
  | { readonly is: 'not-needed' }
  | { readonly is: 'unnamed' }
  /** A person said where the new row belongs. */
  | { readonly is: 'chosen' }
  | { readonly is: 'unlinked'; readonly id: string }
  | { readonly is: 'linked'; readonly id: string }

/** A row that belongs to no link yet. */
export interface Newcomer {
  readonly side: Side
  readonly row: SeenRow
  readonly match: MatchVerdict
  /** By the key it carries it is our copy of this row, which rests and has no counterpart; nothing is on record of that. */
  readonly original?: string
  /** Its vendor no longer uses it; it gets a counterpart only when somebody asks for one. */
  readonly inactive?: boolean
  readonly anchor: AnchorState
  readonly wish: NewcomerWish | null
  /** What a person decided about it. */
  readonly decision?: Decision
  /** Links it had before a row was gone, the newest first. */
  readonly once?: readonly OnceLinked[]
  /** A create for it that was never answered, at a vendor that cannot tell whether it was made. */
  readonly unanswered?: UnansweredCreate
  /** Of comments: a copy that Baton made, or one that is older than the mapping cares for. It is carried by nobody. */
  readonly comment?: 'copy' | 'history' | 'new'
}

export interface UnansweredCreate {
  /** The intent that recorded it. */
  readonly id: string
  /** Rows on the other side, by their names, that it may have made. */
  readonly candidates: readonly string[]
}

/** A counterpart that somebody, or something, asked for. */
export interface NewcomerWish {
  readonly why: 'won' | 'asked' | 'needed'
  /** The day it was asked. */
  readonly on: string
  /** What the person gave for the new row, by its side's field names. It counts before what the mapping says. */
  readonly given?: Fields
}

export type NewcomerVerdict =
  | { readonly is: 'rest' }
  | { readonly is: 'link' | 'relink'; readonly with: string }
  | { readonly is: 'create'; readonly on: Side; readonly fields: Fields; readonly why: CreateReason }
  /** `of`: the pair of the row that is waited for. */
  | { readonly is: 'wait'; readonly for: string; readonly of: PairName; readonly detail: string }
  | {
      readonly is: 'hold'
      readonly code: HoldCode | 'hold/no-anchor' | 'hold/made-anew' | 'hold/made-elsewhere'
      readonly detail: string
      readonly question?: Question
    }

/**
 * Whether the mapping's condition has just come true. It is a state, its coming true is an event: a row first seen
 * with it counts only when everything older is known already.
 */
export function conditionCameTrue(
  policy: PairPolicy,
  before: Fields | null,
  now: Fields,
  allKnown: boolean,
): boolean {
  if (policy.when === null || !holds(policy.when, now)) return false
  return before === null ? allKnown : deniedBy(policy.when, before)
}

/** Whether a row is in the state that the mapping's condition asks for; every row is where there is none. */
export function conditionHolds(policy: Pick<PairPolicy, 'when'>, now: Fields): boolean {
  return policy.when === null || holds(policy.when, now)
}

/** What a row did not tell is no sign that the condition did not hold. */
function deniedBy(when: Fields, fields: Fields): boolean {
  return Object.entries(when).some(([field, value]) => {
    const shown = fields[field]
    return shown !== undefined && !sameValue(shown, value)
  })
}

function holds(when: Fields, fields: Fields): boolean {
  return Object.entries(when).every(([field, value]) => sameValue(fields[field], value))
}

/** Decides what becomes of a row without a counterpart. One that does not pass `only` rests, whoever asks for it. */
export function planNewcomer(policy: PairPolicy, newcomer: Newcomer, world: World): NewcomerVerdict {
  const unread = unreadRowHold(newcomer.row, newcomer.side)
  if (unread) return unread
  const { once = [], side } = newcomer
  const rests = newcomer.inactive || decided(newcomer.decision, {}, 'ignore') !== null
  if (rests && newcomer.wish?.why !== 'asked') return { is: 'rest' }
  if (policy.thread) {
    // No comment is made under a task that is not linked; when the task is, its thread is looked at.
    if (newcomer.anchor.is !== 'linked') return { is: 'rest' }
    // A copy may be private, and take no part by itself.
    const again = planCopyRestored(once, side)
    if (again) return again
    if (isLeftAlone(newcomer)) return { is: 'rest' }
  }
  if (!takesPart(policy, side, newcomer.row)) return { is: 'rest' }
  const restored = planRestored(once, side, newcomer.wish?.why === 'asked')
  if (restored) return restored
  const match = answered(newcomer)
  if (match.is === 'link') return match
  if (match.is === 'ambiguous')
    return {
      is: 'hold',
      code: 'hold/ambiguous',
      detail: whyAmbiguous(newcomer, match.candidates),
      question: ambiguousQuestion(otherSide(newcomer.side), match.candidates),
    }
  const why = reasonToCreate(policy, newcomer)
  if (why === null) return { is: 'rest' }
  return unlessUnanswered(newcomer, createBeside(policy, newcomer, why, world))
}

/** Copies, and what was said before the mapping cared, are carried by nobody. */
function isLeftAlone({ comment, match, wish }: Newcomer): boolean {
  // Which copy is whose is asked once, about the original.
  if (comment === 'copy') return match.is !== 'link'
  return comment === 'history' && match.is === 'none' && wish?.why !== 'asked'
}

/** One create makes one row: what may have been made already is not made again unless a person says so. */
function unlessUnanswered(newcomer: Newcomer, verdict: NewcomerVerdict): NewcomerVerdict {
  const { unanswered, decision } = newcomer
  if (verdict.is !== 'create' || !unanswered) return verdict
  const about = { unanswered: unanswered.id }
  const picked = decided(decision, about, 'pick')
  if (picked) return { is: 'link', with: picked.row }
  return decided(decision, about, 'create-again') ? verdict : unansweredHold(verdict.on, unanswered)
}

function reasonToCreate(policy: PairPolicy, newcomer: Newcomer): CreateReason | null {
  const why = newcomer.wish?.why ?? null
  if (why === 'asked' || why === 'needed') return why
  if (wasLetGo(newcomer.once ?? [], newcomer.side)) return null
  if (why !== null) return why
  const automatic =
    policy.when === null && policy.createWhen === 'seen' && policy.create.includes(otherSide(newcomer.side))
  return automatic && newcomer.anchor.is !== 'unnamed' ? 'automatic' : null
}

function createBeside(
  policy: PairPolicy,
  newcomer: Newcomer,
  why: CreateReason,
  world: World,
): NewcomerVerdict {
  const on = otherSide(newcomer.side)
  const { anchor } = newcomer
  if (anchor.is === 'unnamed')
    return {
      is: 'hold',
      code: 'hold/no-anchor',
      detail: `It names none of the ${policy.anchor?.pair ?? 'rows'} it could belong to.`,
      question: unmadeQuestion(),
    }
  if (anchor.is === 'unlinked')
    return {
      is: 'wait',
      for: anchor.id,
      of: policy.anchor?.pair ?? policy.name,
      detail: waitsWords(policy.anchor?.pair),
    }
  const parent = waitForParent(policy, newcomer, world)
  if (parent) return parent
  const given = newcomer.wish?.given ?? {}
  const verdict = planCreate(policy, newcomer.row, on, why, world, given)
  if (verdict.is === 'hold') return { ...verdict, question: unmadeQuestion() }
  if (verdict.is !== 'create') return { is: 'rest' }
  const first = firstValues(policy, newcomer, on, world)
  if (!first.ok) return { is: 'hold', code: 'hold/untranslatable', detail: first.detail }
  return { ...verdict, fields: { ...first.fields, ...verdict.fields, ...filled(given) } }
}

/** A subtask comes after its parent, where the mapping carries parents: it follows when that one has a counterpart. */
function waitForParent(policy: PairPolicy, newcomer: Newcomer, world: World): NewcomerVerdict | null {
  const { side, row, wish } = newcomer
  const on = otherSide(side)
  for (const rule of policy.fields) {
    if (rule.lens.name !== policy.name || !mayFlow(rule.flow, on) || wish?.given?.[rule[on]]) continue
    const parent = row.fields[rule[side]]
    if (typeof parent !== 'string' || parent === '' || rule.lens.across(parent, on, null, world).ok) continue
    const detail = policy.create.includes(on)
      ? 'Its parent has no counterpart yet; this one follows when it has.'
      : 'Its parent has no counterpart. Add that one too, and this one follows.'
    return { is: 'wait', for: parent, of: policy.name, detail }
  }
  return null
}

/** What was given as empty is left empty. */
function filled(given: Fields): Fields {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
}

/** What a new row gets beside the mapped fields: the row it belongs to and, for a project, what the mapping chooses. */
function firstValues(policy: PairPolicy, newcomer: Newcomer, on: Side, world: World): FirstValues {
  const { anchor, wish, row } = newcomer
  const belongs = policy.anchor && anchor.is === 'linked' ? { [policy.anchor[on]]: anchor.id } : {}
  if (on === 'crm' || !wish) return { ok: true, fields: belongs }
  const ask = { deal: row.fields, wonOn: wish.on, given: wish.given ?? {} }
  const first = projectValues(policy.project, ask, world)
  return first.ok ? { ok: true, fields: { ...first.fields, ...belongs } } : first
}

const waitsFor: Readonly<Record<PairName, string>> = {
  accounts: 'Its account has no client yet.',
  deals: 'Its deal has no project yet.',
  tasks: 'Its task has no counterpart yet.',
  comments: 'Its comment has no counterpart yet.',
}

function waitsWords(pair: PairName | undefined): string {
  return pair ? waitsFor[pair] : 'What it belongs to has no counterpart yet.'
}
