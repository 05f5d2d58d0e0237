import type { Limit, Settings } from '#spi'
import { readSettings } from './settings.ts'

/** Credits in 24 hours, which every call costs; see `weight` (zoho.com/crm/developer/docs/api/v8/api-limits.html). */
export const creditLimit = 'credits'
/** Calls under way. */
export const callLimit = 'calls'
/** Of those, queries and writes of more than ten records. */
export const heavyLimit = 'heavy'

/** Records up to which a write costs one credit and is no heavy call. */
export const lightRecords = 10

/** Nine tenths of what the editions allow; heavy calls are ten at once in all of them. */
const editions = {
  free: { credits: 4_500, atOnce: 4 },
  standard: { credits: 45_000, atOnce: 9 },
  professional: { credits: 45_000, atOnce: 13 },
  enterprise: { credits: 45_000, atOnce: 18 },
  ultimate: { credits: 45_000, atOnce: 22 },
} as const
const heavyAtOnce = 9

export function limits(settings: Settings): readonly Limit[] {
  const { edition, dailyCredits } = readSettings(settings)
  const { credits, atOnce } = editions[edition]
  return [
    { of: creditLimit, calls: Number(dailyCredits ?? credits), perSeconds: 24 * 3600 },
    { of: callLimit, atOnce },
    { of: heavyLimit, atOnce: Math.min(heavyAtOnce, atOnce) },
  ]
}
