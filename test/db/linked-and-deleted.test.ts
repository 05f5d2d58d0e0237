import { expect, test } from 'vitest'
import { VendorError } from '../../src/spi/index.ts'
import { drop, put, rowsIn } from '../support/pocket.ts'
import { pocketTalk } from '../support/pocket-talk.ts'

/** Something was said in the CRM, and the creates of its copies were never answered; from now on others are. */
async function unanswered(...texts: readonly string[]) {
  const talk = await pocketTalk()
  const { world, say, hear, said } = talk
  const pm = world.engine.registry.get('pocket-pm')
  if (!pm) throw new Error('there is no such connector')
  const write = pm.write.bind(pm)
  const noAnswer = async (...asked: Parameters<typeof write>) => {
    await write(...asked)
    throw new VendorError({ kind: 'unavailable', message: 'no answer' }, null, true)
  }
  const entities = { ...pm.entities, comment: { ...pm.entities.comment, bulk: texts.length } }
  Object.assign(pm, { entities, write: noAnswer })
  for (const text of texts) say('crm', text)
  await hear()
  expect(said('pm')).toHaveLength(texts.length)
  await world.pool.query(`update intent set at = at - interval '10 min'`)
  Object.assign(pm, { write })
  return { talk, pm }
}

/** One is found again, and `meanwhile` happens between the two readings: of the comment, and of the thread that its copy is found in. */
async function foundAgain(meanwhile: (world: Awaited<ReturnType<typeof pocketTalk>>['world']) => void) {
  const { talk, pm } = await unanswered('Once, please.')
  const { world, hear } = talk
  const pull = pm.pull.bind(pm)
  let isOver = false
  Object.assign(pm, {
    pull: async (...asked: Parameters<typeof pull>) => {
      const page = await pull(...asked)
      if (!isOver && asked[1].within) meanwhile(world)
      isOver ||= asked[1].within !== undefined
      return page
    },
  })
  await world.timePasses(600)
  await hear()
  return talk
}

test('[I6] a comment that was edited before its copy was found is known by what was sent, and nobody is asked', async () => {
  const { talk } = await unanswered('Once, please.')
  const { world, hear, said } = talk
  put(world.crm, 'note', 'c1', { text: 'Twice.', task: 't1' })
  await world.timePasses(600)
  await hear()
  await hear()
  expect((await world.pool.query('select code from hold where closed_at is null')).rows).toEqual([])
  expect(said('pm')).toEqual([expect.stringMatching(/Twice/)])
})

test('[I6] a comment that was deleted before its copy was found takes that along, also where an older one is still to be found', async () => {
  const { talk } = await unanswered('Once, please.', 'And once.')
  const { world, hear, said } = talk
  drop(world.crm, 'note', 'c2')
  for (let times = 0; times < 3; times++) {
    await world.timePasses(600)
    await hear()
  }
  expect(said('pm')).toEqual([expect.stringMatching(/Once, please/)])
})

const links = `select made, crm_parent, pm_parent from link where pair = 'comments'`

test('[I6] a comment that is deleted while its copy is just being found takes that along, and nobody is asked', async () => {
  const { world, hear, said } = await foundAgain(({ crm }) => drop(crm, 'note', 'c1'))
  expect((await world.pool.query(links)).rowCount).toBe(1)
  for (let times = 0; times < 3; times++) {
    await world.timePasses(90)
    await hear()
  }
  expect((await world.pool.query('select code from hold where closed_at is null')).rows).toEqual([])
  expect(said('pm')).toEqual([])
  expect((await world.pool.query(links)).rows).toEqual([])
})

test('a copy that is deleted while it is just being found is let go, and not made again', async () => {
  const { world, hear, said } = await foundAgain(({ pm }) =>
    drop(pm, 'comment', rowsIn(pm, 'comment')[0]?.id ?? ''),
  )
  for (let times = 0; times < 3; times++) {
    await world.timePasses(90)
    await hear()
  }
  expect([said('crm').length, said('pm').length]).toEqual([1, 0])
})

test('what is found again stands under its two tasks from the first moment, and a second look finds nothing to do', async () => {
  const { world, hear } = await foundAgain(() => {})
  const { rows } = await world.pool.query(links)
  expect(rows).toEqual([{ made: 'pm', crm_parent: 't1', pm_parent: 't1' }])
  const written = world.crm.writes.length + world.pm.writes.length
  await hear()
  expect(world.crm.writes.length + world.pm.writes.length).toBe(written)
})

test('a link from before places were kept, and whose comment is gone, takes its copy along all the same', async () => {
  const { world, hear, said } = await foundAgain(() => {})
  await world.pool.query(`update link set crm_parent = null, pm_parent = null where pair = 'comments'`)
  drop(world.crm, 'note', 'c1')
  await world.pool.query(`insert into signal (mapping, key) select mapping, 'link:' || id from link`)
  for (let times = 0; times < 3; times++) {
    await hear()
    await world.timePasses(90)
  }
  expect(said('pm')).toEqual([])
})
