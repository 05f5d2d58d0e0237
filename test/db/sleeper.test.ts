import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { type Started, said } from '../support/start-process.ts'
import { edit, fillBoxes, unsettled } from './box.ts'
import type { BoxWork } from './box-worker.ts'
import { ownProcesses } from './processes.ts'
import { until } from './until.ts'

const { url, pool } = await testDatabase()
const startProcess = ownProcesses()
const box = await fillBoxes(pool, ['r'])
beforeEach(() => pool.query('truncate box_write, journal'))

const start = (more: Partial<BoxWork>) =>
  startProcess(new URL('box-worker.ts', import.meta.url), { url, leaseSeconds: 1, slots: 1, ...more })
const settled = () => until('all is settled', async () => (await unsettled(pool)).length === 0)
/** What was written to the vendor, and what Baton says it wrote. */
async function writes() {
  const sent = await pool.query('select pid, name from box_write order by at')
  const told = await pool.query(`select count(*)::int as times from journal where kind = 'wrote'`)
  return { sent: sent.rows, told: told.rows[0]?.times }
}

/** A worker that has read the row as it is now, and stopped right there. */
async function asleep(name: string) {
  const sleeper = start({ asking: 'r' })
  await said(sleeper, 'ready')
  const inHand = said(sleeper, 'in hand')
  await edit(pool, box, ['r'], name)
  await inHand
  sleeper.child.kill('SIGSTOP')
  return sleeper
}

/** From now on it asks for no leave: however slow the machine is, it comes to its end. */
function goesOn({ child }: Started): void {
  child.on('message', message => message === 'in hand' && child.send('go on'))
  child.send('go on')
}

test('a worker that slept past its lease, and was replaced, can neither write nor say that it did', async () => {
  const sleeper = await asleep('first')
  await edit(pool, box, ['r'], 'second')
  const other = start({})
  await settled()
  other.child.kill('SIGKILL')
  await other.ended
  sleeper.child.kill('SIGCONT')
  sleeper.child.send('go on')
  // It works on one thing at a time: when it has this one in hand, it is done with what it slept over.
  const again = said(sleeper, 'in hand')
  await edit(pool, box, ['r'], 'third')
  await again
  goesOn(sleeper)
  await settled()
  expect(await writes()).toEqual({
    sent: [
      { pid: other.child.pid, name: 'second' },
      { pid: sleeper.child.pid, name: 'third' },
    ],
    told: 2,
  })
  sleeper.child.kill('SIGKILL')
  await sleeper.ended
})

test('a worker that slept past its lease begins anew, even when nobody has taken its place', async () => {
  const sleeper = await asleep('fourth')
  const isOver = async () => (await pool.query('select from dirty where run_at < now()')).rowCount === 1
  await until('the lease is over', isOver)
  const again = said(sleeper, 'in hand')
  sleeper.child.kill('SIGCONT')
  sleeper.child.send('go on')
  await again
  expect(await writes()).toEqual({ sent: [], told: 0 })
  goesOn(sleeper)
  await settled()
  expect(await writes()).toEqual({ sent: [{ pid: sleeper.child.pid, name: 'fourth' }], told: 1 })
})
