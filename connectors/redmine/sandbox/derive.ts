import type { Issue } from './rows.ts'
import { childrenOf, isClosed, parentOf } from './tree.ts'
import { stamp, type World } from './world.ts'

export function derives(world: World, issue: Issue, what: 'dates' | 'priority' | 'progress'): boolean {
  return world.switches.get(`parent-${what}`) === 'derived' && childrenOf(world, issue).length > 0
}

/** What follows for the parents of an issue that changed. Their time moves, their history says nothing. */
export function deriveAbove(world: World, issue: Pick<Issue, 'parent'>): void {
  const parent = parentOf(world, issue)
  if (!parent) return
  const children = childrenOf(world, parent)
  if (children.length > 0) {
    if (derives(world, parent, 'dates')) {
      parent.start = extreme(
        children.map(child => child.start),
        (a, b) => a < b,
      )
      parent.due = extreme(
        children.map(child => child.due),
        (a, b) => a > b,
      )
    }
    if (derives(world, parent, 'priority')) parent.priority = highest(world, children)
    if (derives(world, parent, 'progress')) parent.done = mean(world, children)
    parent.updated = stamp(world)
  }
  deriveAbove(world, parent)
}

function extreme(
  days: readonly (string | null)[],
  isBetter: (a: string, b: string) => boolean,
): string | null {
  return days.reduce(
    (best, day) => (day !== null && (best === null || isBetter(day, best)) ? day : best),
    null,
  )
}

/** Of the open children; where all are closed, the standard one (inferred). */
function highest(world: World, children: readonly Issue[]): number {
  const open = children.filter(child => !isClosed(world, child))
  return Math.max(...(open.length > 0 ? open : children).map(child => child.priority))
}

function mean(world: World, children: readonly Issue[]): number {
  const shares = children.map(child => (isClosed(world, child) ? 100 : child.done))
  return Math.floor(shares.reduce((sum, share) => sum + share, 0) / children.length)
}
