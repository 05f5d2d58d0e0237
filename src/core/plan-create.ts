import type { World } from './lens.ts'
import type { CreateReason, SeenRow, Verdict } from './plan.ts'
import type { FieldRule, Policy } from './policy.ts'
import { mayFlow } from './policy.ts'
import type { Fields, Side, Value } from './value.ts'
import { otherSide } from './value.ts'

/**
 * A row on one side becomes a new row on the other. A value without counterpart holds it back where no row is made
 * without that field; elsewhere the row starts without it, and the link's first comparison holds the field. Fields that
 * are `given` come from elsewhere.
 */
export function planCreate(
  policy: Policy,
  from: SeenRow,
  on: Side,
  why: CreateReason,
  world: World,
  given: Fields = {},
): Verdict {
  const fields: Record<string, Value> = {}
  for (const rule of policy.fields) {
    if (!mayFlow(rule.flow, on) || Object.hasOwn(given, rule[on])) continue
    const across = valueAcross(rule, from, on, world)
    if (!across.ok && rule.optionalOn?.includes(on)) continue
    if (!across.ok) {
      const detail = `${rule[otherSide(on)]}: ${across.detail}`
      return { is: 'hold', code: 'hold/untranslatable', detail }
    }
    if (across.value !== null) fields[rule[on]] = across.value
  }
  return { is: 'create', on, fields, why }
}

function valueAcross(rule: FieldRule, from: SeenRow, on: Side, world: World) {
  const left = otherSide(on)
  const detail = from.unread?.[rule[left]]
  if (detail !== undefined) return { ok: false, detail } as const
  return rule.lens.across(shownBy(rule, from, left), on, null, world)
}

/** What a row shows of a mapped field; what it does not tell counts as empty. */
export function shownBy(rule: FieldRule, row: SeenRow, side: Side): Value {
  return row.fields[rule[side]] ?? null
}
