import { conditionCameTrue, type NewcomerWish } from '../core/newcomer.ts'
import { otherSide } from '../core/value.ts'
import { today } from '../store/clock.ts'
import type { NewWish } from '../store/wishes.ts'
import type { PassDesk } from './desk.ts'
import type { NewcomerItem } from './open-keys.ts'
import type { Present } from './recognising.ts'

/** What is asked for, and what the row asks for by itself because the mapping's condition came true. */
export async function wishesOf(desk: PassDesk, { item, row }: Present, allKnown: boolean): Promise<Wishes> {
  if (item.wish) return { wish: item.wish, wished: null }
  const cameTrue = conditionCameTrue(item.pair, item.before, row.fields, allKnown)
  const creates = item.pair.create.includes(otherSide(item.side))
  if (!cameTrue || !creates) return { wish: null, wished: null }
  const wished = wishOf(item)
  return { wish: { why: wished.why, on: await today(desk.engine.pool) }, wished }
}

interface Wishes {
  readonly wish: NewcomerWish | null
  readonly wished: NewWish | null
}

function wishOf(item: NewcomerItem): NewWish {
  return { pair: item.pair.name, side: item.side, rowId: item.rowId, why: 'won', askedBy: null }
}
