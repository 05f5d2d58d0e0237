import { type Failure, VendorError } from '../spi/index.ts'

/** So long a node that is asked to end waits for the calls under way, in ms. What is cut off then is settled by whoever goes on. */
export const endingGraceMs = 5_000

const code = 'baton/ending'

/** The end of a call that this node no longer waits for. It may have been carried out. */
export function cutShort(): VendorError {
  const message = 'Not waited for any longer: this node is asked to end.'
  return new VendorError({ kind: 'unavailable', code, message }, null, true)
}

export function isCutShort(failure: Failure): boolean {
  return failure.code === code
}
