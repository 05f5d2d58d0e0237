import { z } from 'zod'
import type { MappingPolicy } from '../../core/policy.ts'
import { sides } from '../../core/value.ts'
import { choresDue, restartPulls } from '../../store/chores.ts'
import { type Connection, connectionByName } from '../../store/connections.ts'
import { inTransaction } from '../../store/database.ts'
import { writeJournal } from '../../store/journal.ts'
import {
  type MappingEntity,
  mappingByName,
  type StoredMapping,
  saveMapping,
  switchOn as storeSwitchOn,
} from '../../store/mappings.ts'
import type { Engine } from '../engine.ts'
import { checkMapping, entitiesOn, wordsOf } from '../policies.ts'
import { connectorOf } from '../registry.ts'

export const switchOnAsk = z.strictObject({
  /** The mapping file's text. */
  text: z.string().max(1_000_000),
  file: z.string(),
  /** Names of connections. */
  crm: z.string(),
  pm: z.string(),
})
export type SwitchOnAsk = z.input<typeof switchOnAsk>

/** Checks a mapping, stores it and switches it on: both sides are read from the start, then kept the same. */
export async function switchOn(engine: Engine, ask: SwitchOnAsk): Promise<StoredMapping> {
  const { text, file, ...names } = switchOnAsk.parse(ask)
  const checked = checkMapping(text, file, engine.registry)
  if (!checked.ok) throw new Error(checked.problems.map(wordsOf).join('\n'))
  const crm = await connectionFor(engine, checked.policy, 'crm', names.crm)
  const pm = await connectionFor(engine, checked.policy, 'pm', names.pm)
  return inTransaction(engine.pool, async tx => {
    const before = await mappingByName(tx, checked.name)
    const mapping = await saveMapping(tx, { name: checked.name, text, crm: crm.id, pm: pm.id })
    await storeSwitchOn(tx, mapping.id, entitiesOf(checked.policy, { crm, pm }))
    const fromStart = !isSame(before, mapping)
    await restartPulls(tx, crm.id, ['user', ...entitiesOn(checked.policy, 'crm')], fromStart)
    await restartPulls(tx, pm.id, ['user', ...entitiesOn(checked.policy, 'pm')], fromStart)
    for (const one of [crm, pm])
      if (connectorOf(engine.registry, one.connector).webhooks?.subscribe)
        await choresDue(tx, one.id, ['subscribe'])
    await writeJournal(tx, mapping.id, [
      { pair: null, key: null, kind: 'asked', data: { verb: 'switch-on' } },
    ])
    return { ...mapping, state: 'on' }
  })
}

/** Switching on what is on already, unchanged, reads only what is new. */
function isSame(before: StoredMapping | null, mapping: StoredMapping): boolean {
  return (
    before?.state === 'on' &&
    before.text === mapping.text &&
    before.crm === mapping.crm &&
    before.pm === mapping.pm
  )
}

async function connectionFor(
  engine: Engine,
  policy: MappingPolicy,
  side: 'crm' | 'pm',
  name: string,
): Promise<Connection> {
  const connection = await connectionByName(engine.pool, name)
  if (!connection) throw new Error(`There is no connection "${name}".`)
  const wanted = policy.connector[side]
  if (connection.connector !== wanted)
    throw new Error(`The mapping wants ${wanted} as its ${side}, but "${name}" is ${connection.connector}.`)
  return connection
}

function entitiesOf(
  policy: MappingPolicy,
  connections: Readonly<Record<'crm' | 'pm', Connection>>,
): MappingEntity[] {
  return Object.values(policy.pairs).flatMap(pair =>
    sides.map(side => ({
      connection: connections[side].id,
      entity: pair.entity[side],
      side,
      pair: pair.name,
      matchField: pair.match?.[side] ?? null,
    })),
  )
}
