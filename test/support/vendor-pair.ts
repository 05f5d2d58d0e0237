import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll } from 'vitest'
import { readEnvironment } from '../../src/cli/environment.ts'
import type { Fields, Side } from '../../src/core/value.ts'
import { sides } from '../../src/core/value.ts'
import { doChore } from '../../src/engine/chores.ts'
import { createEngine } from '../../src/engine/create.ts'
import { drainLane } from '../../src/engine/drain.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { mappingOn } from '../../src/engine/verbs/mapping-on.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { connectionReady, saveConnection } from '../../src/store/connections.ts'
import { fold } from '../../src/store/fold.ts'
import { prio, signalRows } from '../../src/store/signals.ts'
import { testDatabase } from './database.ts'
import { fakes } from './mapping-connectors.ts'
import { type MemoryVendor, memoryVendor } from './memory-vendor.ts'

/** Baton between two vendors in memory: the real engine, a real database, no network. */
export interface VendorPair extends Readonly<Record<Side, MemoryVendor>> {
  readonly engine: Engine
  readonly mapping: number
  /** Somebody edits a row, and a webhook tells of it. */
  edit(side: Side, entity: string, id: string, fields: Fields): Promise<void>
  /** Works until nothing is due; what rests for some seconds only is not waited for. */
  settle(): Promise<void>
}

/** How the text of a mapping between the two begins. */
export const boxHead = `
version: 1
name: box
title: Box
crm: zoho-crm
pm: zoho-projects
`

/** Accounts that are matched by their names, and deals that become projects. */
export const dealsHead = `${boxHead}accounts: { pair: [account, client], match: name }
deals:
  pair: [deal, project]
  needs: accounts
  fields: [{ crm: title, pm: name, flow: to-pm }]
`

/** Both vendors as `before` leaves them, and the mapping switched on; `there`: vendors that somebody else uses, too. */
export async function vendorPair(
  text: string,
  before: (pair: Readonly<Record<Side, MemoryVendor>>) => void = () => {},
  there: Partial<Record<Side, MemoryVendor>> = {},
): Promise<VendorPair> {
  const { url, pool } = await testDatabase()
  const vendors = { crm: memoryVendor('crm', fakes.crm), pm: memoryVendor('pm', fakes.pm), ...there }
  const registry = new Map(sides.map(side => [vendors[side].connector.name, vendors[side].connector]))
  const { config, rewrites } = readEnvironment({})
  const log = pino({ level: 'silent' })
  const made = await createEngine({ databaseUrl: url, masterKey: newMasterKey(), rewrites, config, log })
  afterAll(() => made.pool.end())
  const session = { settings: {}, facts: {}, send: () => Promise.reject(new Error('there is no network')) }
  const engine: Engine = { ...made, registry, sessions: { ...made.sessions, open: () => session } }
  const connections = { crm: await connected(engine, 'crm'), pm: await connected(engine, 'pm') }
  before(vendors)
  const { id } = await perform(engine, mappingOn, operator(), {
    text,
    file: 'box.yaml',
    crm: 'crm',
    pm: 'pm',
  })
  const pair: VendorPair = {
    ...vendors,
    engine,
    mapping: id,
    edit: async (side, entity, row, fields) => {
      vendors[side].put(entity, row, fields)
      await signalRows(pool, [{ connection: connections[side], entity, id: row }], prio.edit)
    },
    settle: () => settle(engine, id),
  }
  await pair.settle()
  return pair
}

async function connected(engine: Engine, side: Side): Promise<number> {
  const { name } = fakes[side]
  const asked = { name: side, connector: name, side, settings: {}, credentials: '', hookSecret: '' }
  const { id } = await saveConnection(engine.pool, asked)
  await connectionReady(engine.pool, id, { account: side, userId: 'us', facts: {} })
  return id
}

const mostRounds = 60

async function settle(engine: Engine, mapping: number): Promise<void> {
  for (let round = 0; round < mostRounds; round++) {
    while (await doChore(engine));
    while ((await fold(engine.pool)) > 0);
    const claimed = await drainLane(engine, { mapping, shard: 0 }, randomUUID())
    if (claimed === 0 && !(await hurried(engine))) return
  }
  throw new Error('It does not come to rest.')
}

/** Makes due what rests for a few seconds only; answers whether there is anything to do. */
async function hurried(engine: Engine): Promise<boolean> {
  const due = await engine.pool.query(
    `with soon as (update dirty set run_at = now() where token is null and run_at < now() + interval '10 s' returning 1)
     select 1 from soon union all select 1 from signal union all select 1 from chore where due_at <= now()`,
  )
  return (due.rowCount ?? 0) > 0
}
