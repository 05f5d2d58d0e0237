import type { Asked, Evidence, Shown } from '../evidence.ts'
import { pairsOf, type RowStory, storiesOf } from './rows.ts'

/** Both sides show the same at the end, or somebody was asked or told. */
export function differences(evidence: Evidence): string[] {
  return [...taskDifferences(evidence), ...commentDifferences(evidence)]
}

function taskDifferences(evidence: Evidence): string[] {
  return pairsOf(evidence, 'task').pairs.flatMap(({ original, copies: [copy] }) => {
    if (original.last === null) return []
    const isAsked = (field: string) =>
      asks(evidence.asked, original, field) || (copy !== undefined && asks(evidence.asked, copy, field))
    if (!copy) return isAsked('') ? [] : [`the task ${name(original)} never crossed`]
    const { last } = copy
    if (last === null) return []
    return fields
      .filter(([field, of]) => of(original.last as Shown) !== of(last) && !isAsked(field))
      .map(
        ([field, of]) =>
          `${field} differs: ${name(original)} shows "${of(original.last as Shown)}", ${name(copy)} "${of(last)}"`,
      )
  })
}

const fields: readonly (readonly [string, (shown: Shown) => unknown])[] = [
  ['title', shown => shown.title],
  ['description', shown => shown.words],
  ['dueDate', shown => shown.due],
  ['status', shown => shown.isClosed],
]

/** An open question about a whole row covers its fields. */
function asks(asked: readonly Asked[], { id }: RowStory, field: string): boolean {
  return asked.some(one => one.rows.includes(id) && ['', field].includes(one.field))
}

/** A comment is one text: whatever is asked or refused of it is about that. */
function isAskedOf(asked: readonly Asked[], { id }: RowStory): boolean {
  return asked.some(one => one.rows.includes(id))
}

function name({ side, id }: RowStory): string {
  return `${side} ${id}`
}

function commentDifferences(evidence: Evidence): string[] {
  const linked = linkedTasks(evidence)
  return pairsOf(evidence, 'comment').pairs.flatMap(({ original, copies: [copy] }) => {
    const task = evidence.told.find(one => one.side === original.side && one.id === original.id)?.task
    if (task === undefined || !linked.has(`${original.side} ${task}`)) return []
    if (evidence.asked.some(one => one.rows.includes(task))) return []
    if ([original, copy].some(row => row && isAskedOf(evidence.asked, row))) return []
    if (original.last !== null && copy && isTaken(evidence, copy)) return []
    const [mine, its] = [original.last?.words ?? null, copy?.last?.words ?? null]
    if (mine === its) return []
    if (mine === null) return [`the comment ${name(original)} is gone, and its copy is not`]
    return [
      `the comment ${name(original)} says "${mine}", its copy ${its === null ? 'is not there' : `"${its}"`}`,
    ]
  })
}

/** A copy that somebody deleted, or that a backup took: the two belong together no longer, as with tasks. */
function isTaken({ deeds }: Evidence, { side, id, last }: RowStory): boolean {
  const ended = deeds.findLast(one => one.kind === 'comment' && one.side === side && one.id === id)
  return last === null && ended !== undefined && !ended.isBatons
}

/** Tasks that stand on both sides at the end. */
function linkedTasks(evidence: Evidence): ReadonlySet<string> {
  const standing = new Set(storiesOf(evidence, 'task').flatMap(one => (one.last ? [name(one)] : [])))
  return new Set(
    pairsOf(evidence, 'task').pairs.flatMap(({ original, copies: [copy] }) =>
      copy && standing.has(name(original)) && standing.has(name(copy)) ? [name(original), name(copy)] : [],
    ),
  )
}
