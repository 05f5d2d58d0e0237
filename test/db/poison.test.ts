import { expect, test } from 'vitest'
import { linkKey } from '../../src/engine/keys.ts'
import { testDatabase } from '../support/database.ts'
import { edit, fillBoxes, unsettled } from './box.ts'
import { names } from './ground.ts'
import { ownProcesses } from './processes.ts'
import { dirtyRows } from './schedule.ts'
import { until } from './until.ts'

const { url, pool } = await testDatabase()
const startProcess = ownProcesses()
const rows = names('r', 60)
const deadly = 'r13'
const box = await fillBoxes(pool, rows)

/** Keeps so many workers running, however often they are killed. */
function keepRunning(count: number) {
  const deaths: (number | NodeJS.Signals | null)[] = []
  let isOver = false
  const run = () => {
    const worker = startProcess(new URL('box-worker.ts', import.meta.url), { url, leaseSeconds: 1, deadly })
    void worker.ended.then(how => {
      if (isOver) return
      deaths.push(how)
      if (how === 'SIGKILL') run()
    })
  }
  for (const _ of names('', count)) run()
  const stop = () => {
    isOver = true
  }
  return { deaths, stop }
}

test('a record that kills whoever has it in hand rests in the end, and the 59 beside it are done', async () => {
  await edit(pool, box, rows, 'new')
  const workers = keepRunning(2)
  await until('the others are done', async () => (await unsettled(pool)).length === 2, 100_000)
  await until('the record rests', async () => (await dirtyRows(pool, box.mapping))[0]?.dueIn === Infinity)
  workers.stop()
  const link = await pool.query('select id from link where crm_id = $1', [deadly])
  const key = linkKey(link.rows[0]?.id)
  expect(await unsettled(pool)).toEqual([`row ${deadly}`, `key ${key}`])
  const [row] = await dirtyRows(pool, box.mapping)
  expect(row).toMatchObject({ key, leased: false })
  expect(row?.error).toMatch(/^A worker died \d times while it had this in hand\.$/)
  expect(workers.deaths.length).toBeLessThanOrEqual(5)
  expect(new Set(workers.deaths)).toEqual(new Set(['SIGKILL']))
})
