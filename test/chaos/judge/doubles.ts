import type { Evidence } from '../evidence.ts'
import { pairsOf, type RowStory, storiesOf } from './rows.ts'

/** For so long Baton may not have got round to a row that an answer had shown to it, among all that goes wrong; ms. */
const unheardMs = 15_000

/** One create made one row: no task and no comment has two copies, no name two projects, and nothing came from nowhere. */
export function doubles(evidence: Evidence): string[] {
  return [...(['task', 'comment'] as const).flatMap(kind => copies(evidence, kind)), ...projects(evidence)]
}

function copies(evidence: Evidence, kind: 'task' | 'comment'): string[] {
  const { pairs, strangers } = pairsOf(evidence, kind)
  return [
    ...pairs
      .map(({ original, copies }) => ({
        original,
        copies: copies.filter(one => !isUnheard(evidence, kind, one) && !isTaken(evidence, kind, one)),
      }))
      .filter(pair => pair.copies.length > 1)
      .map(
        ({ original, copies }) =>
          `the ${kind} ${original.side} ${original.id} was made ${copies.length} times on the other side: ${copies.map(one => one.id).join(', ')}`,
      ),
    ...strangers.map(({ side, id }) => `the ${kind} ${side} ${id} was made, and belongs to nobody`),
  ]
}

/** A backup that was restored knows nothing of it: what is made in its place is no second one. */
function isTaken({ deeds }: Evidence, kind: 'task' | 'comment', { side, id }: RowStory): boolean {
  return (
    deeds.findLast(deed => deed.kind === kind && deed.side === side && deed.id === id)?.isBackups === true
  )
}

/**
 * A row that somebody deleted before Baton can have heard of it, when the answer to its create was lost as well: nobody can tell
 * it from one that was not made (I6).
 */
function isUnheard(
  { deeds, shown, journal }: Evidence,
  kind: 'task' | 'comment',
  { side, id }: RowStory,
): boolean {
  const own = deeds.filter(deed => deed.kind === kind && deed.side === side && deed.id === id)
  const last = own.at(-1)
  if (last?.does !== 'remove' || last.isBatons) return false
  const stoodMs = last.at - (own[0]?.at ?? 0)
  if (shown.has(`${side} ${id}`) && stoodMs > unheardMs) return false
  return !new RegExp(`"(row|found)": "([^"]*/)?${id}"`).test(journal)
}

/** One that is gone was taken by a backup, or by somebody. */
function projects(evidence: Evidence): string[] {
  const names = storiesOf(evidence, 'project')
    .filter(one => one.side === 'pm' && one.madeByBaton)
    .flatMap(one => one.last?.title ?? [])
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))].map(
    name => `the project "${name}" was made more than once`,
  )
}
