import { expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { type Started, said } from '../support/start-process.ts'
import { edit, fillBoxes, unsettled } from './box.ts'
import type { BoxWork } from './box-worker.ts'
import { names } from './ground.ts'
import { ownProcesses } from './processes.ts'
import { until } from './until.ts'

const { url, pool } = await testDatabase()
const startProcess = ownProcesses()
const rows = names('', 200)
const box = await fillBoxes(pool, rows, 4)
const work: BoxWork = { url, leaseSeconds: 1 }
const start = () => startProcess(new URL('box-worker.ts', import.meta.url), work)

const editsOf = (round: number) =>
  rows.filter(() => Math.random() < 0.3).map(id => [id, `edit ${round}`] as const)
const isInWork = async () =>
  (await pool.query('select from dirty where token is not null limit 1')).rowCount === 1

/** Edits come in all the while; every time keys are in work, a worker dies and another one takes its place. */
async function mayhem(workers: Started[], deaths: number): Promise<void> {
  for (let round = 1; round <= deaths; round++) {
    for (const [id, name] of editsOf(round)) await edit(pool, box, [id], name)
    await until('keys are in work', isInWork)
    const at = Math.floor(Math.random() * workers.length)
    workers[at]?.child.kill('SIGKILL')
    workers[at] = start()
  }
}

test('workers that are killed at random leave nothing undone, do nothing twice, and are replaced within the lease', async () => {
  const workers = [start(), start(), start()]
  await Promise.all(workers.map(one => said(one, 'ready')))
  await mayhem(workers, 5)
  await edit(pool, box, rows, 'the last word')
  await until('all is the same on both sides', async () => (await unsettled(pool)).length === 0)
  const twice = await pool.query(
    'select id, name, count(*)::int as times from box_write group by 1, 2 having count(*) > 1',
  )
  expect(twice.rows).toEqual([])
  expect((await pool.query('select id from box_overlap')).rows).toEqual([])
  expect(workers.map(one => one.complaints())).toEqual(['', '', ''])
})
