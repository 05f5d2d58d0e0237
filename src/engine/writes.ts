import { randomUUID } from 'node:crypto'
import { decided } from '../core/decision.ts'
import type { FieldPlans } from '../core/plan.ts'
import type { Fields, Side } from '../core/value.ts'
import { otherSide, sides } from '../core/value.ts'
import { type Reasons, valuesFor } from '../core/values-for.ts'
import type { CreateWrite, Row } from '../spi/index.ts'
import type { Intent } from '../store/intents.ts'
import type { Tombstone } from '../store/tombstones.ts'
import { asCopy, asSaidBy } from './comment-rows.ts'
import { createIntent } from './creating.ts'
import type { PassDesk } from './desk.ts'
import { linkKey } from './keys.ts'
import { withoutMark } from './marks.ts'
import { memberWrites } from './members.ts'
import type { NewcomerItem } from './open-keys.ts'
import type { LinkPlan } from './plan-links.ts'
import type { NewcomerPlan } from './plan-newcomers.ts'
import type { PlannedWrite } from './send.ts'

/** The writes a link's verdict asks for: none, one, or one on each side. */
export function writesOfLink(desk: PassDesk, plan: LinkPlan): PlannedWrite[] {
  const { verdict } = plan
  if (verdict.is === 'rest') return memberWrites(plan)
  if (verdict.is === 'update') return sides.flatMap(side => updateOf(desk, plan, verdict.fields, side))
  if (verdict.is === 'delete') return deleteOf(desk, plan, verdict.on)
  if (verdict.is === 'unlink') return unmarkOf(desk, plan)
  if (verdict.is === 'create') return [restoreOf(desk, plan, verdict.on, verdict.fields)]
  return []
}

function updateOf(desk: PassDesk, plan: LinkPlan, fields: FieldPlans, side: Side): PlannedWrite[] {
  const row = plan.rows[side]
  const { sent, why } = valuesFor(plan.item.pair.fields, fields, side)
  if (!row || Object.keys(sent).length === 0) return []
  const intent = linkIntent(plan, side, 'update', row, sent, why)
  const ifVersion = ifVersionOf(desk, plan, side, row)
  return [
    {
      entity: plan.item.pair.entity[side],
      intent,
      write: { op: 'update', id: row.id, ifVersion, fields: asShown(desk, plan, side, sent) },
    },
  ]
}

/** The copy of a comment says in its first line whose it is. */
function asShown(desk: PassDesk, { item, saw }: LinkPlan, side: Side, sent: Fields): Fields {
  const { pair, link } = item
  return link.made === side ? asCopy(desk, pair, side, saw[otherSide(side)], sent, 'update') : sent
}

function deleteOf(desk: PassDesk, plan: LinkPlan, side: Side): PlannedWrite[] {
  const row = plan.rows[side]
  if (!row) return []
  const intent = linkIntent(plan, side, 'delete', row, {}, {})
  const write = { op: 'delete', id: row.id, ifVersion: ifVersionOf(desk, plan, side, row) } as const
  return [{ entity: plan.item.pair.entity[side], intent, write }]
}

/** Whoever is left behind shows no longer that it is linked. */
function unmarkOf(desk: PassDesk, plan: LinkPlan): PlannedWrite[] {
  return sides.flatMap(side => {
    const row = plan.rows[side]
    const sent = row ? withoutMark(plan.item.pair, side, row.fields) : {}
    if (!row || Object.keys(sent).length === 0) return []
    const intent = linkIntent(plan, side, 'update', row, sent, {})
    const write = {
      op: 'update',
      id: row.id,
      ifVersion: ifVersionOf(desk, plan, side, row),
      fields: sent,
    } as const
    return [{ entity: plan.item.pair.entity[side], intent, write }]
  })
}

function restoreOf(desk: PassDesk, plan: LinkPlan, on: Side, fields: Fields): PlannedWrite {
  const { pair, link, claim } = plan.item
  const from = otherSide(on)
  const ask = {
    key: claim.key,
    pair,
    on,
    fromId: link.ids[from],
    saw: plan.saw[from],
    fields,
    generation: link.id,
  }
  return createWrite(createIntent(desk, ask), pair.entity[on])
}

function linkIntent(
  plan: LinkPlan,
  side: Side,
  op: 'update' | 'delete',
  row: Row,
  sent: Fields,
  why: Reasons,
): Intent {
  const { link, pair } = plan.item
  const before = Object.fromEntries(Object.keys(sent).map(field => [field, row.fields[field] ?? null]))
  const key = linkKey(link.id)
  const rest = {
    id: randomUUID(),
    key,
    link: link.id,
    pair: pair.name,
    side,
    op,
    rowId: row.id,
    createKey: null,
  }
  return { ...rest, before, sent, why, saw: plan.saw }
}

function ifVersionOf(desk: PassDesk, plan: LinkPlan, side: Side, row: Row): string | null {
  return desk[side].connector.entities[plan.item.pair.entity[side]]?.can.ifVersion ? row.version : null
}

/** The create a newcomer's verdict asks for, if it asks for one. */
export function writesOfNewcomer(desk: PassDesk, plan: NewcomerPlan): PlannedWrite[] {
  if (plan.is !== 'planned' || plan.verdict.is !== 'create') return []
  const { item, row, verdict, once } = plan
  const generation = generationOf(item, once)
  const rest = { key: item.claim.key, pair: item.pair, fromId: row.id, saw: row.fields, generation }
  const intent = createIntent(desk, { ...rest, on: verdict.on, fields: verdict.fields })
  const { pair } = item
  const write = createWrite(intent, pair.entity[verdict.on])
  if (!pair.thread || !pair.anchor) return [write]
  const copy = asCopy(desk, pair, verdict.on, row.fields, verdict.fields, 'create')
  const fields = asSaidBy(copy, plan.comment?.speaker ?? null)
  const thread = String(verdict.fields[pair.anchor[verdict.on]])
  return [{ ...write, write: { ...write.write, fields }, thread }]
}

/**
 * A counterpart that was deleted carries the first key, in its vendor's bin, too: one that is asked for afterwards is another
 * row. One that was only let go is the same row.
 */
function generationOf(
  { decision }: NewcomerItem,
  [newest]: readonly { readonly tombstone: Pick<Tombstone, 'id'> }[],
): string {
  const takenBack = decided(decision ?? undefined, {}, 'ignore')?.deleted
  if (takenBack !== undefined) return `in place of ${takenBack}`
  return newest ? `after ${newest.tombstone.id}` : ''
}

function createWrite(intent: Intent, entity: string): PlannedWrite & { readonly write: CreateWrite } {
  return { entity, intent, write: { op: 'create', key: intent.createKey ?? '', fields: intent.sent } }
}
