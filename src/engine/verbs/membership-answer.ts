import type { OpenHold } from '../../store/holds.ts'
import { changeMemberships } from '../../store/memberships.ts'
import { readKey } from '../keys.ts'
import type { VerbDesk } from './verb.ts'

/** Lets people into a project, or leaves it as it is. Null: that is taken; else why it is not. */
export async function answerMembers(
  { tx, actor }: VerbDesk,
  { key }: Pick<OpenHold, 'key'>,
  choice: 'add' | 'decline',
): Promise<string | null> {
  if (actor.role !== 'admin') return 'Who is let into a project is for an admin to say.'
  const link = readKey(key)
  if (link.is !== 'link') return 'It is not open any more.'
  await changeMemberships(tx, [{ link: link.id, state: choice === 'add' ? 'agreed' : 'declined', why: null }])
  return null
}
