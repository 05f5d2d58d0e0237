import type { Base } from '../core/base.ts'
import { acceptedOf, besideOf, differs } from '../core/sweep.ts'
import { isUnread } from '../core/unread.ts'
import type { Fields, Side } from '../core/value.ts'
import type { LinkChange } from '../store/links.ts'
import { parentIn } from './absences.ts'
import type { LinkPlan } from './plan-links.ts'
import type { ReadBack } from './read-back.ts'

/** `after`: what the sides show now, as far as is known; the plan saw it, or our writes were read back. */
export function changeOf(plan: LinkPlan, base: Base, verified: boolean, after = plan.saw): LinkChange {
  const { link, pair } = plan.item
  const shown = (side: Side) => {
    const row = plan.rows[side]
    if (!row) return null
    return isUnread(row) ? { parent: link.parents[side] } : { parent: parentIn(pair, side, row.fields) }
  }
  const { crm, pm } = plan.rows
  const urls = { ...(crm?.url ? { crm: crm.url } : {}), ...(pm?.url ? { pm: pm.url } : {}) }
  const rest = { id: link.id, base, ...recordedNow(plan, base, after), verified, urls }
  return { ...rest, shown: { crm: shown('crm'), pm: shown('pm') } }
}

function recordedNow(plan: LinkPlan, base: Base, after: Saw): Pick<LinkChange, 'beside' | 'differs'> {
  const { link, pair } = plan.item
  if (plan.isApart) return { beside: link.beside, differs: link.differs }
  const beside = besideNow(plan, base, after)
  const isWhole = plan.rows.crm !== undefined && plan.rows.pm !== undefined
  return { beside, differs: isWhole ? differs(pair, after, beside, plan.world) : link.differs }
}

/** A side that was not read keeps what is on record. */
function besideNow({ item, rows }: LinkPlan, base: Base, after: Saw): Readonly<Record<Side, Fields>> {
  const { beside } = item.link
  const decisions = Object.fromEntries(item.decisions.map(one => [one.field, one]))
  const accepted = acceptedOf(item.pair, { base, shown: after, beside, decisions })
  const of = (side: Side) => {
    const row = rows[side]
    if (!row) return beside[side]
    return { ...besideOf(item.pair, side, base[side], { ...row, fields: after[side] }), ...accepted[side] }
  }
  return { crm: of('crm'), pm: of('pm') }
}

type Saw = LinkPlan['saw']

/** What the sides show after our writes were read back. */
export function shownAfter(saw: Saw, written: readonly ReadBack[]): Saw {
  const shown = (side: Side) =>
    written.flatMap(one =>
      one.fields.flatMap(({ rule, to, written: { shown } }) =>
        to === side ? [[rule[side], shown] as const] : [],
      ),
    )
  return {
    crm: { ...saw.crm, ...Object.fromEntries(shown('crm')) },
    pm: { ...saw.pm, ...Object.fromEntries(shown('pm')) },
  }
}
