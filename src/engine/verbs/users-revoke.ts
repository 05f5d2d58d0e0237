import { z } from 'zod'
import { dropUser, otherAdmins } from '../../store/console-users.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Lets somebody in no more: their sessions and links end at once. One admin has to be left. */
export const usersRevoke = defineVerb({
  name: 'users.revoke',
  title: 'Let somebody in no more',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ email: z.string().max(320) }),
  answer: z.strictObject({ revoked: z.string() }),
  async act({ tx }, { email }) {
    if ((await otherAdmins(tx, email)) === 0)
      throw new VerbError('verb/conflict', `${email} is the only admin. Make somebody else one first.`)
    if (await dropUser(tx, email)) return { revoked: email }
    throw new VerbError('verb/not-found', `Nobody signs in as ${email}.`)
  },
})
