import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
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
import { testDatabase } from '../support/database.ts'

/** `BATON_COST_TASKS=10000` counts for a mapping of that size; what it costs must not depend on it. */
const tasks = Number(process.env.BATON_COST_TASKS ?? 40)
const names = { crm: 'zoho-crm', pm: 'zoho-projects' } as const
const start = Date.now()

interface Box {
  readonly sandbox: Sandbox
  readonly session: SandboxSession
  readonly connection: number
}

test('ten comments in a mapping of many tasks cost a handful of calls each, however many tasks there are', async () => {
  const { url, pool } = await testDatabase()
  const { config, rewrites } = readEnvironment({ BATON_POLL_SECONDS: '3600' })
  const log = pino({ level: 'silent' })
  const made = await createEngine({ databaseUrl: url, masterKey: newMasterKey(), rewrites, config, log })
  afterAll(() => made.pool.end())
  const boxes = { crm: await boxOf(made, 'crm'), pm: await boxOf(made, 'pm') }
  const sessionOf = (id: number) => sides.map(side => boxes[side]).find(box => box.connection === id)?.session
  const open: Engine['sessions']['open'] = connection => sessionOf(connection.id) ?? boxes.crm.session
  const engine: Engine = { ...made, sessions: { ...made.sessions, open } }
  const ids = { crm: crmTasks(boxes.crm.sandbox), pm: pmTasks(boxes.pm.sandbox) }
  const text = await readFile(new URL('../../mappings/zoho.yaml', import.meta.url), 'utf8')
  const asked = { text, file: 'zoho.yaml', crm: 'crm', pm: 'pm' }
  const { id: mapping } = await perform(engine, mappingOn, operator(), asked)
  await pool.query(
    `with made as (
       insert into link (mapping, pair, crm_id, pm_id, created_at)
       select $1, 'tasks', crm, pm, '2025-01-01' from unnest($2::text[], $3::text[]) as t(crm, pm) returning id)
     insert into thread (link, side, mark, asked, due_at)
     select id, side, case side when 'pm' then '' end, 0, 'infinity' from made, unnest('{crm,pm}'::text[]) as s(side)`,
    [mapping, ids.crm, ids.pm],
  )
  await everythingWasRead(pool)
  for (const { sandbox, session } of Object.values(boxes)) {
    sandbox.advance(1800)
    session.asked.length = 0
  }
  tenComments(boxes, ids)
  await settle(engine, mapping)
  const calls = counted(boxes)
  const linked = await pool.query(`select from link where pair = 'comments'`)
  expect(linked.rowCount).toBe(10)
  const aboutComments = Object.entries(calls).filter(([name]) => /notes|comments/i.test(name))
  const count = aboutComments.reduce((sum, [, each]) => sum + each, 0)
  expect(count, JSON.stringify(calls)).toBeLessThanOrEqual(45)
  expect(calls['pm GET /api/v3/portal/{id}/tasks']).toBe(1)
}, 600_000)

/** From now on only what is new is asked for. */
async function everythingWasRead(pool: Pool): Promise<void> {
  await pool.query(
    `update chore set done_once = true, done_at = now(), since = now() + interval '25 min', due_at = case when kind = 'pull'
       and entity in ('task', 'note') then now() else 'infinity' end`,
  )
}

async function boxOf(engine: Engine, side: Side): Promise<Box> {
  const connector = engine.registry.get(names[side])
  if (!connector) throw new Error(`there is no connector ${names[side]}`)
  const sandbox = await loadSandbox(connector.name, { now: () => Date.now() })
  const bare = sandboxSession(connector, sandbox, () => start)
  if (side === 'pm') sandbox.turn('comment-bumps-task', true)
  const { facts, userId, account } = await connector.check(bare)
  const rest = { settings: sandbox.settings, credentials: '', hookSecret: '' }
  const { id } = await saveConnection(engine.pool, { name: side, connector: connector.name, side, ...rest })
  await connectionReady(engine.pool, id, { account, userId, facts })
  return { sandbox, session: { ...bare, facts, asked: bare.asked }, connection: id }
}

function crmTasks(sandbox: Sandbox): string[] {
  const add = (module: string, fields: object) =>
    String(sandbox.person({ as: 'Bo Sales', does: 'add', module, fields: { ...fields } }).id)
  return Array.from({ length: tasks }, (_, at) => add('Tasks', { Subject: `Task ${at}` }))
}

function pmTasks(sandbox: Sandbox): string[] {
  const add = (module: string, fields: object) =>
    String(sandbox.person({ as: 'Cy Delivery', does: 'add', module, fields: { ...fields } }).id)
  const project = add('Projects', { name: 'Roll-out' })
  return Array.from(
    { length: tasks },
    (_, at) => `${project}/${add('Tasks', { name: `Task ${at}`, project: { id: project } })}`,
  )
}

/** Five on each side, each under a task of its own. */
function tenComments({ crm, pm }: Readonly<Record<Side, Box>>, ids: Readonly<Record<Side, string[]>>): void {
  for (let at = 0; at < 5; at += 1) {
    const Parent_Id = { id: ids.crm[at], module: { api_name: 'Tasks' } }
    const Note_Content = `The client agrees, part ${at}.`
    crm.sandbox.person({ as: 'Bo Sales', does: 'add', module: 'Notes', fields: { Note_Content, Parent_Id } })
    const task = { id: ids.pm[at + 5]?.split('/')[1] }
    const comment = `<p>Done, part ${at}.</p>`
    pm.sandbox.person({ as: 'Cy Delivery', does: 'add', module: 'Comments', fields: { comment, task } })
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

/** By verb and address, ids left out. */
function counted({ crm, pm }: Readonly<Record<Side, Box>>): Record<string, number> {
  const calls: Record<string, number> = {}
  for (const [side, { session }] of Object.entries({ crm, pm }))
    for (const { method, url } of session.asked) {
      const path = new URL(url).pathname.replace(/\d{6,}/g, '{id}')
      const name = `${side} ${method} ${path}`
      calls[name] = (calls[name] ?? 0) + 1
    }
  return calls
}
