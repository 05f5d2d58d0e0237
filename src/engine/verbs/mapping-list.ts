import { z } from 'zod'
import { pairNames } from '../../core/policy.ts'
import { allMappings, type StoredMapping } from '../../store/mappings.ts'
import { MappingBroken, policyOfMapping } from '../policies.ts'
import { UnknownConnector } from '../registry.ts'
import { pairName } from './shapes.ts'
import { defineVerb, type VerbDesk } from './verb.ts'

const listedMapping = z.strictObject({
  name: z.string(),
  state: z.enum(['on', 'off', 'paused']),
  /** Beside `on`: what had stopped it; it is tried again. */
  pausedWhy: z.string().nullable(),
  connections: z.strictObject({ crm: z.string(), pm: z.string() }),
  /** Which sections it has. */
  pairs: z.array(pairName).readonly(),
  /** Why it no longer holds: a field has gone, or changed its type. */
  broken: z.string().nullable(),
})
export type ListedMapping = z.output<typeof listedMapping>

/** The mappings: between what, with which sections, and whether they are on. */
export const mappingList = defineVerb({
  name: 'mapping.list',
  title: 'Show the mappings',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({}),
  answer: z.strictObject({ items: z.array(listedMapping) }),
  async act(desk) {
    const items: ListedMapping[] = []
    for (const mapping of await allMappings(desk.tx)) {
      const { name, state, pausedWhy, connections } = mapping
      items.push({ name, state, pausedWhy, connections, ...(await sections(desk, mapping)) })
    }
    return { items }
  },
})

async function sections({ engine, tx }: VerbDesk, mapping: StoredMapping) {
  try {
    const { pairs } = await policyOfMapping({ pool: tx, registry: engine.registry }, mapping)
    return { pairs: pairNames.filter(name => pairs[name]), broken: null }
  } catch (error) {
    if (!(error instanceof MappingBroken || error instanceof UnknownConnector)) throw error
    return { pairs: [], broken: error.message }
  }
}
