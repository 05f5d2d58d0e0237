import assert from 'node:assert/strict'
import type { Base } from '../../../src/core/base.ts'
import type { Fields, Side } from '../../../src/core/value.ts'
import { sameValue, sides } from '../../../src/core/value.ts'

/** Law: a base moves only to what the plan saw, there or as it arrives from the other side, or to what was sent and read back. */
export function movesOnlyTo(
  before: Base,
  after: Base,
  allowed: readonly Readonly<Record<Side, Fields>>[],
): void {
  for (const side of sides)
    for (const [field, value] of Object.entries(after[side])) {
      if (sameValue(before[side][field], value)) continue
      const isAllowed = allowed.some(one => sameValue(one[side][field], value))
      assert.ok(isAllowed, `the base of ${side} ${field} moved to ${JSON.stringify(value)}`)
    }
}
