import { z } from 'zod'
import type { Facts } from '#spi'

const statusList = z.array(z.object({ id: z.string(), name: z.string() }))

export type KnownStatus = z.infer<typeof statusList>[number]

/** The portal's zone, which decides on which day a moment falls; UTC before the first check. */
export function zoneOf(facts: Facts): string {
  return facts.timeZone ?? 'UTC'
}

/** The task statuses that the last check saw, over all layouts. */
export function statusesIn(facts: Facts): readonly KnownStatus[] {
  return facts.statuses === undefined ? [] : statusList.parse(JSON.parse(facts.statuses))
}
