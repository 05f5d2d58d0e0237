import { expect, test } from 'vitest'
import { VendorError } from '../../src/spi/index.ts'
import { drop, put } from '../support/pocket.ts'
import { pocketTalk } from '../support/pocket-talk.ts'

/** The project tool does what it is asked, and tells nobody, until what this answers is called. */
function answersNoMore({ engine }: Awaited<ReturnType<typeof pocketTalk>>['world']): () => void {
  const found = engine.registry.get('pocket-pm')
  const write = found?.write.bind(found)
  if (!found || !write) throw new Error('there is no such connector')
  Object.assign(found, {
    write: async (...asked: Parameters<typeof write>) => {
      await write(...asked)
      throw new VendorError({ kind: 'unavailable', message: 'no answer' }, null, true)
    },
  })
  return () => Object.assign(found, { write })
}

/** `meanwhile` happens to a comment of the CRM while the tasks it stands under are not linked, and Baton looks at it then. */
async function apart(
  meanwhile: (world: Awaited<ReturnType<typeof pocketTalk>>['world'], comment: string) => unknown,
) {
  const { world, say, hear, said } = await pocketTalk()
  const id = say('crm', 'one')
  await hear()
  const tasks = await world.pool.query(
    `delete from link where pair = 'tasks' returning mapping, pair, crm_id, pm_id`,
  )
  await meanwhile(world, id)
  await world.pool.query(`insert into signal (mapping, key) select mapping, 'link:' || id from link`)
  await world.settle()
  expect(said('pm')).toEqual([expect.stringMatching(/one/)])
  const [{ mapping, pair, crm_id, pm_id } = {}] = tasks.rows
  await world.pool.query(`insert into link (mapping, pair, crm_id, pm_id) values ($1, $2, $3, $4)`, [
    mapping,
    pair,
    crm_id,
    pm_id,
  ])
  // Its thread is read; no list tells of what is as old as that.
  await world.pool.query(
    `insert into thread (link, side, asked, due_at) select id, side, 1, now() from link, unnest('{crm,pm}'::text[]) as s(side)
     where pair = 'tasks'`,
  )
  await world.pool.query(`update chore set due_at = now() where kind = 'threads'`)
  await world.settle()
  await world.timePasses(90)
  await world.settle()
  return said('pm')
}

test('a comment that is deleted while its tasks are apart takes its copy along when they are linked again', async () => {
  expect(await apart(({ crm }, id) => drop(crm, 'note', id))).toEqual([])
})

test('a comment that is edited while its tasks are apart is carried when they are linked again', async () => {
  const said = await apart(({ crm }, id) => put(crm, 'note', id, { text: 'two', task: 't1' }))
  expect(said).toEqual([expect.stringMatching(/two/)])
})

test('a comment that is looked at while its tasks are apart is copied when they are linked again', async () => {
  const said = await apart(async ({ crm, pool, mapping }) => {
    put(crm, 'note', 'c9', { text: 'two', task: 't1' })
    await pool.query(`insert into signal (mapping, key) values ($1, 'new:comments:crm:c9')`, [mapping])
  })
  expect(said).toEqual([expect.stringMatching(/one/), expect.stringMatching(/two/)])
})

test('a comment behind one whose create was not answered waits until that is settled, and asks nobody meanwhile', async () => {
  const { world, say, hear, said } = await pocketTalk()
  const answersAgain = answersNoMore(world)
  say('crm', 'one')
  await hear()
  answersAgain()
  await world.timePasses(30)
  say('crm', 'two')
  let looks = 0
  world.pm.before = (verb, entity) => {
    if (verb === 'pull' && entity === 'comment') looks += 1
  }
  await hear()
  expect(looks).toBeLessThan(4)
  await world.pool.query(`update intent set at = at - interval '10 min'`)
  await world.timePasses(600)
  await hear()
  expect(said('pm').map(text => /(one|two)<\/p>$/.exec(String(text))?.[1])).toEqual(['one', 'two'])
})

test('a comment that is deleted before the answer to its copy was known takes the copy along', async () => {
  const { world, say, hear, said } = await pocketTalk()
  const answersAgain = answersNoMore(world)
  const id = say('crm', 'Forget it.')
  await hear()
  expect(said('pm')).toHaveLength(1)
  answersAgain()
  drop(world.crm, 'note', id)
  await world.pool.query(`update intent set at = at - interval '10 min'`)
  for (let times = 0; times < 3; times++) {
    await world.timePasses(600)
    await hear()
  }
  expect(said('pm')).toEqual([])
  const kept = await world.pool.query(`select row_id from sighting where entity in ('note', 'comment')`)
  expect(kept.rows).toEqual([])
})
