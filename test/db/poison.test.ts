import { expect, test } from 'vitest'
import { linkKey } from '../../src/engine/keys.ts'
import { testDatabase } from '../support/database.ts'
import { edit, fillBoxes, unsettled } from './box.ts'
import { names } from './ground.ts'
import { startProcess } from './processes.ts'
import { dirtyRows } from './schedule.ts'
import { until } from './until.ts'

const { url, pool } = await testDatabase()
const rows = names('r', 60)
const deadly = 'r13'
const box = await fillBoxes(pool, rows)

/** Keeps so many workers running, whatever becomes of them. Answers how many have died. */
function keepRunning(count: number): { readonly deaths: () => number; readonly stop: () => void } {
  let deaths = 0
  let isOver = false
  const run = () => {
    const worker = startProcess(new URL('box-worker.ts', import.meta.url), { url, leaseSeconds: 0.5, deadly })
    void worker.ended.then(() => {
      if (isOver) return
      deaths++
      run()
    })
  }
  for (const _ of names('', count)) run()
  const stop = () => {
    isOver = true
  }
  return { deaths: () => deaths, stop }
}

test('a record that kills whoever has it in hand rests in the end, and the 59 beside it are done', async () => {
  await edit(pool, box, rows, 'new')
  const workers = keepRunning(2)
  const done = async () => (await unsettled(pool)).length === 2
  await until('the others are done', done, 30_000)
  expect(workers.deaths()).toBeLessThanOrEqual(2)
  await until(
    'the record rests',
    async () => (await dirtyRows(pool, box.mapping))[0]?.dueIn === Infinity,
    30_000,
  )
  workers.stop()
  const link = await pool.query('select id from link where crm_id = $1', [deadly])
  const key = linkKey(link.rows[0]?.id)
  expect(await unsettled(pool)).toEqual([`row ${deadly}`, `key ${key}`])
  expect(await dirtyRows(pool, box.mapping)).toMatchObject([
    { key, leased: false, error: 'A worker died 5 times while it had this in hand.' },
  ])
  expect(workers.deaths()).toBe(5)
})
