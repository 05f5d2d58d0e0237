import { z } from 'zod'
import { allFailingKeys, retryKeys } from '../../store/failing-keys.ts'
import { prio, signalKeys } from '../../store/signals.ts'
import { mappingNamed } from './asked-for.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Tries again what failed: these keys, or all of a mapping. */
export const keysRetry = defineVerb({
  name: 'keys.retry',
  title: 'Try again what failed',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ mapping: z.string(), keys: z.array(z.string()).min(1).max(1000).optional() }),
  answer: z.strictObject({ retried: z.int() }),
  async act({ tx, concerns }, { mapping: name, keys }) {
    const mapping = await mappingNamed(tx, name)
    const failing = await allFailingKeys(tx, mapping.id, keys ?? null)
    if (failing.length === 0)
      throw new VerbError(
        'verb/not-found',
        `Nothing of that fails in the mapping "${name}". See: baton failing`,
      )
    concerns({ mapping: mapping.id })
    const retried = await retryKeys(tx, mapping.id, failing)
    await signalKeys(tx, mapping.id, failing, prio.person)
    return { retried }
  },
})
