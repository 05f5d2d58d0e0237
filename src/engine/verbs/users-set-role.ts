import { z } from 'zod'
import { otherAdmins, setUserRole } from '../../store/console-users.ts'
import { defineVerb, roles } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Gives somebody another role, from their next page on. One admin has to be left. */
export const usersSetRole = defineVerb({
  name: 'users.set-role',
  title: 'Give somebody another role',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ email: z.string().max(320), role: z.enum(roles) }),
  answer: z.strictObject({ email: z.string(), role: z.enum(roles) }),
  async act({ tx }, { email, role }) {
    if (role !== 'admin' && (await otherAdmins(tx, email)) === 0)
      throw new VerbError('verb/conflict', `${email} is the only admin. Make somebody else one first.`)
    if (await setUserRole(tx, email, role)) return { email, role }
    throw new VerbError('verb/not-found', `Nobody signs in as ${email}.`)
  },
})
