import { expect, test } from 'vitest'
import { holdsAnswer } from '../../src/engine/verbs/holds-answer.ts'
import { holdsList } from '../../src/engine/verbs/holds-list.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { gone, VendorError } from '../../src/spi/index.ts'
import { drop, put, rowsIn } from '../support/pocket.ts'
import type { PocketEngine } from '../support/pocket-engine.ts'
import { pocketTalk } from '../support/pocket-talk.ts'

test('nothing is copied under a task that is not linked; the thread follows when it is, in its order', async () => {
  const { world, say, hear, said } = await pocketTalk('', false)
  for (const text of ['one', 'two', 'three', 'four', 'five']) say('crm', text)
  await hear()
  expect(said('pm')).toEqual([])
  const known = await world.pool.query(`select 1 from sighting where entity in ('note', 'comment')`)
  expect(known.rowCount).toBe(0)
  await world.pool.query(`update mapping set on_since = '2025-06-01'`)
  await world.pool.query(`insert into link (mapping, pair, crm_id, pm_id) values ($1, 'tasks', 't1', 't1')`, [
    world.mapping,
  ])
  await hear()
  expect(said('pm').map(text => /(one|two|three|four|five)<\/p>$/.exec(String(text))?.[1])).toEqual([
    'one',
    'two',
    'three',
    'four',
    'five',
  ])
})

test.each([
  ['none', 0],
  ['since', 1],
  ['all', 2],
])('of comments older than the link "history: %s" carries %i', async (history, count) => {
  const { world, say, hear, said } = await pocketTalk(`  history: ${history}\n`, false)
  say('crm', 'last year', { at: '2025-01-01T00:00:00.000Z' })
  say('crm', 'this year')
  await world.pool.query(`update mapping set on_since = '2025-06-01'`)
  await world.pool.query(`insert into link (mapping, pair, crm_id, pm_id) values ($1, 'tasks', 't1', 't1')`, [
    world.mapping,
  ])
  await hear()
  await world.timePasses(200)
  await hear()
  expect(said('pm')).toHaveLength(count)
})

test('[I6] a create without an answer that made a comment is recognised by author, minute and text', async () => {
  const { world, hear, said } = await copiedUnanswered('Once, please.')
  await world.timePasses(600)
  await hear()
  expect(said('pm')).toHaveLength(1)
  expect(said('crm')).toHaveLength(1)
  const { rows } = await world.pool.query(`select made from link where pair = 'comments'`)
  expect(rows).toEqual([{ made: 'pm' }])
})

test('where an edit makes it impossible to tell what an unanswered create made, a person is asked and says', async () => {
  const { world, hear, said } = await copiedUnanswered('By Monday.')
  const [copy] = rowsIn(world.pm, 'comment')
  const text = String(copy?.fields.text).replace('Monday', 'Friday')
  put(world.pm, 'comment', copy?.id ?? '', { text })
  await world.timePasses(600)
  await hear()
  expect(said('pm')).toEqual([text])
  const list = () =>
    perform(world.engine, holdsList, operator(), { mapping: 'pockets', pair: 'comments', limit: 10 })
  const { items } = await list()
  expect(items.map(hold => hold.code)).toEqual(['hold/ambiguous'])
  const answer = { choice: 'pick', row: copy?.id ?? '' }
  await perform(world.engine, holdsAnswer, operator(), { ids: items.map(hold => hold.id), answer })
  await hear()
  expect((await world.pool.query(`select 1 from link where pair = 'comments'`)).rowCount).toBe(1)
  expect([said('crm').length, said('pm').length]).toEqual([1, 1])
})

test('while the other task is not to be seen nothing is copied: nobody can tell whether the copy is there', async () => {
  const { connector, world, hear, said } = await copiedUnanswered('Once, please.')
  connector.hidden = true
  await world.timePasses(600)
  await hear()
  connector.hidden = false
  expect(said('pm')).toHaveLength(1)
  await world.timePasses(90)
  await hear()
  expect(said('pm')).toHaveLength(1)
  const { rows } = await world.pool.query(`select made from link where pair = 'comments'`)
  expect(rows).toEqual([{ made: 'pm' }])
})

test('a comment under a task whose counterpart nobody saw go has that looked at, and waits no longer than that takes', async () => {
  const { world, say } = await pocketTalk()
  const { connector } = losing(world)
  Object.assign(connector, { lost: false, hidden: true })
  put(world.pm, 'project', 'p1', { name: 'Roll-out' })
  drop(world.pm, 'task', 't1')
  say('crm', 'Is anybody there?')
  await world.pool.query(
    `update chore set due_at = now(), since = null where kind = 'pull' and entity = 'note'`,
  )
  await world.settle()
  for (let times = 0; times < 3; times++) {
    await world.timePasses(90)
    await world.settle()
  }
  const left = await world.pool.query(
    `select 'link' as what from link where pair = 'tasks' union all select key from dirty where key like 'new:comments%'`,
  )
  expect(left.rows).toEqual([])
})

/** Something was said in the CRM ten minutes ago; its copy was made, and that was never answered. */
async function copiedUnanswered(words: string) {
  const talk = await pocketTalk()
  const { connector } = losing(talk.world)
  talk.say('crm', words)
  await talk.hear()
  connector.lost = false
  expect(talk.said('pm')).toHaveLength(1)
  await talk.world.pool.query(`update intent set at = at - interval '10 min'`)
  return { ...talk, connector }
}

