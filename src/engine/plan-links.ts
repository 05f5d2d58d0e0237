import type { Base } from '../core/base.ts'
import { settleSame } from '../core/base.ts'
import { refuseCopyEdits } from '../core/comments/refuse-copy-edits.ts'
import { decided, wholeKey } from '../core/decision.ts'
import { sightingOf } from '../core/gone.ts'
import { judge } from '../core/judge.ts'
import type { World } from '../core/lens.ts'
import { type FieldPlans, planLink, type Verdict, withWrites } from '../core/plan.ts'
import { unansweredHold } from '../core/unanswered.ts'
import type { Fields, Side } from '../core/value.ts'
import { sides } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import type { JournalEntry } from '../store/journal.ts'
import { type AbsenceOf, absences, parentIn } from './absences.ts'
import { asOriginal } from './comment-rows.ts'
import type { PassDesk } from './desk.ts'
import { markedRow } from './marks.ts'
import type { LinkItem } from './open-keys.ts'
import { barSet } from './putting-back.ts'
import type { RowRead, Rows } from './reading.ts'
import { knownRefusals } from './refusing.ts'
import { putBackRefused } from './reverting.ts'
import { unlessFresh } from './second-look.ts'
import { type Replaced, replacedUnseen, settleUpdates } from './settle-updates.ts'
import { unlessTyping } from './settling.ts'
import { type AroundPlan, surroundings } from './surroundings.ts'
import { talliesOf } from './tallies.ts'
import { untoldCreate } from './unanswered.ts'
import { worldOf } from './world.ts'

export interface LinkPlan {
  readonly item: LinkItem
  readonly world: World
  readonly rows: { readonly crm?: Row; readonly pm?: Row }
  readonly saw: Readonly<Record<Side, Fields>>
  /** A comment whose tasks do not belong together now: nothing is compared, and what it shows is news when they do. */
  readonly isApart: boolean
  /** The link's past after what was left behind has been settled, and equal fields have moved. */
  readonly base: Base
  readonly settled: readonly Omit<JournalEntry, 'key'>[]
  readonly verdict: Verdict
  /** Values that a person set and that may not be written, each with the reason. By field. */
  readonly barred: Readonly<Record<string, string>>
  /** Fields whose refused value was put back by a worker that died before it could say so. */
  readonly reverted: readonly string[]
}

export function readsOfLinks(items: readonly LinkItem[]): RowRead[] {
  return items.flatMap(item =>
    sides.map(side => ({ side, entity: item.pair.entity[side], id: item.link.ids[side] })),
  )
}

/** Decides every claimed link; rules are asked only where a value is on its way that they watch. */
export async function planLinks(desk: PassDesk, items: readonly LinkItem[], rows: Rows): Promise<LinkPlan[]> {
  const shown = items.flatMap(item => sides.flatMap(side => shownBy(item, side, rows)))
  const world = await worldOf(desk, shown)
  const counted = await countedRows(desk, items, rows)
  const absence = await absences(desk, items, rows)
  const replaced = await replacedUnseen(desk, items, rows)
  const now = Date.now()
  const drafts = items.map(item =>
    unlessTyping(desk, draft(desk, item, counted, { world, absence, replaced }), now),
  )
  const around = await surroundings(desk, drafts)
  return drafts.map(plan => unlessFresh(desk, settled(judged(plan, around)), now))
}

function shownBy(item: LinkItem, side: Side, rows: Rows) {
  const { pair, link } = item
  const row = rows.get(side, pair.entity[side], link.ids[side])
  const known = link.parents[side]
  const parent = pair.thread && pair.anchor && known !== null ? { [pair.anchor[side]]: known } : {}
  return row || pair.thread ? [{ pair, side, fields: { ...row?.fields, ...parent } }] : []
}

/** Projects also show what Baton counts of their tasks, where the mapping carries that across. */
async function countedRows(desk: PassDesk, items: readonly LinkItem[], rows: Rows): Promise<Rows> {
  const { deals } = desk.policy.pairs
  if (!deals?.tallies) return rows
  const projects = items.filter(item => item.pair === deals).map(item => item.link.ids.pm)
  const tally = await talliesOf(desk, projects)
  return {
    get: (side, entity, id) => {
      const row = rows.get(side, entity, id)
      if (!row || side !== 'pm' || entity !== deals.entity.pm) return row
      return { ...row, fields: { ...row.fields, ...tally(id) } }
    },
  }
}

