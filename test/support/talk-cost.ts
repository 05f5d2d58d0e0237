import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { pino } from 'pino'
import type { Sandbox } from '#spi'
import { readEnvironment } from '../../src/cli/environment.ts'
import { type Side, sides } from '../../src/core/value.ts'
import { doChore } from '../../src/engine/chores.ts'
import { createEngine } from '../../src/engine/create.ts'
import { drainLane } from '../../src/engine/drain.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { loadSandbox } from '../../src/engine/registry.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { mappingOn } from '../../src/engine/verbs/mapping-on.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { connectionReady, saveConnection } from '../../src/store/connections.ts'
import type { Pool } from '../../src/store/database.ts'
import { fold } from '../../src/store/fold.ts'
import { type SandboxSession, sandboxSession } from '../conformance/session.ts'
import { talkPeople } from './talk-people.ts'

export interface TalkAsk {
  readonly databaseUrl: string
  /** The shipped mapping, without `.yaml`, and the connectors it is between. */
  readonly mapping: string
  readonly names: Readonly<Record<Side, string>>
  readonly tasks: number
}

export interface TalkCost {
  /** How many comments have a copy now. */
  readonly carried: number
  /** By side, verb and address, ids left out. */
  readonly calls: Readonly<Record<string, number>>
  close(): Promise<unknown>
}

interface Box {
  readonly name: string
  readonly sandbox: Sandbox
  readonly session: SandboxSession
  readonly connection: number
}

type Boxes = Readonly<Record<Side, Box>>
type Ids = Readonly<Record<Side, readonly string[]>>

/** Five comments on each side, each under a task of its own, in a mapping of so many tasks: what it takes to carry them. */
export async function talkCost({ databaseUrl, mapping, names, tasks }: TalkAsk): Promise<TalkCost> {
  const { config, rewrites } = readEnvironment({ BATON_POLL_SECONDS: '3600' })
  const log = pino({ level: 'silent' })
  const made = await createEngine({ databaseUrl, masterKey: newMasterKey(), rewrites, config, log })
  const { pool } = made
  const boxes = { crm: await boxOf(made, 'crm', names.crm), pm: await boxOf(made, 'pm', names.pm) }
  const sessionOf = (id: number) => sides.map(side => boxes[side]).find(box => box.connection === id)?.session
  const open: Engine['sessions']['open'] = connection => sessionOf(connection.id) ?? boxes.crm.session
  const engine: Engine = { ...made, sessions: { ...made.sessions, open } }
  const ids = {
    crm: people(boxes.crm).addTasks(boxes.crm.sandbox, tasks),
    pm: people(boxes.pm).addTasks(boxes.pm.sandbox, tasks),
  }
  const text = await readFile(new URL(`../../mappings/${mapping}.yaml`, import.meta.url), 'utf8')
  const { id } = await perform(engine, mappingOn, operator(), {
    text,
    file: `${mapping}.yaml`,
    crm: 'crm',
    pm: 'pm',
  })
  await linked(pool, id, ids)
  for (const { sandbox, session } of Object.values(boxes)) {
    sandbox.advance(1800)
    session.asked.length = 0
  }
  tenComments(boxes, ids)
  await settle(engine, id)
  const found = await pool.query(`select from link where pair = 'comments'`)
  return { carried: found.rowCount ?? 0, calls: counted(boxes), close: () => pool.end() }
}

function people({ name }: Pick<Box, 'name'>) {
  const found = talkPeople[name]
  if (!found) throw new Error(`Nobody talks at ${name} yet.`)
  return found
}

/** All tasks are linked, and everything was read: from now on only what is new is asked for. */
async function linked(pool: Pool, mapping: number, ids: Ids): Promise<void> {
  await pool.query(
    `with made as (
       insert into link (mapping, pair, crm_id, pm_id, created_at)
       select $1, 'tasks', crm, pm, '2025-01-01' from unnest($2::text[], $3::text[]) as t(crm, pm) returning id)
     insert into thread (link, side, mark, asked, due_at)
     select id, side, case side when 'pm' then '' end, 0, 'infinity' from made, unnest('{crm,pm}'::text[]) as s(side)`,
    [mapping, ids.crm, ids.pm],
  )
  await pool.query(
    `update chore set done_once = true, done_at = now(), since = now() + interval '25 min', due_at = case when kind = 'pull'
       and entity in ('task', 'note') then now() else 'infinity' end`,
  )
}

async function boxOf(engine: Engine, side: Side, name: string): Promise<Box> {
  const start = Date.now()
  const connector = engine.registry.get(name)
  if (!connector) throw new Error(`there is no connector ${name}`)
  const sandbox = await loadSandbox(name, { now: () => Date.now() })
  const bare = sandboxSession(connector, sandbox, () => start)
  if (name === 'zoho-projects') sandbox.turn('comment-bumps-task', true)
  const { facts, userId, account } = await connector.check(bare)
  const rest = { settings: sandbox.settings, credentials: '', hookSecret: '' }
  const { id } = await saveConnection(engine.pool, { name: side, connector: name, side, ...rest })
  await connectionReady(engine.pool, id, { account, userId, facts })
  return { name, sandbox, session: { ...bare, facts, asked: bare.asked }, connection: id }
}

function tenComments(boxes: Boxes, ids: Ids): void {
  for (let at = 0; at < 5; at += 1) {
    const say = (side: Side, task: string | undefined, words: string) =>
      people(boxes[side]).say(boxes[side].sandbox, task ?? '', words)
    say('crm', ids.crm[at], `The client agrees, part ${at}.`)
    say('pm', ids.pm[at + 5], `Done, part ${at}.`)
  }
}

async function settle(engine: Engine, mapping: number): Promise<void> {
  for (let round = 0; round < 60; round += 1) {
    while (await doChore(engine));
    while ((await fold(engine.pool)) > 0);
    const claimed = await drainLane(engine, { mapping, shard: 0 }, randomUUID())
    await engine.pool.query(
      `update dirty set run_at = now() where token is null and run_at < now() + interval '10 s'`,
    )
    if (claimed === 0) return
  }
  throw new Error('It does not come to rest.')
}

function counted(boxes: Boxes): Record<string, number> {
  const calls: Record<string, number> = {}
  for (const [side, { session }] of Object.entries(boxes))
    for (const { method, url } of session.asked) {
      const path = new URL(url).pathname
        .replace(/\/\d+(?=[./]|$)/g, '/{id}')
        .replace(/[0-9a-f]{17}|\d{6,}/g, '{id}')
      const name = `${side} ${method} ${path}`
      calls[name] = (calls[name] ?? 0) + 1
    }
  return calls
}
