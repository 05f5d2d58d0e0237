import { z } from 'zod'
import { userByEmail } from '../../store/console-users.ts'
import { newLinkPath } from '../sign-in-links.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** A link by which somebody chooses a new password, within three days. The one they have works until then. */
export const usersNewLink = defineVerb({
  name: 'users.new-link',
  title: 'Make a link for a new password',
  roles: ['admin'],
  changes: true,
  answersSecret: true,
  ask: z.strictObject({ email: z.string().max(320) }),
  answer: z.strictObject({ path: z.string() }),
  async act({ tx }, { email }) {
    const user = await userByEmail(tx, email)
    if (!user) throw new VerbError('verb/not-found', `Nobody signs in as ${email}. Invite them first.`)
    return { path: await newLinkPath(tx, user.id, 'password', 72) }
  },
})
