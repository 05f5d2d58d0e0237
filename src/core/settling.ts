import type { FieldPlans } from './plan.ts'

/** When a row was changed, ISO 8601 in UTC, as its vendor tells; null where it does not. */
export type ChangedAt = string | null

/**
 * How long to wait, in ms, until nobody has typed for as long as the mapping asks; null: not at all. A vendor's clock that
 * is wrong by more than that says nothing, and nobody waits for it.
 */
export function quietIn(settleMs: number, changes: readonly ChangedAt[], now: number): number | null {
  const ages = changes.flatMap(at => (at === null ? [] : [now - Date.parse(at)])).filter(Number.isFinite)
  const typing = ages.filter(age => Math.abs(age) < settleMs)
  return typing.length === 0 ? null : settleMs - Math.min(...typing)
}

/** Whether anything would come of the row as it is now: a write, a refusal or a question. */
export function hasNews(fields: FieldPlans): boolean {
  return Object.values(fields).some(plan => plan.is === 'copy' || plan.is === 'refuse' || plan.is === 'hold')
}
