import { once } from 'node:events'
import type { Side } from '../../src/core/value.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { mappingOn } from '../../src/engine/verbs/mapping-on.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { connectionReady, saveConnection } from '../../src/store/connections.ts'
import { startProcess } from '../support/start-process.ts'
import type { BenchRun } from './bench.ts'
import { type Access, benchEngine, type EngineAsk } from './bench-engine.ts'
import { type Amounts, hookSecret } from './vendor-rows.ts'

/** The real engine over HTTP between two vendors that answer at once, with everything linked and nothing running. */
export interface World {
  readonly engine: Engine
  /** What a node in a process of its own is made with. */
  readonly access: Access
  readonly databaseUrl: string
  readonly mapping: number
  readonly connections: Readonly<Record<Side, number>>
  readonly vendorUrl: string
  /** What the vendors were called since this was asked last, by side and verb. */
  calls(): Promise<Readonly<Record<string, number>>>
  /** When each write came to the project tool since the first, in ms, and how many it refused. */
  writes(): Promise<{ readonly at: readonly number[]; readonly refused: number }>
  /** One more node on the same database. */
  node(): Promise<Engine>
  /** Somebody edits the tasks with these numbers; nobody is told. */
  edit(side: Side, from: number, count: number, note: string): Promise<void>
}

export interface WorldAsk extends EngineAsk {
  readonly amounts: Amounts
  /** How long a vendor takes for a call, in ms. */
  readonly callMs?: number
  /** False: the vendors are full and nothing is linked. */
  readonly areLinked?: boolean
  /** False: connected, and no mapping is there yet. */
  readonly isMapped?: boolean
}

export const mappingText = `
version: 1
name: bench
title: Bench
crm: bench-crm
pm: bench-pm
brake: { overwrites: 1000000 }
accounts: { pair: [account, client], match: { crm: name, pm: name, also: [website, phone, city] } }
deals: { pair: [deal, project], fields: [{ crm: name, pm: name }] }
tasks:
  pair: [task, task]
  inside: deals
  at_link: crm
  fields:
    - { crm: title, pm: title, tie: crm }
    - { crm: note, pm: note, tie: crm }
    - { crm: due, pm: due, tie: crm }
`

export async function openWorld(run: BenchRun, ask: WorldAsk): Promise<World> {
  const databaseUrl = await run.database()
  const vendorUrl = await vendorsOf(run, ask)
  const masterKey = newMasterKey()
  const access = { databaseUrl, vendorUrl, masterKey }
  const node = () => nodeOf(run, access, ask)
  const engine = await node()
  const connections = { crm: await connected(engine, 'crm'), pm: await connected(engine, 'pm') }
  const mapping = ask.isMapped === false ? 0 : await mapped(engine)
  if (mapping !== 0 && (ask.areLinked ?? true)) await fillLinks(engine, mapping, ask.amounts)
  const post = (path: string, json: unknown) =>
    fetch(`${vendorUrl}${path}`, { method: 'POST', body: JSON.stringify(json) })
  return {
    engine,
    access,
    databaseUrl,
    mapping,
    connections,
    vendorUrl,
    node,
    writes: async () => (await (await post('/writes', {})).json()) as Awaited<ReturnType<World['writes']>>,
    calls: async () => (await (await post('/calls', {})).json()) as Record<string, number>,
    edit: async (side, from, count, note) => {
      const ids = Array.from({ length: count }, (_, at) => String(from + at))
      await post(`/${side}/edit`, { entity: 'task', ids, fields: { note } })
    },
  }
}

async function mapped(engine: Engine): Promise<number> {
  const asked = { text: mappingText, file: 'bench.yaml', crm: 'crm', pm: 'pm' }
  return (await perform(engine, mappingOn, operator(), asked)).id
}

async function vendorsOf(
  run: BenchRun,
  { amounts, callMs = 0, writesAllowed: most }: WorldAsk,
): Promise<string> {
  const file = new URL('./vendor-process.ts', import.meta.url)
  const writesAllowed = most && { calls: most.calls, perMs: most.perSeconds * 1000 }
  const started = startProcess(file, { amounts, callMs, writesAllowed })
  run.finally(() => {
    started.child.kill()
    return started.ended
  })
  const died = started.ended.then(() => Promise.reject(new Error(started.complaints())))
  const [url] = await Promise.race([once(started.child, 'message'), died])
  died.catch(() => {})
  return String(url)
}

async function nodeOf(run: BenchRun, access: Access, ask: WorldAsk): Promise<Engine> {
  const { engine, close } = await benchEngine(access, ask)
  run.finally(close)
  return engine
}

async function connected({ pool, vault }: Engine, side: Side): Promise<number> {
  const sealed = { credentials: await vault.seal({ key: 'bench' }), hookSecret: await vault.seal(hookSecret) }
  const asked = { name: side, connector: `bench-${side}`, side, settings: {}, ...sealed }
  const { id } = await saveConnection(pool, asked)
  await connectionReady(pool, id, { account: side, userId: 'us', facts: {} })
  return id
}

/** Links as a finished first sync leaves them; what comes round by the clock is put off. */
async function fillLinks(
  { pool }: Engine,
  mapping: number,
  { accounts, deals, tasks }: Amounts,
): Promise<void> {
  const rest = `update chore set due_at = 'infinity', done_once = true`
  await pool.query(rest)
  const of = (pair: string, base: string, parent: string, count: number) =>
    pool.query(
      `insert into link (mapping, pair, crm_id, pm_id, crm_base, pm_base, crm_parent, pm_parent, verified_at)
       select $1, '${pair}', i::text, i::text, base, base, parent, parent, now()
       from (select i, ${base} as base, ${parent} as parent from generate_series(1, $2::int) i) as made`,
      [mapping, count],
    )
  const above = (count: number) => `(1 + (i - 1) % ${count})::text`
  await of('accounts', `jsonb_build_object('name', 'Company ' || i)`, 'null::text', accounts)
  await of('deals', `jsonb_build_object('name', 'Project ' || i)`, above(accounts), deals)
  const task = `jsonb_build_object('title', 'Task ' || i, 'note', 'As it was.', 'due', '2026-06-01')`
  await of('tasks', task, above(deals), tasks)
  await pool.query('vacuum analyze link')
}
