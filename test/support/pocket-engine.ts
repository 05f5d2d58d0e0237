import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll } from 'vitest'
import { readEnvironment } from '../../src/cli/environment.ts'
import { doChore } from '../../src/engine/chores.ts'
import { createEngine } from '../../src/engine/create.ts'
import { drainLane } from '../../src/engine/drain.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { mappingOn } from '../../src/engine/verbs/mapping-on.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import type { Connector, Entity, FieldSpec, Inside } from '../../src/spi/index.ts'
import { connectionReady, saveConnection } from '../../src/store/connections.ts'
import type { Pool } from '../../src/store/database.ts'
import { fold, readyOverdueLanes } from '../../src/store/fold.ts'
import { freeLane, takeLane } from '../../src/store/lanes.ts'
import { testDatabase } from './database.ts'
import { entity, field } from './mapping-connectors.ts'
import { type Pocket, pocket, pocketConnector } from './pocket.ts'

export interface PocketEngine {
  readonly engine: Engine
  readonly pool: Pool
  readonly crm: Pocket
  readonly pm: Pocket
  readonly mapping: number
  /** Does whatever is due now, and what follows from it. */
  settle(): Promise<void>
  /** Lets time go by, by the only clock there is: the database's. */
  timePasses(seconds: number): Promise<void>
}

const titled = (title: string, spec: FieldSpec): FieldSpec => ({ ...spec, title })
const title = titled('Title', field('text', { required: true }))
const owner = titled('Owner', field('person'))

const company = { name: title, website: titled('Website', field('text')), active: field('flag') }

function comment(parent: string, type: 'text' | 'rich-text', news: Inside['news']): Entity {
  const fields = {
    text: field(type, { required: true, maxLength: 5000 }),
    author: field('person', { writable: false }),
    authorName: field('text', { writable: false }),
    at: field('moment', { writable: false }),
    private: field('flag'),
    files: field('tags', { writable: false }),
    [parent]: field('ref', { entity: parent, required: true }),
  }
  const inside = { entity: parent, field: parent, news, clients: true }
  return { ...entity(fields, { createOnce: false }), inside }
}

/** Two vendors with the least of everything: accounts and clients, deals and projects, tasks. */
function pockets() {
  const crm = pocket({
    account: { ...entity(company), active: 'active' },
    deal: entity({
      title,
      account: field('ref', { entity: 'account' }),
      stage: titled('Stage', field('text')),
    }),
    task: entity({
      title,
      note: titled('The note', field('text')),
      owner,
      deal: field('ref', { entity: 'deal' }),
    }),
    note: comment('task', 'text', 'listed'),
    user: entity({ name: title, email: field('text') }),
  })
  const pm = pocket({
    client: { ...entity(company), active: 'active' },
    project: entity({
      name: { ...title, title: 'Project name' },
      client: { ...field('ref', { entity: 'client' }), title: 'Client' },
    }),
    task: entity({
      title,
      note: titled('Remarks', field('text')),
      owner,
      project: field('ref', { entity: 'project' }),
    }),
    comment: comment('task', 'rich-text', 'marked'),
    user: entity({ name: title, email: field('text') }),
  })
  return { crm, pm }
}

export const pocketMapping = (more = '') => `
version: 1
name: pockets
title: Two pockets
crm: pocket-crm
pm: pocket-pm
accounts: { pair: [account, client], match: name }
deals: { pair: [deal, project], fields: [{ crm: title, pm: name }] }
tasks:
  pair: [task, task]
  inside: deals
  at_link: crm
  fields:
    - { crm: title, pm: title, tie: crm }
    - { crm: note, pm: note, tie: crm }
${more}`

/** An engine between two pockets, with the mapping on and nothing running: a test says when something is done. */
export async function pocketEngine(
  text = pocketMapping(),
  variables: Readonly<Record<string, string>> = {},
): Promise<PocketEngine> {
  const { url, pool } = await testDatabase()
  const { crm, pm } = pockets()
  const { config, rewrites } = readEnvironment({ BATON_POLL_SECONDS: '3600', ...variables })
  const log = pino({ level: 'silent' })
  const made = await createEngine({ databaseUrl: url, masterKey: newMasterKey(), rewrites, config, log })
  afterAll(() => made.pool.end())
  const session = {
    settings: {},
    facts: {},
    send: () => Promise.reject(new Error('a pocket has no network')),
  }
  const connectors = [pocketConnector('crm', crm), pocketConnector('pm', pm)]
  const registry = new Map(connectors.map(one => [one.name, one]))
  const engine: Engine = { ...made, registry, sessions: { ...made.sessions, open: () => session } }
  for (const one of connectors) await connected(pool, one)
  const ask = { text, file: 'pockets.yaml', crm: 'crm', pm: 'pm' }
  const { id } = await perform(engine, mappingOn, operator(), ask)
  const settle = () => settleAll(engine)
  return { engine, pool, crm, pm, mapping: id, settle, timePasses: seconds => timePasses(pool, seconds) }
}

async function connected(pool: Pool, { side, name }: Connector): Promise<void> {
  const rest = { settings: {}, credentials: '', hookSecret: '' }
  const { id } = await saveConnection(pool, { name: side, connector: name, side, ...rest })
  await connectionReady(pool, id, { account: side, userId: 'us', facts: {} })
}

async function settleAll(engine: Engine): Promise<void> {
  for (let round = 0; round < 50; round++) {
    while (await doChore(engine));
    while ((await fold(engine.pool)) > 0);
    if (!(await serve(engine)) && !(await hurried(engine.pool))) return
  }
  throw new Error('It does not come to rest.')
}

/** Makes due what rests for less than a second: it waits for a list that has been read by now. Answers whether any did. */
async function hurried(pool: Pool): Promise<boolean> {
  const soon = await pool.query(
    `update dirty set run_at = now() where token is null and run_at > now() and run_at < now() + interval '1 s'`,
  )
  return (soon.rowCount ?? 0) > 0
}

/** One turn in the mapping's lane; a mapping that stopped keeps what is due. */
async function serve(engine: Engine): Promise<boolean> {
  const owner = randomUUID()
  await readyOverdueLanes(engine.pool)
  const lane = await takeLane(engine.pool, owner, 30)
  if (!lane) return false
  const claimed = await drainLane(engine, lane, owner)
  await freeLane(engine.pool, lane, owner)
  return claimed > 0
}

async function timePasses(pool: Pool, seconds: number): Promise<void> {
  const back = `- ${seconds} * interval '1 s'`
  await pool.query(`update dirty set run_at = run_at ${back}, dirty_at = dirty_at ${back}`)
  await pool.query(`update chore set due_at = due_at ${back}, done_at = done_at ${back}`)
  await pool.query(`update thread set due_at = due_at ${back}`)
  await pool.query(`update wish set at = at ${back}, missing_since = missing_since ${back}`)
  await pool.query(
    `update link set crm_missing_since = crm_missing_since ${back}, pm_missing_since = pm_missing_since ${back},
       verified_at = verified_at ${back}`,
  )
}
