import { z } from 'zod'
import type { MappingPolicy } from '../../core/policy.ts'
import { sides } from '../../core/value.ts'
import { restartPulls } from '../../store/chores.ts'
import { type Connection, connectionByName } from '../../store/connections.ts'
import { inTransaction } from '../../store/database.ts'
import { writeJournal } from '../../store/journal.ts'
import {
  type MappingEntity,
  type StoredMapping,
  saveMapping,
  switchOn as storeSwitchOn,
} from '../../store/mappings.ts'
import type { Engine } from '../engine.ts'
import { checkMapping, entitiesOn, wordsOf } from '../policies.ts'

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
    const mapping = await saveMapping(tx, { name: checked.name, text, crm: crm.id, pm: pm.id })
    await storeSwitchOn(tx, mapping.id, entitiesOf(checked.policy, { crm, pm }))
    await restartPulls(tx, crm.id, ['user', ...entitiesOn(checked.policy, 'crm')])
    await restartPulls(tx, pm.id, ['user', ...entitiesOn(checked.policy, 'pm')])
    await writeJournal(tx, mapping.id, [
      { pair: null, key: null, kind: 'asked', data: { verb: 'switch-on' } },
    ])
    return { ...mapping, state: 'on' }
  })
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
