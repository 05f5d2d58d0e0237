import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { type RunningSandbox, runSandbox } from '../../src/cli/sandbox.ts'
import { doChore } from '../../src/engine/chores.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { connectionsConnect } from '../../src/engine/verbs/connections-connect.ts'
import { mappingOn } from '../../src/engine/verbs/mapping-on.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { connectionByName } from '../../src/store/connections.ts'
import { webApp } from '../../src/web/app.ts'
import { type Listening, listen } from '../../src/web/listen.ts'
import { testEngine } from '../support/engine.ts'

let engine: Engine
let crm: RunningSandbox
let door: Listening

/** A node that has connected a CRM which makes up the secrets of its webhooks, and has them made. */
beforeAll(async () => {
  crm = await runSandbox('espocrm')
  const pm = await runSandbox('redmine')
  const { engine: made } = await testEngine({ BATON_HOSTS: `${crm.hosts},${pm.hosts}` })
  const waiting: { app?: ReturnType<typeof webApp> } = {}
  door = await listen((request, response) => waiting.app?.(request, response), 0, '127.0.0.1')
  engine = { ...made, config: { ...made.config, publicUrl: door.url } }
  waiting.app = webApp(engine)
  for (const [name, { sandbox }] of Object.entries({ crm, pm })) {
    const { settings, credentials } = sandbox
    await perform(engine, connectionsConnect, operator(), {
      name,
      connector: sandbox.name,
      settings,
      credentials,
    })
  }
  await chores()
  const text = readFileSync(new URL('../../mappings/espocrm-redmine.yaml', import.meta.url), 'utf8')
  await perform(engine, mappingOn, operator(), { text, file: 'espocrm-redmine.yaml', crm: 'crm', pm: 'pm' })
  await chores()
  return async () => {
    await Promise.all([crm, pm, door].map(one => one.close()))
  }
})

async function chores(): Promise<void> {
  while (await doChore(engine));
}

async function signals(): Promise<readonly string[]> {
  const found = await engine.pool.query<{ told: string }>(
    "select entity || ' ' || row_id as told from signal",
  )
  return found.rows.map(row => row.told)
}

function addTask(): string {
  const fields = { name: 'Kick-off', assignedUserId: '6a00000000000a001' }
  return String(crm.sandbox.person({ as: 'Ada Sync', does: 'add', module: 'Task', fields }).id)
}

describe('webhooks whose keys the vendor made up', () => {
  test('are made, and their keys are kept', async () => {
    expect(crm.sandbox.state().Webhook).toHaveLength(9)
    const connection = await connectionByName(engine.pool, 'crm')
    const kept = JSON.parse(await engine.vault.open<string>(connection?.hookSecret ?? ''))
    const keys = crm.sandbox.state().Webhook?.map(({ id, secretKey }) => [id, secretKey])
    expect(kept).toEqual(Object.fromEntries(keys ?? []))
  })

  test('are known by them when they come', async () => {
    const id = addTask()
    crm.carry()
    await vi.waitFor(async () => expect(await signals()).toContain(`task ${id}`))
  })

  test.each([
    ['a wrong signature is', '/hooks/crm?event=Task.update', '[{"id":"1"}]', 401],
    ['an unknown connection is', '/hooks/crn?event=Task.update', '[{"id":"1"}]', 404],
  ])('%s refused in a way that makes EspoCRM send it again', async (_, path, body, status) => {
    const headers = { signature: Buffer.from('x:00').toString('base64') }
    expect((await fetch(`${door.url}${path}`, { method: 'POST', headers, body })).status).toBe(status)
  })

  test('what cannot be stored just now is answered with 503, never with 429, 410 or 502', async () => {
    addTask()
    const [delivery] = crm.sandbox.takeDeliveries()
    const away = { ...engine, pool: Object.assign(Object.create(engine.pool), { query: outage }) }
    const dark = await listen(webApp(away), 0, '127.0.0.1')
    const url = `${dark.url}${new URL(delivery?.url ?? '').pathname}`
    const answers = Array.from({ length: 300 }, () =>
      fetch(url, { method: 'POST', body: delivery?.body ?? '' }),
    )
    const statuses = new Set((await Promise.all(answers)).map(answer => answer.status))
    await dark.close()
    expect([...statuses]).toEqual([503])
  })
})

function outage(): Promise<never> {
  return Promise.reject(new Error('the database is away'))
}
