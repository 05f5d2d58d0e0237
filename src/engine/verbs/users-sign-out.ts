import { z } from 'zod'
import { closeSessionsOf } from '../../store/console-sessions.ts'
import { defineVerb } from './verb.ts'

/** Ends somebody's sessions in every browser; they may sign in again. */
export const usersSignOut = defineVerb({
  name: 'users.sign-out',
  title: 'Sign somebody out everywhere',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ email: z.string().max(320) }),
  answer: z.strictObject({ ended: z.int() }),
  act: async ({ tx }, { email }) => ({
    ended: await closeSessionsOf(tx, email),
  }),
})
