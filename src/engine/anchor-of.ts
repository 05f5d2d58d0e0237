import type { World } from '../core/lens.ts'
import type { AnchorState } from '../core/newcomer.ts'
import type { PairPolicy } from '../core/policy.ts'
import { type Fields, otherSide, type Side } from '../core/value.ts'
import { counterpart } from './world.ts'

/** Whether the row that a newcomer names as the one it belongs to has a counterpart. */
export function anchorOf(
  { pair, side }: { readonly pair: PairPolicy; readonly side: Side },
  fields: Fields,
  world: World,
  given: Fields = {},
): AnchorState {
  const { anchor } = pair
  if (!anchor) return { is: 'not-needed' }
  if (pair.places?.[otherSide(side)].some(place => given[place.field])) return { is: 'chosen' }
  const named = fields[anchor[side]]
  if (typeof named !== 'string' || named === '')
    return pair.needsAnchor ? { is: 'unnamed' } : { is: 'not-needed' }
  const id = counterpart(world, anchor.pair, side, named)
  if (id !== null) return { is: 'linked', id }
  return pair.needsAnchor ? { is: 'unlinked', id: named } : { is: 'not-needed' }
}
