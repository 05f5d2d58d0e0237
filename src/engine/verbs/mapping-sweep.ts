import { z } from 'zod'
import { sides } from '../../core/value.ts'
import { sweepsDue } from '../../store/sweeps.ts'
import { allThreadsDue } from '../../store/threads.ts'
import { entitiesOn, policyOfMapping } from '../policies.ts'
import { mappingInUse } from './asked-for.ts'
import { defineVerb } from './verb.ts'

/** Compares everything once, now: for what hints and pulls may have missed. */
export const mappingSweep = defineVerb({
  name: 'mapping.sweep',
  title: 'Compare both sides of a mapping whole',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ mapping: z.string() }),
  answer: z.literal('asked'),
  async act({ engine, tx, concerns }, { mapping: name }): Promise<'asked'> {
    const mapping = await mappingInUse(tx, name)
    concerns({ mapping: mapping.id })
    const policy = await policyOfMapping({ pool: tx, registry: engine.registry }, mapping)
    for (const side of sides) await sweepsDue(tx, mapping[side], entitiesOn(policy, side))
    await allThreadsDue(tx, mapping.id)
    return 'asked'
  },
})
