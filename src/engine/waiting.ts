import { VendorError } from '../spi/index.ts'

/** Shorter waits for the pace are waited out; for longer ones the work is put back, so that nothing waits behind it. */
export const waitAtMostMs = 1500

/** Ends a call that our own pace does not allow now, as if the vendor had said so. */
export function budgetSpent(message: string, ms: number): VendorError {
  return new VendorError({ kind: 'throttled', code: 'budget', message, retryAfterSeconds: ms / 1000 }, null)
}
