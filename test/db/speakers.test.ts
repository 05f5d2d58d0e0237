import { expect, test } from 'vitest'
import type { Fields } from '../../src/core/value.ts'
import { VendorError } from '../../src/spi/index.ts'
import { put, rowsIn } from '../support/pocket.ts'
import { pocketTalk } from '../support/pocket-talk.ts'

/** A project tool whose account posts as the people who wrote; Ada is known on both sides, Bo in the CRM only. */
async function speakingTalk(more = '', leaves: Fields = {}) {
  const talk = await pocketTalk(more)
  const { world } = talk
  const connector = world.engine.registry.get('pocket-pm')
  Object.assign(connector?.entities.comment?.inside ?? {}, { speaks: () => true })
  put(world.crm, 'user', 'crm-ada', { name: 'Ada Sync', email: 'ada@example.test' })
  put(world.crm, 'user', 'crm-bo', { name: 'Bo Sales', email: 'bo@example.test' })
  put(world.pm, 'user', 'pm-ada', { name: 'Ada Sync', email: 'ada@example.test', ...leaves })
  await world.timePasses(4000)
  await world.settle()
  const authors = () => rowsIn(world.pm, 'comment').map(row => row.fields.author)
  return { ...talk, connector, authors }
}

test('a copy is posted as its author, keeps its first line, and comes back to nobody', async () => {
  const { say, hear, said, authors } = await speakingTalk()
  say('crm', 'By Monday.', { author: 'crm-ada', authorName: 'Ada Sync' })
  await hear()
  await hear()
  expect(authors()).toEqual(['pm-ada'])
  expect(String(said('pm')[0])).toContain('Ada Sync, 2026-01-01')
  expect(said('crm')).toHaveLength(1)
})

test.each([
  ['who is not known on the other side', { author: 'crm-bo' }, ''],
  ['of a private comment', { author: 'crm-ada', private: true }, '  private: carry\n'],
])('a copy is posted as us for an author %s', async (_, fields, more) => {
  const { say, hear, authors } = await speakingTalk(more)
  say('crm', 'By Monday.', fields)
  await hear()
  expect(authors()).toEqual(['us'])
})

test('nobody speaks for others: a stand-in for people without a counterpart is not made the author', async () => {
  const { world, say, hear, authors } = await speakingTalk()
  await world.pool.query(`insert into person (mapping, crm, pm, by) values ($1, '*', 'pm-ada', 'Bo')`, [
    world.mapping,
  ])
  say('crm', 'By Monday.', { author: 'crm-bo' })
  await hear()
  expect(authors()).toEqual(['us'])
})

test('[I6] a create without an answer that was posted as somebody is recognised all the same', async () => {
  const { world, connector, say, hear, said, authors } = await speakingTalk()
  const write = connector?.write.bind(connector)
  if (!connector || !write) throw new Error('there is no such connector')
  let isLost = true
  Object.assign(connector, {
    write: async (...asked: Parameters<typeof write>) => {
      const results = await write(...asked)
      if (!isLost) return results
      throw new VendorError({ kind: 'unavailable', message: 'no answer' }, null, true)
    },
  })
  say('crm', 'By Monday.', { author: 'crm-ada', authorName: 'Ada Sync' })
  await hear()
  isLost = false
  await world.pool.query(`update intent set at = at - interval '10 min'`)
  await world.timePasses(600)
  await hear()
  expect(authors()).toEqual(['pm-ada'])
  expect(said('crm')).toHaveLength(1)
  const { rows } = await world.pool.query(`select made from link where pair = 'comments'`)
  expect(rows).toEqual([{ made: 'pm' }])
})
