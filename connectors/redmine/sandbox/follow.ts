import { invalid } from './answer.ts'
import type { Actor } from './call.ts'
import { deriveAbove } from './derive.ts'
import { addJournal, recordIssue } from './record.ts'
import type { Issue } from './rows.ts'
import { addWorkingDays, startAfter, workingDays } from './working-days.ts'
import { stamp, type World } from './world.ts'

/** The first day that what goes before an issue leaves to it. */
function earliestStart(world: World, issue: Issue): string | null {
  const days = [...world.relations.values()]
    .filter(relation => relation.to === issue.id)
    .flatMap(({ from, delay }) => {
      const end = world.issues.get(from)?.due ?? world.issues.get(from)?.start
      return end ? [startAfter(end, delay)] : []
    })
  return days.sort().at(-1) ?? null
}

export function checkOrder(world: World, issue: Issue): void {
  const earliest = earliestStart(world, issue)
  if (earliest === null || issue.start === null || issue.start >= earliest) return
  const [year, month, day] = earliest.split('-')
  throw invalid(`Start date cannot be earlier than ${month}/${day}/${year} because of preceding issues`)
}

/** Followers move with what goes before them, forward and back, and keep their length in working days. */
export function moveFollowers(world: World, actor: Actor, issue: Issue): void {
  for (const relation of world.relations.values()) {
    const follower = relation.from === issue.id ? world.issues.get(relation.to) : undefined
    const start = follower && earliestStart(world, follower)
    if (!follower || !start || start === follower.start) continue
    const before = structuredClone(follower)
    if (follower.start && follower.due)
      follower.due = addWorkingDays(start, workingDays(follower.start, follower.due))
    follower.start = start
    follower.updated = stamp(world)
    addJournal(world, actor, before, follower)
    recordIssue(world, actor, 'edit', before, follower)
    deriveAbove(world, follower)
    moveFollowers(world, actor, follower)
  }
}
