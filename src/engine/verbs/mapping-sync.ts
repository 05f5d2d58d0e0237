import { z } from 'zod'
import { sides } from '../../core/value.ts'
import { restartPulls } from '../../store/chores.ts'
import { sweepsDue } from '../../store/sweeps.ts'
import { entitiesOn, policyOfMapping } from '../policies.ts'
import { mappingInUse } from './asked-for.ts'
import { defineVerb } from './verb.ts'

/** Has a running node look for changes now instead of in a minute; or, `full`, compare everything once. */
export const mappingSync = defineVerb({
  name: 'mapping.sync',
  title: 'Look for changes now',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({ mapping: z.string(), full: z.boolean().default(false) }),
  answer: z.literal('asked'),
  async act({ engine, tx, concerns }, { mapping: name, full }): Promise<'asked'> {
    const mapping = await mappingInUse(tx, name)
    concerns({ mapping: mapping.id })
    const policy = await policyOfMapping({ pool: tx, registry: engine.registry }, mapping)
    for (const side of sides) {
      const entities = entitiesOn(policy, side)
      await restartPulls(tx, mapping[side], entities, false)
      if (full) await sweepsDue(tx, mapping[side], entities)
    }
    return 'asked'
  },
})
