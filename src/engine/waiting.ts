import { type Failure, VendorError } from '../spi/index.ts'

/** Shorter waits for the pace are waited out; for longer ones the work is put back, so that nothing waits behind it. */
export const waitAtMostMs = 1500

const spent = 'budget'

/** Ends a call that our own pace does not allow now, as if the vendor had said so. */
export function budgetSpent(message: string, ms: number): VendorError {
  return new VendorError({ kind: 'throttled', code: spent, message, retryAfterSeconds: ms / 1000 }, null)
}

/** Whether it was our own pace that refused, and no vendor. */
export function isBudgetSpent({ kind, code }: Failure): boolean {
  return kind === 'throttled' && code === spent
}
