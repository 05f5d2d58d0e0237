import { z } from 'zod'
import { sealAnew } from '../seal-anew.ts'
import { WrongSecret } from '../vault.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Everything that is kept is sealed with the key of `BATON_SECRET`, whichever one it was sealed with. */
export const secretsRotate = defineVerb({
  name: 'secrets.rotate',
  title: 'Seal all secrets with the key in use',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({}),
  answer: z.strictObject({
    key: z.string(),
    /** Texts that were sealed anew. */
    sealed: z.int(),
    /** Texts that another node sealed with an older key meanwhile: it was not given the new one yet. */
    left: z.int(),
  }),
  async act({ engine, tx }) {
    try {
      return { key: engine.vault.keyId, ...(await sealAnew(engine, tx)) }
    } catch (error) {
      if (error instanceof WrongSecret) throw new VerbError('verb/conflict', error.message)
      throw error
    }
  },
})
