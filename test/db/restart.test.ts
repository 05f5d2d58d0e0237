import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { type Started, said } from '../support/start-process.ts'
import { edit, fillBoxes, unsettled } from './box.ts'
import { names } from './ground.ts'
import { ownServer } from './own-server.ts'
import { ownProcesses } from './processes.ts'
import { until } from './until.ts'

const server = await ownServer()
await migrate(server.url)
const pool = openDatabase(server.url)
afterAll(() => pool.end())
const startProcess = ownProcesses()

const rows = names('r', 40)
const box = await fillBoxes(pool, rows)
/** So long that whoever waits for a lease to run out waits in vain. */
const leaseSeconds = 120
const asking = 'r7'
const start = () =>
  startProcess(new URL('box-worker.ts', import.meta.url), { url: server.url, leaseSeconds, asking })
const settled = () => until('all is settled', async () => (await unsettled(pool)).length === 0)
/** Whoever ends while it holds a lane keeps the others out of it until its lease ends. */
const lanesFree = () =>
  until(
    'no lane is held',
    async () => (await pool.query('select from lane where owner is not null')).rowCount === 0,
  )
const isAlive = ({ child, complaints }: Started) =>
  child.exitCode === null && child.signalCode === null && complaints() === ''

/** Edits all rows; when a worker has them in hand, something happens, and then it goes on. */
async function editAll(workers: readonly Started[], name: string, happens: () => Promise<unknown>) {
  for (const { child } of workers) child.removeAllListeners('message')
  const inHand = Promise.race(workers.map(one => said(one, 'in hand')))
  await edit(pool, box, rows, name)
  await inHand
  await happens()
  // Whoever asks again, having begun anew, need not wait.
  for (const { child } of workers) {
    child.on('message', message => message === 'in hand' && child.send('go on'))
    child.send('go on')
  }
}

/** Ends all connections to the database but the one that asks. */
const cutAll = () =>
  pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename is not null',
  )

test('workers outlive a restart of the database with keys in hand, and go on where they were', async () => {
  const workers = [start(), start()]
  await Promise.all(workers.map(one => said(one, 'ready')))
  await editAll(workers, 'before', () => server.stop())
  await server.start()
  await settled()
  await editAll(workers, 'after', () => Promise.resolve())
  await settled()
  expect(workers.map(isAlive)).toEqual([true, true])
  await lanesFree()
  for (const { child } of workers) child.kill('SIGKILL')
})

test('connections that are cut again and again lose nothing and hold up nothing', async () => {
  const worker = start()
  await said(worker, 'ready')
  for (const round of names('round ', 5)) {
    await editAll([worker], round, cutAll)
    await settled()
  }
  expect(isAlive(worker)).toBe(true)
})
