import type { PairPolicy } from '../core/policy.ts'
import type { Line, Surroundings } from '../core/rules.ts'
import type { Fields } from '../core/value.ts'
import type { PassDesk } from './desk.ts'
import { fieldPlans, type LinkPlan } from './plan-links.ts'
import { readRows } from './reading.ts'

/** The field of the project tool by which a subtask names its parent. */
const field = 'parent'
/** Tools that nest at all nest less deep; a line that is longer has met itself. */
const deepest = 10

/** The parent that a plan is about to give a task of the project tool; null: none. */
export function proposedParent(plan: LinkPlan): string | null {
  const rule = plan.item.pair.fields.find(one => one.pm === field)
  const proposed = rule && fieldPlans(plan.verdict)?.[rule.crm]
  return proposed?.is === 'copy' && proposed.to === 'pm' && typeof proposed.value === 'string'
    ? proposed.value
    : null
}

/** What stands above the parents that these plans propose: read level by level, all lines together. */
export async function linesAbove(
  desk: PassDesk,
  plans: readonly LinkPlan[],
): Promise<(plan: LinkPlan) => Pick<Surroundings, 'line'>> {
  const asked = plans.flatMap(plan => {
    const parent = plan.item.pair.rules.includes('sound-parent') ? proposedParent(plan) : null
    return parent === null ? [] : [{ plan, parent, rows: [] as Line['rows'][number][] }]
  })
  let due = asked.map(one => ({ one, id: one.parent }))
  for (let level = 0; level < deepest && due.length > 0; level++) {
    const reads = due.map(({ one, id }) => ({
      side: 'pm' as const,
      entity: one.plan.item.pair.entity.pm,
      id,
    }))
    const rows = await readRows(desk, reads)
    due = due.flatMap(({ one, id }) => {
      const row = rows.get('pm', one.plan.item.pair.entity.pm, id)
      if (!row) return []
      one.rows.push({ id: row.id, fields: row.fields })
      const next = row.fields[field]
      return typeof next === 'string' && next !== '' ? [{ one, id: next }] : []
    })
  }
  return plan => {
    const found = asked.find(one => one.plan === plan)
    return found ? { line: { self: plan.item.link.ids.pm, project: projectOf(plan), rows: found.rows } } : {}
  }
}

function projectOf({ item, saw }: LinkPlan) {
  return (item.pair.anchor && saw.pm[item.pair.anchor.pm]) ?? null
}

/** The same for a task that is about to be made: nothing can stand below it yet. */
export async function lineOfNew(
  desk: PassDesk,
  { anchor, entity }: PairPolicy,
  fields: Fields,
): Promise<Pick<Surroundings, 'line'>> {
  const id = fields[field]
  if (typeof id !== 'string') return {}
  const parent = (await readRows(desk, [{ side: 'pm', entity: entity.pm, id }])).get('pm', entity.pm, id)
  const project = (anchor && fields[anchor.pm]) ?? null
  return parent ? { line: { self: null, project, rows: [{ id, fields: parent.fields }] } } : {}
}
