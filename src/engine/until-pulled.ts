import { sides } from '../core/value.ts'
import { pullAges } from '../store/chores.ts'
import type { PassDesk } from './desk.ts'
import { later, soonMs } from './ends.ts'
import type { Memo } from './memo.ts'
import type { NewcomerItem } from './open-keys.ts'

/** Rows that are recognised by what they are called wait until both sides were read once; no vendor is asked about them before. */
export async function untilPulled(desk: PassDesk, items: readonly NewcomerItem[]) {
  const nobody: readonly Memo[] = []
  if (!items.some(item => item.pair.match)) return { items, memos: nobody }
  const ages = await pullAges(desk.engine.pool, [desk.crm.connection.id, desk.pm.connection.id])
  const isPulled = ({ pair }: NewcomerItem) =>
    !pair.match || sides.every(side => ages.has(`${desk[side].connection.id} ${pair.entity[side]}`))
  return {
    items: items.filter(isPulled),
    memos: items.filter(item => !isPulled(item)).map((item): Memo => ({ end: later(item.claim, soonMs) })),
  }
}
