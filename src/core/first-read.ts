import type { MappingPolicy, PairPolicy } from './policy.ts'
import { otherSide, type Side } from './value.ts'

/**
 * Whether nothing follows from a row without a counterpart for having been there when the mapping was switched on: nobody
 * recognises such rows, none is made beside them unasked, and none of them is counted.
 */
export function restsAtFirst({ pairs }: Pick<MappingPolicy, 'pairs'>, pair: PairPolicy, side: Side): boolean {
  const isCounted = pair.name === 'tasks' && side === 'pm' && pairs.deals?.tallies !== undefined
  return pair.match === null && !pair.create.includes(otherSide(side)) && !isCounted
}
