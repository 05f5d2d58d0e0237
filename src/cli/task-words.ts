import { type Side, sides, type Value } from '../core/value.ts'
import type { ShownComment } from '../engine/verbs/shown-comments.ts'
import type { ShownTask } from '../engine/verbs/tasks-show.ts'

/** One task as lines: where it is, field by field, what is asked and refused, and who said what. */
export function taskWords(task: ShownTask): string[] {
  const places = sides.flatMap(side =>
    task.ids[side] === null ? [] : [`${task.tools[side]} ${task.ids[side]}`],
  )
  return [
    `${JSON.stringify(task.title)}  ${places.join('  =  ')}${task.link ? '' : '  (no counterpart)'}`,
    ...(task.link ? [`  both sides verified: ${task.link.verifiedAt ?? 'never'}`] : []),
    ...task.fields.map(fieldLine),
    ...task.holds.map(({ id, field, detail }) => `  question ${id}, ${field || 'the task'}: ${detail}`),
    ...task.refusals.map(
      ({ field, value, to, why }) =>
        `  refused, ${field}: ${JSON.stringify(value)} to the ${to} side. ${why}`,
    ),
    ...commentLines(task),
  ]
}

function fieldLine({ field, now, state, why }: ShownTask['fields'][number]): string {
  const [crm, pm] = [shown(now.crm), shown(now.pm)]
  const values = state === 'same' && crm === pm ? crm : `${crm} | ${pm}`
  return `  ${field}: ${values}  ${state}${why ? `: ${why}` : ''}`
}

function shown(value: Value | undefined): string {
  return value === undefined ? 'not known' : JSON.stringify(value)
}

function commentLines({ comments, tools }: ShownTask): string[] {
  if (comments === null) return []
  if (comments.items.length === 0) return ['Nobody has said anything.']
  const older = comments.isCut ? ['  (older ones are there)'] : []
  return ['Comments', ...older, ...comments.items.flatMap(one => commentLine(one, tools))]
}

function commentLine(comment: ShownComment, tools: ShownTask['tools']): string[] {
  const { author, at, written, isPrivate, state, why, ids, text } = comment
  const where = written === null ? 'one of the two' : tools[written]
  const rows = sides.flatMap(side => (ids[side] === null ? [] : [`${side} ${ids[side]}`])).join(' = ')
  const said = `  ${at ?? 'undated'}  ${author ?? 'Somebody'} in ${where}${isPrivate ? ', private' : ''}  ${rows}  ${state}`
  return [`${said}${why ? `: ${why}` : ''}`, ...saidLines(text, written ?? 'crm', state)]
}

/** What was said; where the two differ, what each side says. */
function saidLines(text: ShownComment['text'], first: Side, state: ShownComment['state']): string[] {
  const other = first === 'crm' ? 'pm' : 'crm'
  const differs = state !== 'same' && text[other] !== null && text[other] !== text[first]
  const told = differs ? ([first, other] as const) : ([first] as const)
  return told.flatMap(side =>
    (text[side] ?? '')
      .split('\n')
      .flatMap(line => (line === '' ? [] : [`      ${differs ? `${side}: ` : ''}${line}`])),
  )
}
