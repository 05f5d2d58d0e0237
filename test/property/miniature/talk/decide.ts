import type { Base } from '../../../../src/core/base.ts'
import { settleSame, settleWrite } from '../../../../src/core/base.ts'
import { unsigned } from '../../../../src/core/comments/copied-text.ts'
import { copyOf, isCopy, originalOf } from '../../../../src/core/comments/find-copy.ts'
import { policyOfComment, refuseCopyEdits } from '../../../../src/core/comments/refuse-copy-edits.ts'
import { sightingOf } from '../../../../src/core/gone.ts'
import { emptyWorld } from '../../../../src/core/lens.ts'
import { type NewcomerVerdict, planNewcomer } from '../../../../src/core/newcomer.ts'
import { planLink, type Verdict, withWrites } from '../../../../src/core/plan.ts'
import { type Fields, otherSide, type Side } from '../../../../src/core/value.ts'
import { forms } from './mapping.ts'
import { type Intent, type Link, linkOf, type Talk } from './memory.ts'
import { rowOf, type Said, us } from './tool.ts'

/** How a pass reads: a comment, or undefined where it is not there. */
export type Read = (side: Side, id: string) => Said | undefined

export interface LinkPlan {
  readonly link: Link
  readonly rows: Readonly<Partial<Record<Side, Said>>>
  readonly saw: Readonly<Record<Side, Fields>>
  readonly base: Base
  readonly missingSince: Link['missingSince']
  readonly verdict: Verdict
}

export function planOfLink(talk: Talk, link: Link, read: Read): LinkPlan {
  const [crm, pm] = [read('crm', link.ids.crm), read('pm', link.ids.pm)]
  const rows = { ...(crm ? { crm } : {}), ...(pm ? { pm } : {}) }
  const shown = { crm: crm && shownAs(link, 'crm', crm), pm: pm && shownAs(link, 'pm', pm) }
  const saw = { crm: shown.crm?.fields ?? {}, pm: shown.pm?.fields ?? {} }
  const base = settled(talk, link, rows)
  const since = (side: Side) => (rows[side] ? null : (link.missingSince[side] ?? talk.clock))
  const absence = (side: Side) => {
    const from = link.missingSince[side]
    return { forMs: from === null ? null : talk.clock - from, said: false, parent: 'answers' } as const
  }
  const pair = { base, crm: sightingOf(shown.crm, absence('crm')), pm: sightingOf(shown.pm, absence('pm')) }
  const policy = policyOfComment(talk.policy, link.made)
  const missingSince = { crm: since('crm'), pm: since('pm') }
  const verdict = planLink(policy, pair, emptyWorld)
  if (verdict.is !== 'rest' && verdict.is !== 'update')
    return { link, rows, saw, base, missingSince, verdict }
  const fields = refuseCopyEdits(policy, link.made, verdict.fields)
  const moved = settleSame(policy.fields, base, fields, saw)
  return { link, rows, saw, base: moved, missingSince, verdict: withWrites(fields) }
}

/** As it is compared: the first line of a copy is no part of it. */
function shownAs({ made }: Pick<Link, 'made'>, side: Side, said: Said) {
  const row = rowOf(said)
  return made === side ? { ...row, fields: { ...row.fields, text: unsigned(forms[side], said.text) } } : row
}

/** Updates and deletions left behind: what is shown now tells whether they were made. */
function settled(talk: Talk, link: Link, rows: LinkPlan['rows']): Base {
  return writesOf(talk, link).reduce((base, intent) => {
    const said = rows[intent.side]
    return said && shownAs(link, intent.side, said).fields.text === intent.sent.text
      ? settleText(talk, base, intent, said)
      : base
  }, link.base)
}

export function writesOf({ intents }: Talk, { ids }: Link): readonly Intent[] {
  return [...intents].filter(one => one.op !== 'create' && one.link?.ids.crm === ids.crm)
}

/** Moves the past as a reading after a write tells. */
export function settleText({ policy }: Talk, base: Base, intent: Intent, said: Said): Base {
  const { side, before, sent, saw, link } = intent
  const [rule] = policy.fields
  if (!rule || !link || sent.text === undefined) return base
  const { fields } = shownAs(link, side, said)
  const editor = said.changedBy === us ? 'us' : 'somebody'
  const written = {
    before: before.text ?? null,
    sent: sent.text,
    shown: fields.text ?? null,
    editor,
  } as const
  return settleWrite(rule, base, side, saw, written, undefined)
}

export interface NewcomerPlan {
  readonly side: Side
  readonly said: Said
  /** The side of the copy, should it be linked. */
  readonly made: Side
  readonly verdict: NewcomerVerdict
}

/** Decides about a comment without a counterpart. `others`: those of the other side that have none either. */
export function planOfNewcomer(talk: Talk, side: Side, said: Said, others: readonly Said[]): NewcomerPlan {
  const { thread, policy } = talk
  const row = rowOf(said)
  const candidates = others.map(rowOf)
  const isOurs = isCopy(thread, side, row)
  const match = isOurs ? originalOf(thread, side, row, candidates) : copyOf(thread, side, row, candidates)
  const newcomer = {
    side,
    row,
    match,
    anchor: { is: 'linked', id: 'task' },
    wish: null,
    once: onceOf(talk, side, said.id),
    comment: isOurs ? 'copy' : 'new',
  } as const
  const made = isOurs ? side : otherSide(side)
  return { side, said, made, verdict: planNewcomer(policy, newcomer, emptyWorld) }
}

/** Links that it had once. Nothing that was deleted comes back here. */
function onceOf({ ended }: Talk, side: Side, id: string) {
  return ended
    .filter(({ ids }) => ids[side] === id)
    .map(({ ids, gone, made }) => ({ with: ids[otherSide(side)], gone, made, other: 'absent' as const }))
}

/** The comments of one side that no link knows, in the order of their thread. */
export function unlinked(talk: Talk, side: Side, read: Read): readonly Said[] {
  const ids = [...talk.tools[side].said.keys()].filter(id => !linkOf(talk, side, id))
  return ids.flatMap(id => read(side, id) ?? []).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
