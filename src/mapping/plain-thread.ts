import type { ThreadPolicy } from '../core/policy.ts'
import type { Tools } from './plain-tools.ts'

const older = {
  none: 'Comments that are older than the link of their task are not carried.',
  all: 'Comments that are older than the link of their task are carried, too.',
  since: 'Of older comments, those are carried that came since the mapping was switched on.',
} as const

const follows = { unlink: 'stays', delete: 'is deleted, too', restore: 'is made anew' } as const

/** What is carried of comments, and what becomes of copies. */
export function threadWords(
  { history, edits, whenGone, privateOn }: ThreadPolicy,
  tools: Tools,
): readonly string[] {
  return [
    older[history],
    edits === 'carry'
      ? 'Whoever edits a copy edits the comment.'
      : 'An edit of a copy is refused, and the person is told.',
    `When a comment is deleted, its copy ${follows[whenGone.original]}; when a copy is deleted, the comment ${follows[whenGone.copy]}.`,
    ...privateOn.map(side => `Copies in ${tools[side]} are private, so that clients do not read them.`),
  ]
}
