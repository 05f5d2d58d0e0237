import { expect, test } from 'vitest'
import { drop, put, rowsIn } from '../support/pocket.ts'
import { pocketTalk } from '../support/pocket-talk.ts'

const from = (who: string, tool: string) =>
  new RegExp(`^(<p>)?Name of ${who}, 2026-01-01 00:0\\d UTC, in ${tool}:`)

test('[I3] a comment is copied to the other side, once, with its author in the first line; nothing comes back', async () => {
  const { world, say, hear, said } = await pocketTalk()
  say('crm', 'The client has confirmed.')
  say('pm', '<p>Then we <b>start</b>.</p>', { author: 'ada' })
  await hear()
  expect(said('crm')).toHaveLength(2)
  expect(said('crm')[1]).toMatch(from('somebody', 'pocket-pm'))
  expect(said('crm')[1]).toContain('Then we **start**.')
  expect(said('pm')[1]).toMatch(from('somebody', 'pocket-crm'))
  expect(said('pm')[1]).toContain('The client has confirmed.')
  const writes = world.crm.writes.length + world.pm.writes.length
  for (let again = 0; again < 3; again++) await hear()
  expect(world.crm.writes.length + world.pm.writes.length).toBe(writes)
  expect(writes).toBe(2)
})

test('an edit of the comment crosses, and the first line stays as it is', async () => {
  const { world, say, hear, said } = await pocketTalk()
  const id = say('crm', 'By Monday.')
  await hear()
  put(world.crm, 'note', id, { text: 'By Tuesday.\nAt the latest.' })
  await hear()
  expect(said('pm')[0]).toMatch(from('somebody', 'pocket-crm'))
  expect(said('pm')[0]).toContain('By Tuesday.<br />At the latest.')
  expect(said('crm')).toEqual(['By Tuesday.\nAt the latest.'])
})

test('what only changes its form, on either side, is written nowhere', async () => {
  const { world, say, hear } = await pocketTalk()
  const id = say('crm', 'By **Monday**:\n- plan\n- build')
  await hear()
  const writes = world.crm.writes.length + world.pm.writes.length
  const [copy] = rowsIn(world.pm, 'comment')
  put(world.pm, 'comment', copy?.id ?? '', { text: `<div>${String(copy?.fields.text)}</div>` })
  put(world.crm, 'note', id, { text: 'By **Monday**:\r\n- plan\r\n- build\n' })
  await hear()
  expect(world.crm.writes.length + world.pm.writes.length).toBe(writes)
  expect((await world.pool.query('select 1 from episode')).rowCount).toBe(0)
})

test('mentions, lists, links, code and emoji survive, and files are named with their link', async () => {
  const { say, hear, said } = await pocketTalk()
  const text =
    '<p>@Bo, see <a href="https://example.test/plan">the plan</a> 🚀</p><ul><li>cables</li></ul><pre><code>x &lt; 1</code></pre>'
  say('pm', text, { files: ['plan.pdf: https://example.test/file/1'] })
  await hear()
  const [copy] = said('crm')
  for (const part of ['@Bo', 'the plan', 'https://example.test/plan', '🚀', '- cables', 'x < 1'])
    expect(copy).toContain(part)
  expect(copy).toMatch(/in pocket-pm, with 1 file:\nFile: plan\.pdf: https:\/\/example\.test\/file\/1\n/)
})

test('an edit of the copy is refused, once, where the mapping does not allow it', async () => {
  const { world, say, hear, said } = await pocketTalk()
  say('crm', 'By Monday.')
  await hear()
  const [copy] = rowsIn(world.pm, 'comment')
  put(world.pm, 'comment', copy?.id ?? '', { text: '<p>By Friday.</p>' })
  await hear()
  await hear()
  expect(said('crm')).toEqual(['By Monday.'])
  const { rows } = await world.pool.query(`select code from episode where ended_at is null`)
  expect(rows).toEqual([{ code: 'refused/copy' }])
  const { rows: mails } = await world.pool.query('select body from outbox')
  expect(mails).toHaveLength(1)
})

test('an edit of the copy is an edit of the comment where the mapping allows it', async () => {
  const { world, say, hear, said } = await pocketTalk('  edits: carry\n')
  say('crm', 'By Monday.')
  await hear()
  const [copy] = rowsIn(world.pm, 'comment')
  const text = String(copy?.fields.text).replace('By Monday.', 'By Friday.')
  put(world.pm, 'comment', copy?.id ?? '', { text })
  await hear()
  expect(said('crm')).toEqual(['By Friday.'])
  expect(said('pm')).toEqual([text])
})

test('a comment on a task whose counterpart has just been deleted is sent once, and the task is looked at', async () => {
  const { world, say, hear, said } = await pocketTalk()
  const [task] = rowsIn(world.pm, 'task')
  drop(world.pm, 'task', task?.id ?? '')
  say('crm', 'Is anybody there?')
  await hear()
  expect(world.pm.writes.filter(write => write.op === 'create')).toHaveLength(1)
  const missing = await world.pool.query(
    'select from link where pm_id = $1 and pm_missing_since is not null',
    [task?.id],
  )
  expect(missing.rowCount).toBe(1)
  await world.timePasses(90)
  await hear()
  expect(world.pm.writes.filter(write => write.op === 'create').length).toBeLessThanOrEqual(2)
  expect(said('pm')).toEqual([])
})

test('a deleted comment takes its copy along; a deleted copy is let go and not made again', async () => {
  const { world, say, hear, said } = await pocketTalk()
  const first = say('crm', 'one')
  say('crm', 'two')
  await hear()
  drop(world.crm, 'note', first)
  const copies = rowsIn(world.pm, 'comment')
  drop(world.pm, 'comment', copies[1]?.id ?? '')
  await world.pool.query(`update thread set due_at = now()`)
  await world.pool.query(`update chore set due_at = now() where kind = 'threads'`)
  await hear()
  await world.timePasses(90)
  await hear()
  await world.timePasses(90)
  await hear()
  expect(said('pm')).toEqual([])
  expect(said('crm')).toEqual(['two'])
})

test('a private comment never leaves, nor anything of it; it crosses when it is made public', async () => {
  const { world, say, hear, said } = await pocketTalk()
  const id = say('pm', '<p>They pay late.</p>', { private: true })
  await hear()
  expect(said('crm')).toEqual([])
  const { rows } = await world.pool.query(`select fields::text from sighting where entity = 'comment'`)
  expect(JSON.stringify(rows)).not.toContain('late')
  put(world.pm, 'comment', id, { private: false })
  await hear()
  expect(said('crm')).toHaveLength(1)
})

test('a copy that is private is edited all the same, and where clients may read copies it is not', async () => {
  const { world, say, hear, said } = await pocketTalk('  clients: [crm]\n')
  const id = say('crm', 'By Monday.')
  say('pm', '<p>Good.</p>')
  await hear()
  expect(rowsIn(world.pm, 'comment').map(row => row.fields.private)).toEqual([false, true])
  expect(rowsIn(world.crm, 'note').map(row => row.fields.private)).toEqual([false, false])
  put(world.crm, 'note', id, { text: 'By Tuesday.' })
  await hear()
  expect(said('pm')[1]).toContain('By Tuesday.')
})

test('where clients read along, and are not allowed to read more, a copy is private', async () => {
  const { world, say, hear } = await pocketTalk('  private: carry\n')
  say('crm', 'open')
  say('crm', 'internal', { private: true })
  await hear()
  expect(rowsIn(world.pm, 'comment').map(row => row.fields.private)).toEqual([false, true])
})
