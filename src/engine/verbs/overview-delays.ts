import { z } from 'zod'
import { percentile } from '../../core/delay-buckets.ts'
import { type DelayCount, delayCounts } from '../../store/delays.ts'
import { moment } from './shapes.ts'
import { defineVerb } from './verb.ts'

const quantiles = z.strictObject({ p50: z.number(), p95: z.number(), p99: z.number() })
const point = z.strictObject({
  at: moment,
  /** How many were done. */
  keys: z.int(),
  /** From news to done, without what was waited for a vendor; and that. In ms. */
  own: quantiles,
  vendor: quantiles,
})
export type DelayPoint = z.output<typeof point>

/** About so many points make a line. */
const points = 48

/** How quickly edits are carried over, span by span; what stood in a backlog does not count. */
export const overviewDelays = defineVerb({
  name: 'overview.delays',
  title: 'See how quickly edits are carried over',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ hours: z.int().min(1).max(336).default(24) }),
  answer: z.strictObject({
    points: z.array(point),
    /** The same for all of these hours together; null: nothing was done. */
    all: point.omit({ at: true }).nullable(),
  }),
  async act({ tx }, { hours }) {
    const counts = await delayCounts(tx, hours, Math.max(1, Math.round((hours * 60) / points)))
    const spans = Map.groupBy(counts, one => one.at)
    const told = [...spans].flatMap(([at, own]) => {
      const found = pointOf(own)
      return found ? [{ at, ...found }] : []
    })
    return { points: told, all: pointOf(counts) }
  },
})

function pointOf(counts: readonly DelayCount[]): Omit<DelayPoint, 'at'> | null {
  const own = counts.filter(one => one.part === 'own')
  const vendor = counts.filter(one => one.part === 'vendor')
  const keys = own.reduce((sum, one) => sum + one.count, 0)
  return keys === 0 ? null : { keys, own: quantilesOf(own), vendor: quantilesOf(vendor) }
}

function quantilesOf(counts: readonly DelayCount[]): z.output<typeof quantiles> {
  const at = (share: number) => Math.round(percentile(counts, share) ?? 0)
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
