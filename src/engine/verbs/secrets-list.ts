import { z } from 'zod'
import { sealedKept } from '../sealed-kept.ts'
import { defineVerb } from './verb.ts'

/** Which keys what is kept was sealed with; never what it says. */
export const secretsList = defineVerb({
  name: 'secrets.list',
  title: 'Show which keys secrets are sealed with',
  roles: ['admin'],
  changes: false,
  ask: z.strictObject({}),
  answer: z.strictObject({
    /** Of `BATON_SECRET`: what is sealed from now on names it. */
    key: z.string(),
    items: z
      .array(
        z.strictObject({
          key: z.string(),
          /** `credentials`, `webhooks`, `tokens` or `consents`. */
          of: z.string(),
          count: z.int(),
          /** False: this node was not given that key. */
          isReadable: z.boolean(),
        }),
      )
      .readonly(),
  }),
  act: async ({ engine, tx }) => ({ key: engine.vault.keyId, items: await sealedKept(engine, tx) }),
})
