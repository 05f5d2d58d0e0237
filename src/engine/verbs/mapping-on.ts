import { z } from 'zod'
import { type MappingPolicy, pairNames } from '../../core/policy.ts'
import { type Side, sides } from '../../core/value.ts'
import { loadMapping } from '../../mapping/load.ts'
import { choresDue, restartPulls, talliesDue } from '../../store/chores.ts'
import type { Connection } from '../../store/connections.ts'
import type { Db } from '../../store/database.ts'
import { closeHoldsBut } from '../../store/holds.ts'
import { keepVersion } from '../../store/mapping-versions.ts'
import {
  type MappingEntity,
  mappingByName,
  type StoredMapping,
  saveMapping,
  switchOn,
} from '../../store/mappings.ts'
import { scheduleSweeps } from '../../store/sweeps.ts'
import type { Engine } from '../engine.ts'
import { checkForAccounts, entitiesOn, pulledOn, wordsOf } from '../policies.ts'
import { connectorOf } from '../registry.ts'
import { setUpNotes } from '../set-up-notes.ts'
import { connectionNamed } from './asked-for.ts'
import { mustStayThere } from './must-stay-there.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Checks a mapping, stores it and switches it on: both sides are read from the start, then kept the same. */
export const mappingOn = defineVerb({
  name: 'mapping.on',
  title: 'Switch a mapping on',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({
    /** The mapping file's text. */
    text: z.string().max(1_000_000),
    file: z.string(),
    /** Names of connections. */
    crm: z.string(),
    pm: z.string(),
  }),
  answer: z.strictObject({
    id: z.int(),
    name: z.string(),
    state: z.literal('on'),
    /** What these accounts cannot do for it, in words. */
    notes: z.array(z.string()),
  }),
  unjournalled: ['text'],
  async act({ engine, tx, actor, concerns }, { text, file, ...names }) {
    const loaded = loadMapping(text, file)
    if (!loaded.ok) throw new VerbError('verb/bad-input', loaded.problems.map(wordsOf).join('\n'))
    const crm = await connectionFor(tx, loaded.mapping, 'crm', names.crm)
    const pm = await connectionFor(tx, loaded.mapping, 'pm', names.pm)
    const checked = await checkForAccounts({ ...engine, pool: tx }, text, file, { crm, pm })
    if (!checked.ok) throw new VerbError('verb/bad-input', checked.problems.map(wordsOf).join('\n'))
    const { policy, name } = checked
    const before = await mappingByName(tx, name)
    await mustStayThere(tx, before, { crm, pm })
    const mapping = await saveMapping(tx, { name, text, crm: crm.id, pm: pm.id })
    await keepVersion(tx, mapping.id, text, actor.name)
    concerns({ mapping: mapping.id })
    await switchOn(tx, mapping.id, entitiesOf(policy, { crm, pm }))
    await closeHoldsBut(
      tx,
      mapping.id,
      pairNames.filter(pair => policy.pairs[pair]),
    )
    const fromStart = !isSame(before, mapping)
    for (const side of sides) await readFrom(engine, tx, policy, { crm, pm }[side], fromStart)
    await subscribeSoon(engine, tx, [crm, pm])
    if (policy.pairs.deals?.tallies) await talliesDue(tx, pm.id, policy.pairs.deals.entity.pm)
    const noted = (connection: Connection) => ({
      connection,
      connector: connectorOf(engine.registry, connection.connector),
    })
    const notes = [...setUpNotes(policy, { crm: noted(crm), pm: noted(pm) })]
    return { id: mapping.id, name, state: 'on' as const, notes }
  },
})

/** Everything is read, from the start where something is new to the mapping, and compared now and then. */
async function readFrom(
  { registry, config }: Engine,
  tx: Db,
  policy: MappingPolicy,
  { id, side, connector }: Connection,
  fromStart: boolean,
): Promise<void> {
  const pulled = pulledOn(policy, side, connectorOf(registry, connector))
  await restartPulls(tx, id, ['user', ...pulled], fromStart)
  await scheduleSweeps(tx, id, entitiesOn(policy, side), config.sweepSeconds)
  if (policy.pairs.comments) await choresDue(tx, id, ['threads'])
}

async function subscribeSoon(
  { registry }: Engine,
  tx: Db,
  connections: readonly Connection[],
): Promise<void> {
  for (const { id, connector } of connections)
    if (connectorOf(registry, connector).webhooks?.subscribe) await choresDue(tx, id, ['subscribe'])
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

/** The connection of that name, if it is one to the vendor that the mapping wants. */
export async function connectionFor(
  tx: Db,
  mapping: Readonly<Record<Side, string>>,
  side: Side,
  name: string,
): Promise<Connection> {
  const connection = await connectionNamed(tx, name)
  const wanted = mapping[side]
  if (connection.connector === wanted) return connection
  const is = `"${name}" is ${connection.connector}`
  throw new VerbError('verb/conflict', `The mapping wants ${wanted} as its ${side}, but ${is}.`)
}

function entitiesOf(policy: MappingPolicy, connections: Readonly<Record<Side, Connection>>): MappingEntity[] {
  return Object.values(policy.pairs).flatMap(pair =>
    sides.map(side => ({
      connection: connections[side].id,
      entity: pair.entity[side],
      side,
      pair: pair.name,
      recognition: pair.match?.[side] ?? null,
    })),
  )
}
