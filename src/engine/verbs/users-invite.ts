import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { keepUser } from '../../store/console-users.ts'
import { newLinkPath } from '../sign-in-links.ts'
import { defineVerb, roles } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Lets somebody sign in. The path is of a link by which they choose a password, within three days; it is told this once. */
export const usersInvite = defineVerb({
  name: 'users.invite',
  title: 'Let somebody sign in',
  roles: ['admin'],
  changes: true,
  answersSecret: true,
  ask: z.strictObject({
    email: z.email().max(320),
    name: z.string().trim().min(1).max(200),
    role: z.enum(roles),
  }),
  answer: z.strictObject({ path: z.string() }),
  async act({ tx, actor }, { email, name, role }) {
    const id = randomUUID()
    if (await keepUser(tx, { id, email, name, role, createdBy: actor.name }))
      return { path: await newLinkPath(tx, id, 'password', 72) }
    throw new VerbError(
      'verb/conflict',
      `${email} may sign in already. Give them a new link, or another role.`,
    )
  },
})