interface Around {
  readonly world: World
  readonly absence: AbsenceOf
  readonly replaced: Replaced
}

function draft(desk: PassDesk, item: LinkItem, rows: Rows, { world, absence, replaced }: Around): LinkPlan {
  const [crm, pm] = [comparedRow(item, 'crm', rows), comparedRow(item, 'pm', rows)]
  const found = { ...(crm ? { crm } : {}), ...(pm ? { pm } : {}) }
  const { base, journal, reverted } = settleUpdates(desk, item, found, replaced)
  const decisions = Object.fromEntries(item.decisions.map(one => [one.field, one]))
  const sighting = (side: Side) => sightingOf(found[side], absence(item, side))
  const isApart = !isUnderLinkedTasks(item, found, world)
  return {
    item,
    world,
    rows: found,
    saw: { crm: crm?.fields ?? {}, pm: pm?.fields ?? {} },
    isApart,
    base,
    settled: journal,
    barred: {},
    reverted,
    verdict: isApart
      ? { is: 'rest', fields: {} }
      : unlessUntold(
          desk,
          item,
          planLink(item.pair, { base, crm: sighting('crm'), pm: sighting('pm'), decisions }, world),
        ),
  }
}

/** A row in the form in which it is compared. */
function comparedRow({ pair, link }: LinkItem, side: Side, rows: Rows): Row | undefined {
  const row = markedRow(pair, side, rows.get(side, pair.entity[side], link.ids[side]))
  return row && asOriginal(pair, link.made, side, row)
}

/**
 * While two tasks do not belong together, nothing that is said under the one concerns the other. Where a comment is gone
 * that nobody has seen since it was linked, its task is the counterpart of the other one's.
 */
function isUnderLinkedTasks({ pair, link }: LinkItem, rows: LinkPlan['rows'], { pairs }: World): boolean {
  if (!pair.thread || !pair.anchor) return true
  const place = (side: Side) => link.parents[side] ?? parentIn(pair, side, rows[side]?.fields ?? {})
  const [crm, pm] = [place('crm'), place('pm')]
  const isOf = (known: string | null, id: string) => known === null || known === id
  const tasks = pairs[pair.anchor.pair] ?? []
  return (crm ?? pm) !== null && tasks.some(ids => isOf(crm, ids[0]) && isOf(pm, ids[1]))
}

/** A row that may have been made anew already is not made once more unless a person says so. */
function unlessUntold(desk: PassDesk, item: LinkItem, verdict: Verdict): Verdict {
  const untold = verdict.is === 'create' ? untoldCreate(desk, item) : undefined
  if (!untold || verdict.is !== 'create') return verdict
  const decision = item.decisions.find(one => one.field === wholeKey)
  if (decided(decision, { unanswered: untold.id }, 'create-again')) return verdict
  return unansweredHold(verdict.on, { id: untold.id, candidates: [] })
}

function judged(plan: LinkPlan, around: AroundPlan): LinkPlan {
  const fields = fieldPlans(plan.verdict)
  if (!fields) return plan
  const { pair, link } = plan.item
  const ruled = refuseCopyEdits(pair, link.made, judge(pair, fields, around(plan)))
  const allowed = knownRefusals(plan, ruled)
  const { fields: left, barred } = barSet(fields, allowed)
  return { ...plan, barred, verdict: withWrites(putBackRefused(plan, left)) }
}

function settled(plan: LinkPlan): LinkPlan {
  const fields = fieldPlans(plan.verdict)
  return fields ? { ...plan, base: settleSame(plan.item.pair.fields, plan.base, fields, plan.saw) } : plan
}

/** The field plans of a verdict that has them. */
export function fieldPlans(verdict: Verdict): FieldPlans | null {
  return verdict.is === 'rest' || verdict.is === 'update' ? verdict.fields : null
}
