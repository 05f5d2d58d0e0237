import { expect, test } from 'vitest'
import { taskWords } from '../../src/cli/task-words.ts'
import { tasksShow } from '../../src/engine/verbs/tasks-show.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { drop, put, rowsIn } from '../support/pocket.ts'
import { type PocketTalk, pocketTalk } from '../support/pocket-talk.ts'

async function threadIn({ world }: PocketTalk) {
  const asked = { mapping: 'pockets', side: 'crm', task: 't1' }
  const { comments } = await perform(world.engine, tasksShow, operator(), asked)
  return comments ?? { items: [], isCut: false }
}

test('a task shows both threads in one: who said what where, and which copy belongs to it', async () => {
  const talk = await pocketTalk()
  const asked = talk.say('crm', 'How many machines?', {
    authorName: 'Bo Sales',
    at: '2026-01-02T08:00:00.000Z',
  })
  await talk.hear()
  talk.say('pm', '<p>Fourteen, <b>two</b> of them big.</p>', {
    authorName: 'Cy Delivery',
    at: '2026-01-02T08:05:00.000Z',
  })
  await talk.hear()
  const { items, isCut } = await threadIn(talk)
  expect(isCut).toBe(false)
  expect(items).toMatchObject([
    { written: 'crm', author: 'Bo Sales', at: '2026-01-02T08:00:00.000Z', state: 'same', why: null },
    { written: 'pm', author: 'Cy Delivery', state: 'same' },
  ])
  const [question, answer] = items
  expect(question?.ids).toEqual({ crm: asked, pm: expect.any(String) })
  expect(question?.text).toEqual({ crm: 'How many machines?', pm: 'How many machines?' })
  expect(answer?.text.pm).toBe('Fourteen, **two** of them big.')
})

test('the command line shows a task with its thread, where an edit is refused in both wordings', async () => {
  const talk = await pocketTalk()
  talk.say('crm', 'By Monday.', { authorName: 'Bo Sales', at: '2026-01-02T08:00:00.000Z' })
  await talk.hear()
  const [copy] = rowsIn(talk.world.pm, 'comment')
  put(talk.world.pm, 'comment', copy?.id ?? '', {
    text: String(copy?.fields.text).replace('Monday', 'Friday'),
  })
  await look(talk)
  const asked = { mapping: 'pockets', side: 'crm', task: 't1' }
  const lines = taskWords(await perform(talk.world.engine, tasksShow, operator(), asked))
  const from = lines.indexOf('Comments')
  expect(lines.slice(0, 3)).toEqual([
    '"Kick-off"  pocket-crm t1  =  pocket-pm t1',
    expect.stringMatching(/^ {2}both sides verified: \d/),
    '  title: "Kick-off"  same',
  ])
  expect(lines.slice(from + 1)).toEqual([
    expect.stringMatching(
      /^ {2}2026-01-02T08:00:00.000Z {2}Bo Sales in pocket-crm {2}crm c1 = pm made-\d+ {2}refused: This is a copy/,
    ),
    '      crm: By Monday.',
    '      pm: By Friday.',
  ])
})

test('what is private is there with its author and its time, and not a word of it', async () => {
  const talk = await pocketTalk()
  talk.say('pm', '<p>They cannot pay.</p>', { authorName: 'Cy Delivery', private: true })
  await talk.hear()
  const { items } = await threadIn(talk)
  expect(items).toMatchObject([{ written: 'pm', author: 'Cy Delivery', isPrivate: true, state: 'alone' }])
  expect(items[0]?.text).toEqual({ crm: null, pm: null })
  expect(items[0]?.why).toContain('private')
})

test('comments from before the link say so, and so do those that the mapping carries one way only', async () => {
  const talk = await pocketTalk('  history: none\n', false)
  talk.say('crm', 'last year', { at: '2025-01-01T00:00:00.000Z' })
  await talk.world.pool.query(`update mapping set on_since = '2025-06-01'`)
  await talk.world.pool.query(
    `insert into link (mapping, pair, crm_id, pm_id) values ($1, 'tasks', 't1', 't1')`,
    [talk.world.mapping],
  )
  await talk.hear()
  const { items } = await threadIn(talk)
  expect(items.map(one => [one.state, one.why])).toEqual([
    ['alone', 'It is from before the task was linked, and the mapping leaves those where they are.'],
  ])
})

test('an edited copy shows both texts and why it was refused; one that a reading missed says where', async () => {
  const talk = await pocketTalk()
  talk.say('crm', 'By Monday.')
  await talk.hear()
  const [copy] = rowsIn(talk.world.pm, 'comment')
  put(talk.world.pm, 'comment', copy?.id ?? '', {
    text: String(copy?.fields.text).replace('Monday', 'Friday'),
  })
  await look(talk)
  const [refused] = (await threadIn(talk)).items
  expect(refused).toMatchObject({ state: 'refused', why: expect.stringContaining('copies are not edited') })
  drop(talk.world.crm, 'note', String(refused?.ids.crm))
  await look(talk)
  const states = (await threadIn(talk)).items.map(one => one.state)
  expect(states).toEqual(['missing'])
})

async function look({ world, hear }: PocketTalk) {
  await world.pool.query(
    `insert into signal (mapping, key) select mapping, 'link:' || id from link where pair = 'comments'`,
  )
  await hear()
}

test('where the mapping carries no comments there is no thread to show', async () => {
  const { world } = await pocketTalk()
  await world.pool.query(`update mapping set on_since = null`)
  await world.pool.query(`delete from link where pair = 'tasks'`)
  const asked = { mapping: 'pockets', side: 'crm', task: 't1' }
  await expect(perform(world.engine, tasksShow, operator(), asked)).resolves.toMatchObject({ comments: null })
})
