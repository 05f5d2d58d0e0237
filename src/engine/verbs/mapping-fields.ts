import { z } from 'zod'
import { sides } from '../../core/value.ts'
import { mappingDesk, specsOn } from '../deals-desk.ts'
import { MappingBroken } from '../policies.ts'
import { UnknownConnector } from '../registry.ts'
import { mappingNamed } from './asked-for.ts'
import { pairName } from './shapes.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

const bothNames = z.strictObject({ crm: z.string(), pm: z.string() })

/** What the fields of a mapping are called by the people who see them. */
export const mappingFields = defineVerb({
  name: 'mapping.fields',
  title: 'Say what a mapping’s fields are called',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ mapping: z.string() }),
  answer: z.array(z.strictObject({ pair: pairName, names: bothNames, titles: bothNames })).readonly(),
  async act({ engine, tx }, { mapping: name }) {
    const mapping = await mappingNamed(tx, name)
    const desk = await mappingDesk(engine.registry, tx, mapping).catch(error => {
      if (error instanceof MappingBroken || error instanceof UnknownConnector)
        throw new VerbError('verb/conflict', error.message)
      throw error
    })
    return Object.values(desk.policy.pairs).flatMap(pair =>
      pair.fields.map(({ crm, pm }) => {
        const names = { crm, pm }
        const [crmTitle, pmTitle] = sides.map(
          side => specsOn(desk, pair, side)[names[side]]?.title ?? names[side],
        )
        return { pair: pair.name, names, titles: { crm: crmTitle ?? crm, pm: pmTitle ?? pm } }
      }),
    )
  },
})
