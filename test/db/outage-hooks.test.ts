import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { readEnvironment } from '../../src/cli/environment.ts'
import { createEngine } from '../../src/engine/create.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import type { Connector } from '../../src/spi/index.ts'
import { connectionReady, saveConnection } from '../../src/store/connections.ts'
import { migrate } from '../../src/store/migrate.ts'
import { webApp } from '../../src/web/app.ts'
import { listen } from '../../src/web/listen.ts'
import { connector, entity, field } from '../support/mapping-connectors.ts'
import { ownServer } from './own-server.ts'
import { until } from './until.ts'

const server = await ownServer()
await migrate(server.url)
const { config, rewrites } = readEnvironment({})
const log = pino({ level: 'silent' })
const made = await createEngine({
  databaseUrl: server.url,
  masterKey: newMasterKey(),
  rewrites,
  config,
  log,
})
/** A vendor whose webhooks say nothing but an id. */
const vendor: Connector = {
  ...connector('crm', 'bell', { task: entity({ title: field('text') }) }),
  webhooks: {
    verify: () => true,
    parse: ({ body }) => [{ entity: 'task', id: new TextDecoder().decode(body) }],
  },
}
const engine = { ...made, registry: new Map([[vendor.name, vendor]]) }
const sealed = await engine.vault.seal('a secret')
const { id } = await saveConnection(engine.pool, {
  name: 'bell',
  connector: 'bell',
  side: 'crm',
  settings: {},
  credentials: sealed,
  hookSecret: sealed,
})
await connectionReady(engine.pool, id, { account: 'bell', userId: 'us', facts: {} })
const door = await listen(webApp(engine), 0, '127.0.0.1')
afterAll(async () => {
  await door.close()
  await engine.pool.end()
})

const answers = new Map<string, number>()
async function ring(name: string): Promise<number> {
  const { status } = await fetch(`${door.url}/hooks/bell`, { method: 'POST', body: name })
  answers.set(name, status)
  return status
}

test('while the database is away nothing is lost that was accepted, and what cannot be stored is to be sent again', async () => {
  let rings = 0
  let isOver = false
  const ringing = Array.from({ length: 4 }, async () => {
    while (!isOver) await ring(`t${rings++}`)
  })
  const heard = (status: number) => [...answers.values()].filter(one => one === status).length
  await until('some were taken', async () => heard(200) > 20)
  await server.stop()
  await until('some were sent back', async () => heard(503) > 20)
  const before = heard(200)
  await server.start()
  await until('they are taken again', async () => heard(200) > before + 20)
  isOver = true
  await Promise.all(ringing)
  expect([...new Set(answers.values())].sort()).toEqual([200, 503])
  const kept = await engine.pool.query<{ row_id: string }>('select distinct row_id from signal')
  const stored = new Set(kept.rows.map(row => row.row_id))
  const accepted = [...answers].filter(([, status]) => status === 200).map(([name]) => name)
  expect(accepted.filter(name => !stored.has(name))).toEqual([])
})
