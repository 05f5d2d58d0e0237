import { z } from 'zod'
import { allUsers } from '../../store/console-users.ts'
import { callbackPath } from '../single-sign-on.ts'
import { moment } from './shapes.ts'
import { defineVerb } from './verb.ts'

/** Who may sign in to the console, with which role, and when they last did. */
export const usersList = defineVerb({
  name: 'users.list',
  title: 'Show who may sign in',
  roles: ['admin'],
  changes: false,
  ask: z.strictObject({}),
  answer: z.strictObject({
    items: z
      .array(
        z.strictObject({
          id: z.string(),
          email: z.string(),
          name: z.string(),
          role: z.string(),
          /** False: they have not chosen a password yet. */
          hasPassword: z.boolean(),
          signedInAt: moment.nullable(),
          createdBy: z.string(),
          /** In how many browsers they are signed in. */
          sessions: z.int(),
        }),
      )
      .readonly(),
    signOn: z.strictObject({
      /** The company's own sign-in server; null: none was named. */
      company: z.strictObject({ name: z.string(), issuer: z.string() }).nullable(),
      /** Where that server has to send people back to. */
      callback: z.string(),
    }),
  }),
  async act({ tx, engine: { config } }) {
    const company = config.signOn && { name: config.signOn.name, issuer: config.signOn.issuer }
    return { items: await allUsers(tx), signOn: { company, callback: `${config.ownUrl}${callbackPath}` } }
  },
})
