import { expect, test } from 'vitest'
import { drop } from '../support/pocket.ts'
import { pocketTalk } from '../support/pocket-talk.ts'

test('a comment that is deleted while its tasks are apart takes its copy along when they are linked again', async () => {
  const { world, say, hear, said } = await pocketTalk()
  const id = say('crm', 'one')
  await hear()
  const tasks = await world.pool.query(
    `delete from link where pair = 'tasks' returning mapping, pair, crm_id, pm_id`,
  )
  drop(world.crm, 'note', id)
  await world.pool.query(`insert into signal (mapping, key) select mapping, 'link:' || id from link`)
  await world.settle()
  expect(said('pm')).toHaveLength(1)
  const [{ mapping, pair, crm_id, pm_id } = {}] = tasks.rows
  await world.pool.query(`insert into link (mapping, pair, crm_id, pm_id) values ($1, $2, $3, $4)`, [
    mapping,
    pair,
    crm_id,
    pm_id,
  ])
  await hear()
  await world.timePasses(200)
  await world.pool.query(`update chore set due_at = now() where kind = 'threads'`)
  await world.settle()
  await world.timePasses(90)
  await world.settle()
  expect(said('pm')).toEqual([])
})
