import type { Issue } from './rows.ts'
import type { World } from './world.ts'

export function childrenOf(world: World, issue: Issue): readonly Issue[] {
  return [...world.issues.values()].filter(one => one.parent === issue.id)
}

export function parentOf(world: World, issue: Pick<Issue, 'parent'>): Issue | undefined {
  return issue.parent === null ? undefined : world.issues.get(issue.parent)
}

export function isClosed(world: World, issue: Issue): boolean {
  return world.statuses.get(issue.status)?.closed === true
}

export function hasOpenChild(world: World, issue: Issue): boolean {
  return childrenOf(world, issue).some(child => !isClosed(world, child) || hasOpenChild(world, child))
}

/** Whether `issue` is `other` or stands somewhere below it. */
export function isBelow(world: World, issue: Issue, other: Issue): boolean {
  if (issue.id === other.id) return true
  const parent = parentOf(world, issue)
  return parent !== undefined && isBelow(world, parent, other)
}
