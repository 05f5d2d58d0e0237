import { hasNews, quietIn } from '../core/settling.ts'
import { sides } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import type { PassDesk, SideDesk } from './desk.ts'
import type { NewcomerItem } from './open-keys.ts'
import { fieldPlans, type LinkPlan } from './plan-links.ts'

/** Where somebody is still typing, whatever would follow waits: writes, refusals and questions. */
export function unlessTyping(desk: PassDesk, plan: LinkPlan, now: number): LinkPlan {
  const { settleMs } = plan.item.pair
  const fields = fieldPlans(plan.verdict)
  if (settleMs === undefined || plan.item.decisions.length > 0 || !fields || !hasNews(fields)) return plan
  const changes = sides.map(side => changedAt(desk[side], plan.rows[side]))
  const afterMs = quietIn(settleMs, changes, now)
  return afterMs === null ? plan : { ...plan, verdict: { is: 'settling', afterMs } }
}

/** The same for a row that is to get a counterpart by itself; what a person asks for is made at once. */
export function creationWaits(desk: PassDesk, item: NewcomerItem, row: Row, now: number): number | null {
  const { settleMs } = item.pair
  if (settleMs === undefined || item.wish?.why === 'asked') return null
  return quietIn(settleMs, [changedAt(desk[item.side], row)], now)
}

/** When somebody changed a row; our own writes keep nobody waiting. */
function changedAt({ connection }: SideDesk, row: Row | undefined): string | null {
  return row === undefined || row.changedBy === connection.userId ? null : row.changedAt
}