/** The project tool makes what it is asked for and does not answer, until told otherwise; or it hides its tasks. */
function losing({ engine }: PocketEngine) {
  const found = engine.registry.get('pocket-pm')
  if (!found) throw new Error('there is no such connector')
  const state = { lost: true, hidden: false }
  const [write, pull] = [found.write.bind(found), found.pull.bind(found)]
  Object.assign(found, {
    pull: async (...asked: Parameters<typeof pull>) => {
      if (state.hidden && asked[1].within) throw gone()
      return pull(...asked)
    },
    write: async (...asked: Parameters<typeof write>) => {
      const results = await write(...asked)
      if (!state.lost) return results
      throw new VendorError({ kind: 'unavailable', message: 'no answer' }, null, true)
    },
  })
  return { connector: state }
}

test('when everything that was known is lost, copies are known by their first line and copied no more', async () => {
  const { world, say, hear, said } = await pocketTalk('  history: all\n')
  say('crm', 'Agreed.')
  say('pm', '<p>Good.</p>')
  await hear()
  await world.pool.query(`delete from link where pair = 'comments'`)
  await world.pool.query(`delete from sighting where entity in ('note', 'comment')`)
  await world.pool.query(`update thread set asked = asked + 1`)
  await world.pool.query(`insert into signal (mapping, key) select mapping, 'thread:' || id from link`)
  await hear()
  expect([said('crm').length, said('pm').length]).toEqual([2, 2])
  const { rows } = await world.pool.query(`select made from link where pair = 'comments' order by made`)
  expect(rows).toEqual([{ made: 'crm' }, { made: 'pm' }])
})

test('a task that gets another counterpart starts its thread anew there', async () => {
  const { world, say, hear, said } = await pocketTalk('  history: all\n')
  say('crm', 'Hello.')
  await hear()
  put(world.pm, 'task', 't2', { title: 'Kick-off again', project: 'p1' })
  await world.pool.query(`update link set pm_id = 't2', pm_base = '{}', crm_base = '{}' where pair = 'tasks'`)
  await world.pool.query(`update thread set asked = asked + 1`)
  await world.pool.query(`insert into signal (mapping, key) select mapping, 'thread:' || id from link`)
  await hear()
  expect([said('pm').length, said('pm', 't2').length]).toEqual([1, 1])
})

test('the cost follows what changed: a quiet thread costs nothing, however many there are', async () => {
  const { world, say, hear } = await pocketTalk()
  say('crm', 'one')
  // Our own copy gives the task another mark, which is looked at once.
  for (let twice = 0; twice < 2; twice++) await hear()
  let pulls = 0
  world.pm.before = verb => {
    if (verb === 'pull') pulls += 1
  }
  world.crm.before = world.pm.before
  await world.pool.query(`insert into signal (mapping, key) select mapping, 'link:' || id from link`)
  await world.settle()
  expect(pulls).toBe(0)
})

test('a thread of which a vendor says no more than that it moved is read once, however often it says so', async () => {
  const { world, say, hear, said } = await pocketTalk()
  const found = world.engine.registry.get('pocket-crm')
  const pull = found?.pull.bind(found)
  if (!found || !pull) throw new Error('there is no such connector')
  const read: string[] = []
  const threads = [{ id: 't1', mark: 'first', at: '2026-01-02T08:00:00.000Z' }]
  Object.assign(found, {
    pull: async (...[session, ask]: Parameters<typeof pull>) => {
      if (ask.entity !== 'note') return pull(session, ask)
      if (ask.within === undefined) return { rows: [], gone: [], next: null, threads }
      read.push(ask.within)
      return pull(session, ask)
    },
  })
  say('crm', 'Found by its mark.')
  const listed = `update chore set due_at = now() where kind = 'pull' and entity = 'note'`
  await world.pool.query(listed)
  await world.settle()
  expect(said('pm')).toHaveLength(1)
  const { rows } = await world.pool.query(`select since from chore where kind = 'pull' and entity = 'note'`)
  expect(rows).toEqual([{ since: new Date('2026-01-02T07:58:00.000Z') }])
  const before = read.length
  await world.pool.query(listed)
  await world.settle()
  expect(read).toHaveLength(before)
  threads.splice(0, 1, { id: 't1', mark: '', at: '2026-01-02T08:00:01.000Z' })
  await world.pool.query(listed)
  await world.settle()
  expect(read).toHaveLength(before)
  await hear()
  expect(said('pm')).toHaveLength(1)
})

test.each([
  ['unsure', 2],
  ['marked', 1],
])(
  'ten seconds after a copy its thread is looked at again where comments are %s: %i said',
  async (news, count) => {
    const { world, say, hear, said } = await pocketTalk()
    Object.assign(world.engine.registry.get('pocket-pm')?.entities.comment?.inside ?? {}, { news })
    const turn = `update chore set due_at = now() where kind = 'threads'`
    await world.timePasses(600)
    await world.pool.query(turn)
    await hear()
    say('crm', 'How many machines?')
    await hear()
    expect(said('pm')).toHaveLength(1)
    say('pm', '<p>Fourteen.</p>', { at: new Date().toISOString() })
    await world.timePasses(10)
    await world.pool.query(turn)
    await world.settle()
    expect(said('crm')).toHaveLength(count)
  },
)
