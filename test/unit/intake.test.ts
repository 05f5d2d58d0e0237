import { beforeAll, expect, test, vi } from 'vitest'
import type { Engine } from '../../src/engine/engine.ts'
import { openIntake, type TakeDelivery } from '../../src/engine/intake.ts'
import { connectionsConnect } from '../../src/engine/verbs/connections-connect.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { dumpTables } from '../support/dump.ts'
import { testEngine } from '../support/engine.ts'

let engine: Engine
let takeDelivery: TakeDelivery
const secret = 'a-secret-of-the-webhook'

beforeAll(async () => {
  ;({ engine } = await testEngine())
  takeDelivery = openIntake(engine)
  await perform(engine, connectionsConnect, operator(), {
    name: 'projects',
    connector: 'zoho-projects',
    settings: { dc: 'eu', portal: '60000001', user: 'ada@example.test' },
    credentials: { clientId: 'id', clientSecret: 'secret', refreshToken: 'refresh' },
    hookSecret: secret,
  })
})

function deliver(body: string, k = secret, to = 'projects') {
  return takeDelivery(to, { headers: {}, query: { k }, body: new TextEncoder().encode(body) })
}

/** What a delivery did: the rows that were not there before, by table. */
async function newRows(work: () => Promise<unknown>) {
  const before = await dumpTables(engine.pool)
  await work()
  const after = await dumpTables(engine.pool)
  return Object.entries(after).flatMap(([table, rows]) =>
    rows.filter(row => before[table]?.includes(row) !== true).map(row => ({ table, row })),
  )
}

test('a delivery only says where to look, whatever else it claims [I5]', async () => {
  const claims = 'type=task&taskId=7&projectId=6&name=Renamed&status=deleted&end_date=2031-01-31'
  const rows = await newRows(async () => expect(await deliver(claims)).toBe('taken'))
  expect(rows.map(({ table }) => table)).toEqual(['signal'])
  expect(rows[0]?.row).toContain('task,6/7')
  expect(rows[0]?.row).not.toMatch(/Renamed|deleted|2031/)
})

test.each([
  ['without the secret', 'type=task&taskId=7&projectId=6', '', 'projects', 'not-verified'],
  [
    'with another secret',
    'type=task&taskId=7&projectId=6',
    'a-secret-of-somebody',
    'projects',
    'not-verified',
  ],
  ['for a connection that is not there', 'type=task&taskId=7&projectId=6', secret, 'nobody', 'unknown'],
  ['that cannot be read', '{"type":', secret, 'projects', 'not-readable'],
])('a delivery %s leaves no trace [I5]', async (_what, body, k, to, intake) => {
  const rows = await newRows(async () => expect(await deliver(body, k, to)).toBe(intake))
  expect(rows).toEqual([])
})

test('deliveries that come at once are looked up and stored together', async () => {
  const asked = vi.spyOn(engine.pool, 'query')
  const ids = Array.from({ length: 30 }, (_, at) => `${at}`)
  const taken = await Promise.all(ids.map(id => deliver(`type=task&taskId=${id}&projectId=77`)))
  expect(new Set(taken)).toEqual(new Set(['taken']))
  expect(asked.mock.calls.length).toBeLessThanOrEqual(6)
  asked.mockRestore()
  const stored = await engine.pool.query(`select from signal where row_id like '77/%'`)
  expect(stored.rowCount).toBe(30)
})
