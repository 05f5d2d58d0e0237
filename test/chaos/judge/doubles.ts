import type { Evidence } from '../evidence.ts'
import { pairsOf, storiesOf } from './rows.ts'

/** One create made one row: no task and no comment has two copies, no name two projects, and nothing came from nowhere. */
export function doubles(evidence: Evidence): string[] {
  return [...(['task', 'comment'] as const).flatMap(kind => copies(evidence, kind)), ...projects(evidence)]
}

function copies(evidence: Evidence, kind: 'task' | 'comment'): string[] {
  const { pairs, strangers } = pairsOf(evidence, kind)
  return [
    ...pairs
      .filter(pair => pair.copies.length > 1)
      .map(
        ({ original, copies }) =>
          `the ${kind} ${original.side} ${original.id} was made ${copies.length} times on the other side: ${copies.map(one => one.id).join(', ')}`,
      ),
    ...strangers.map(({ side, id }) => `the ${kind} ${side} ${id} was made, and belongs to nobody`),
  ]
}

function projects(evidence: Evidence): string[] {
  const names = storiesOf(evidence, 'project')
    .filter(one => one.side === 'pm' && one.madeByBaton)
    .map(one => one.last?.title ?? '')
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))].map(
    name => `the project "${name}" was made more than once`,
  )
}
