import type { MappingPolicy } from '../core/policy.ts'
import { type Side, sides } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import type { ThreadMark } from '../store/threads.ts'
import type { LinkPlan } from './plan-links.ts'

interface MarksDesk {
  readonly policy: MappingPolicy
}

/** What the two rows of a task tell of the comments under them; nothing where the mapping carries none. */
export function marksOf(desk: MarksDesk, { item, rows }: Pick<LinkPlan, 'item' | 'rows'>): ThreadMark[] {
  if (item.pair.name !== 'tasks') return []
  return sides.flatMap(side => markOf(desk, item.link.id, side, rows[side]))
}

export function markOf({ policy }: MarksDesk, link: string, side: Side, row: Row | undefined): ThreadMark[] {
  const { comments } = policy.pairs
  if (!comments?.thread || !row) return []
  const mark = row.inside?.[comments.entity[side]] ?? null
  return [{ link, side, mark, reads: comments.thread.history !== 'none' && mark !== '' }]
}

/** The same of a task's link that was just made. A row that Baton made has no comments yet. */
export function marksOfNew(
  { policy }: MarksDesk,
  { id, pair, made }: { readonly id: string; readonly pair: string; readonly made: Side | null },
): ThreadMark[] {
  const { comments } = policy.pairs
  if (!comments?.thread || pair !== 'tasks') return []
  const reads = (side: Side) => comments.thread?.history !== 'none' && side !== made
  return sides.map(side => ({ link: id, side, mark: null, reads: reads(side) }))
}
