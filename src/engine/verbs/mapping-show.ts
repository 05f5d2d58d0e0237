import { z } from 'zod'
import type { MappingPolicy } from '../../core/policy.ts'
import type { Side } from '../../core/value.ts'
import { plainWords } from '../../mapping/plain-words.ts'
import { connectionsById } from '../../store/connections.ts'
import { versionsOf } from '../../store/mapping-versions.ts'
import { allMappings } from '../../store/mappings.ts'
import type { Engine } from '../engine.ts'
import { bindStored } from '../policies.ts'
import { mappingNamed } from './asked-for.ts'
import { moment, pairName } from './shapes.ts'
import { defineVerb } from './verb.ts'

export const problem = z.strictObject({
  line: z.int(),
  column: z.int(),
  /** A path: `mapping/unknown-field`. */
  code: z.string(),
  message: z.string(),
  advice: z.string(),
})

export const section = z.strictObject({ pair: pairName, says: z.array(z.string()).readonly() })

/** One mapping: its text, what that means, whether it still holds, and the texts it had before. */
export const mappingShow = defineVerb({
  name: 'mapping.show',
  title: 'Look at a mapping',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ mapping: z.string() }),
  answer: z.strictObject({
    name: z.string(),
    state: z.enum(['on', 'off', 'paused']),
    /** Beside `on`: what had stopped it; it is tried again. */
    pausedWhy: z.string().nullable(),
    connections: z.strictObject({ crm: z.string(), pm: z.string() }),
    text: z.string(),
    /** What it means, in plain words. */
    means: z.array(section).readonly(),
    /** What no longer holds: a field has gone, or changed its type. */
    problems: z.array(problem).readonly(),
    /** The newest first. */
    versions: z.array(z.strictObject({ id: z.string(), by: z.string(), at: moment })).readonly(),
  }),
  async act({ engine, tx }, { mapping: name }) {
    const { id, text, state, crm, pm } = await mappingNamed(tx, name)
    const listed = (await allMappings(tx)).find(one => one.id === id)
    const found = await connectionsById(tx, [crm, pm])
    const [near, far] = [found.get(crm), found.get(pm)]
    if (!near || !far) throw new Error(`A connection of the mapping ${name} is not there any more.`)
    const bound = await bindStored(
      { pool: tx, registry: engine.registry },
      { name, text },
      { crm: near, pm: far },
    )
    return {
      ...{ name, state, text },
      pausedWhy: listed?.pausedWhy ?? null,
      connections: { crm: near.name, pm: far.name },
      means: bound.ok ? meaningOf(engine, bound.policy) : [],
      problems: bound.ok ? [] : bound.problems.map(({ file: _, ...rest }) => rest),
      versions: await versionsOf(tx, id),
    }
  },
})

export function meaningOf({ registry }: Pick<Engine, 'registry'>, policy: MappingPolicy) {
  const tool = (name: string) => registry.get(name)?.title ?? name
  const titleOf = (side: Side, entity: string, field: string) =>
    registry.get(policy.connector[side])?.entities[entity]?.fields[field]?.title
  return plainWords(policy, { crm: tool(policy.connector.crm), pm: tool(policy.connector.pm), titleOf })
}
