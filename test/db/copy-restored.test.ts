import { expect, test } from 'vitest'
import type { Row } from '../../src/spi/index.ts'
import { drop, rowsIn } from '../support/pocket.ts'
import { pocketTalk } from '../support/pocket-talk.ts'

type Talk = Awaited<ReturnType<typeof pocketTalk>>

/** Every comment that is linked is looked at, and every thread is read, often enough to believe that a row is gone. */
async function looksAround({ world, hear }: Talk): Promise<void> {
  for (let times = 0; times < 3; times++) {
    await world.timePasses(90)
    await world.pool.query(`insert into signal (mapping, key) select mapping, 'link:' || id from link`)
    await world.pool.query(`update chore set due_at = now() where kind = 'threads'`)
    await hear()
  }
}

/** Something was said in the CRM and deleted there, and its copy with it. */
async function saidAndDeleted() {
  const talk = await pocketTalk()
  const original = talk.say('crm', 'Forget it.')
  await talk.hear()
  const [copy] = rowsIn(talk.world.pm, 'comment')
  const [note] = rowsIn(talk.world.crm, 'note')
  if (!copy || !note) throw new Error('it was not copied')
  drop(talk.world.crm, 'note', original)
  await looksAround(talk)
  expect(talk.said('pm')).toEqual([])
  return { talk, note, copy }
}

/** A backup: the row is as it was, and its vendor tells nobody. */
function bringsBack({ world }: Talk, side: 'crm' | 'pm', row: Row): void {
  world[side].tables.get(side === 'crm' ? 'note' : 'comment')?.set(row.id, row)
}

const questions = 'select code from hold where closed_at is null'

test.each([
  ['', false],
  [', where copies are private', true],
])(
  'the copy of a deleted comment that a backup brings back goes again, and nobody is asked%s',
  async (_, isPrivate) => {
    const { talk, copy } = await saidAndDeleted()
    bringsBack(talk, 'pm', { ...copy, fields: { ...copy.fields, private: isPrivate } })
    await looksAround(talk)
    expect([talk.said('crm'), talk.said('pm')]).toEqual([[], []])
    expect((await talk.world.pool.query(questions)).rows).toEqual([])
    const told = await talk.world.pool.query(`select count(*)::int from journal where kind = 'deleted'`)
    expect(told.rows).toEqual([{ count: 2 }])
  },
)

test('a comment and its copy that backups bring back on both sides are one again', async () => {
  const { talk, note, copy } = await saidAndDeleted()
  bringsBack(talk, 'pm', copy)
  bringsBack(talk, 'crm', note)
  await looksAround(talk)
  expect([talk.said('crm').length, talk.said('pm').length]).toEqual([1, 1])
})

test('where a comment came back first and was copied anew, its old copy is asked about', async () => {
  const { talk, note, copy } = await saidAndDeleted()
  bringsBack(talk, 'crm', note)
  await looksAround(talk)
  expect(talk.said('pm')).toHaveLength(1)
  bringsBack(talk, 'pm', copy)
  await looksAround(talk)
  expect((await talk.world.pool.query(questions)).rows).toEqual([{ code: 'hold/made-anew' }])
})
