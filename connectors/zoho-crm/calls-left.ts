import type { CallsLeft, VendorRequest, VendorResponse } from '#spi'
import { creditLimit } from './limits.ts'

/** Told once half of the day's credits are used (zoho.com/crm/developer/docs/api/v8/api-limits.html). */
export function callsLeft(_: VendorRequest, { headers }: VendorResponse): readonly CallsLeft[] {
  const told = headers['x-api-credits-remaining']
  return told !== undefined && /^\d+$/.test(told) ? [{ of: creditLimit, left: Number(told) }] : []
}
