import { expect, test } from 'vitest'
import { overviewDelays } from '../../src/engine/verbs/overview-delays.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { put } from '../support/pocket.ts'
import { pocketEngine } from '../support/pocket-engine.ts'
import { pocketTasks } from '../support/pocket-tasks.ts'

const pockets = await pocketEngine()
const { engine, pool, crm, pm, mapping, settle } = pockets
const { linked, edit, look } = pocketTasks(pockets)

const delays = () => perform(engine, overviewDelays, operator(), {})

test('how long an edit took is counted once it is done, ours and the vendor’s apart', async () => {
  put(crm, 'deal', 'd', { title: 'Deal' })
  put(pm, 'project', 'p', { name: 'Deal' })
  await pool.query(`insert into link (mapping, pair, crm_id, pm_id) values ($1, 'deals', 'd', 'p')`, [
    mapping,
  ])
  await settle()
  await pool.query('delete from delay')
  expect(await delays()).toEqual({ points: [], all: null })
  const id = await linked()
  edit('crm', id, { title: 'another' })
  await pool.query(
    `insert into signal (mapping, key, prio) select mapping, 'link:' || id, 21600 from link where crm_id = $1`,
    [id],
  )
  await look()
  const { points, all } = await delays()
  expect(points).toHaveLength(1)
  expect(all).toMatchObject({ keys: 1 })
  // Its own write comes back as news, and somebody clicks on it: nothing follows, and nothing was carried over.
  await pool.query(
    `insert into signal (mapping, key, prio) select mapping, 'link:' || id, 21600 from link where crm_id = $1`,
    [id],
  )
  await look()
  expect((await delays()).all).toMatchObject({ keys: 1 })
  expect(all?.own.p50).toBeLessThanOrEqual(all?.own.p99 ?? 0)
})
