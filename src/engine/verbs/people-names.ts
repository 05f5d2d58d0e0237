import { z } from 'zod'
import { sightingsOf } from '../../store/sightings.ts'
import { mappingNamed } from './asked-for.ts'
import { side } from './shapes.ts'
import { defineVerb } from './verb.ts'

/** What people are called whom a vendor knows by these ids; who was never seen is left out. */
export const peopleNames = defineVerb({
  name: 'people.names',
  title: 'Say who somebody is',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ mapping: z.string(), side, ids: z.array(z.string().max(200)).max(500) }),
  answer: z.record(z.string(), z.string()),
  async act({ tx }, { mapping: name, side: on, ids }) {
    const mapping = await mappingNamed(tx, name)
    const seen = await sightingsOf(tx, mapping[on], 'user', ids)
    return Object.fromEntries(
      [...seen].flatMap(([id, { name: called }]) => (typeof called === 'string' ? [[id, called]] : [])),
    )
  },
})
