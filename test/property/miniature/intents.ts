import type { FieldPlans } from '../../../src/core/plan.ts'
import type { Fields, Side } from '../../../src/core/value.ts'
import { otherSide, sides } from '../../../src/core/value.ts'
import { type Reasons, valuesFor } from '../../../src/core/values-for.ts'
import type { LinkPlan, NewcomerPlan } from './decide.ts'
import { type Intent, type Miniature, nextId } from './memory.ts'

/** The writes a verdict asks for. */
export function intentsFor(mini: Miniature, plan: LinkPlan | NewcomerPlan): Intent[] {
  if (plan.is === 'newcomer') return plan.verdict.is === 'create' ? [creation(mini, plan, plan.verdict)] : []
  const { verdict } = plan
  if (verdict.is === 'update') return sides.flatMap(side => updateOf(mini, plan, verdict.fields, side))
  if (verdict.is === 'delete') return [linkIntent(mini, plan, verdict.on, 'delete', {})]
  return verdict.is === 'create' ? [restoration(mini, plan, verdict)] : []
}

function updateOf(mini: Miniature, plan: LinkPlan, fields: FieldPlans, side: Side): Intent[] {
  const { sent, why } = valuesFor(mini.policy.fields, fields, side)
  return Object.keys(sent).length === 0 ? [] : [linkIntent(mini, plan, side, 'update', sent, why)]
}

function linkIntent(
  mini: Miniature,
  plan: LinkPlan,
  side: Side,
  op: Intent['op'],
  sent: Fields,
  why: Reasons = {},
): Intent {
  const row = plan.rows[side]
  const before = Object.fromEntries(Object.keys(sent).map(field => [field, row?.fields[field] ?? null]))
  const ifVersion = mini.vendors[side].traits.ifVersion ? (row?.version ?? null) : null
  const rest = { key: plan.key, rowId: plan.link.ids[side], createKey: '', at: mini.clock }
  return { id: nextId(mini), ...rest, side, op, before, sent, why, saw: plan.saw, ifVersion }
}

interface Creation {
  readonly on: Side
  readonly fields: Fields
}

/** The same row always asks with the same key. */
function creation(mini: Miniature, { key, row, side }: NewcomerPlan, { on, fields }: Creation): Intent {
  const saw = { crm: {}, pm: {}, [side]: row.fields }
  return createIntent(mini, { key, side: on, rowId: row.id, createKey: `K ${row.id}`, sent: fields, saw })
}

function restoration(mini: Miniature, plan: LinkPlan, { on, fields }: Creation): Intent {
  const from = otherSide(on)
  const rowId = plan.link.ids[from]
  const saw = { crm: {}, pm: {}, [from]: plan.saw[from] }
  const createKey = `K ${rowId} ${plan.link.id}`
  return createIntent(mini, { key: plan.key, side: on, rowId, createKey, sent: fields, saw })
}

type Asked = Pick<Intent, 'key' | 'side' | 'rowId' | 'createKey' | 'sent' | 'saw'>

function createIntent(mini: Miniature, asked: Asked): Intent {
  return { id: nextId(mini), ...asked, op: 'create', before: {}, why: {}, ifVersion: null, at: mini.clock }
}
