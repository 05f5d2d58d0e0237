import { expect, test } from 'vitest'
import { readEnvironment } from '../../src/cli/environment.ts'
import { program } from '../../src/cli/program.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { replaceHolds } from '../../src/store/holds.ts'
import { writeJournal } from '../../src/store/journal.ts'
import { testDatabase } from '../support/database.ts'
import { connected, ground } from './ground.ts'

const { url, pool } = await testDatabase()
const secret = newMasterKey()
const { mapping } = await ground(pool, 'shop')

/** Runs a command as a person would; answers what it said, also where it then failed. */
async function baton(...line: readonly string[]): Promise<{ said: string; failed: string | null }> {
  const said: string[] = []
  const shell = {
    environment: () => readEnvironment({ DATABASE_URL: url, BATON_SECRET: secret }),
    output: { say: (text: string) => void said.push(text), log: () => {} },
    input: async () => '',
    untilStopped: async () => {},
  }
  const failed = await program(shell)
    .parseAsync([...line], { from: 'user' })
    .then(
      () => null,
      (error: Error) => error.message,
    )
  return { said: said.join('\n'), failed }
}

const question = {
  about: { crm: 'a', pm: 'b' },
  past: { crm: 'c', pm: 'c' },
  options: [
    { choice: 'take' as const, side: 'crm' as const, does: 'It is taken.' },
    { choice: 'leave' as const, does: 'It is left.' },
  ],
}
const hold = { key: 'link:1', field: 'title', code: 'hold/both-changed', detail: 'Both.', question }

test('without questions it says so', async () => {
  expect(await baton('holds', 'list')).toEqual({ said: 'No questions are open.', failed: null })
})

test('a question is shown with its ways to answer, answered, and shown as answered', async () => {
  await replaceHolds(pool, mapping, [hold.key], [{ ...hold, pair: 'tasks', shown: {} }])
  const { said } = await baton('holds', 'list', '--mapping', 'shop')
  expect(said).toContain('crm shows "a" (was "c")')
  expect(said).toMatch(/> baton holds answer take \d+ --side crm: It is taken\./)
  const [{ id }] = JSON.parse((await baton('holds', 'list', '--json')).said).items
  expect((await baton('holds', 'answer', id, 'crm')).failed).toContain('First comes the answer')
  expect((await baton('holds', 'answer', 'take', id)).failed).toBe('"take" needs --side crm or --side pm.')
  expect(await baton('holds', 'answer', 'take', id, '--side', 'crm')).toEqual({
    said: `Answered: ${id}. A running node takes it now.`,
    failed: null,
  })
  expect((await baton('holds', 'list')).said).toContain('Answered (take)')
})

test('people in a question go by their names, with the way to say who they are', async () => {
  await pool.query(
    `insert into sighting (connection, entity, row_id, fields) select crm, 'user', '7701', '{"name": "Bo Sales"}' from mapping`,
  )
  const detail = 'The person "7701" is unknown on the other side'
  const asked = {
    ...hold,
    key: 'link:2',
    field: 'owner',
    detail,
    question: { ...question, about: { crm: '7701' } },
  }
  await replaceHolds(pool, mapping, [asked.key], [{ ...asked, pair: 'tasks', shown: {} }])
  const { said } = await baton('holds', 'list')
  expect(said).toContain('The person "Bo Sales" (7701) is unknown on the other side')
  expect(said).toContain('crm shows "Bo Sales" (7701)')
  expect(said).toContain('baton people set CRM PM --mapping shop')
  await replaceHolds(pool, mapping, [asked.key], [])
})

test('an answer that a question does not take fails, and says which it takes', async () => {
  const [{ id }] = JSON.parse((await baton('holds', 'list', '--json')).said).items
  const { said, failed } = await baton('holds', 'answer', 'delete', id)
  expect(said).toContain('take crm, leave')
  expect(failed).toBe('1 of 1 could not be answered so.')
})

test('a mapping is paused, goes on, and is switched off; each only where it makes sense', async () => {
  expect((await baton('mapping', 'pause', 'shop', '--why', 'a holiday')).said).toContain('"shop" is paused')
  expect((await baton('mapping', 'pause', 'shop')).failed).toBe('The mapping "shop" is not on: it is paused.')
  expect((await baton('mapping', 'resume', 'shop')).said).toContain('"shop" goes on')
  expect((await baton('mapping', 'off', 'shop', '--json')).said).toBe('"off"')
  expect((await baton('mapping', 'resume', 'shop')).failed).toContain('Switch it on with its file')
  expect((await baton('mapping', 'off', 'nowhere')).failed).toBe('There is no mapping "nowhere".')
})

test('a connection is paused, has to prove itself again, and is not removed while a mapping uses it', async () => {
  expect((await baton('connection', 'pause', 'shop-crm')).said).toBe('"shop-crm" is paused.')
  expect((await baton('connection', 'resume', 'shop-crm')).failed).toBeNull()
  const state = await pool.query(`select state from connection where name = 'shop-crm'`)
  expect(state.rows).toEqual([{ state: 'new' }])
  expect((await baton('connection', 'remove', 'shop-crm')).failed).toContain('is used by "shop"')
  await connected(pool, 'unused', 'crm')
  expect((await baton('connection', 'remove', 'unused')).failed).toBeNull()
})

test('what fails is shown, and tried again when somebody says so', async () => {
  expect((await baton('failing')).said).toBe('Nothing fails.')
  await pool.query(
    `insert into dirty (mapping, key, shard, attempts, run_at, last_error, failed)
     values ($1, 'link:7', 0, 5, 'infinity', 'odd', '{"is":"rejected"}')`,
    [mapping],
  )
  const { said } = await baton('failing', '--mapping', 'shop')
  expect(said).toMatch(/^shop {2}link:7 {2}rests {2}rejected .* odd$/m)
  expect(said).toContain('rejected: The vendor does not take what would be written. Correct the value')
  expect((await baton('retry', 'shop', 'link:8')).failed).toContain('Nothing of that fails')
  expect((await baton('retry', 'shop')).said).toBe('1 are tried again by a running node.')
  const due = await pool.query(`select run_at <= now() as due, attempts from dirty where key = 'link:7'`)
  expect(due.rows).toEqual([{ due: true, attempts: 0 }])
})

test('the journal is read by filter, and exported whole', async () => {
  const data = { by: '=Ada', note: 'with, comma' }
  await writeJournal(pool, mapping, [{ pair: 'tasks', key: 'link:9', kind: 'asked', data }])
  expect((await baton('journal', '--person', '=Ada')).failed).toBeNull()
  expect((await baton('journal', '--person', '=Ada')).said).toMatch(/shop\/tasks {2}\(link:9\) {2}=Ada: /)
  const fields = [{ field: 'title', before: 'a', from: 'b', sent: 'b' }]
  await writeJournal(pool, mapping, [
    { pair: 'tasks', key: 'link:8', kind: 'wrote', data: { side: 'pm', fields } },
  ])
  expect((await baton('journal', '--kind', 'wrote')).said.split('\n')).toEqual([
    expect.stringMatching(/shop\/tasks {2}\(link:8\) {2}Written to the project tool: title\.$/),
    '    title: "a" became "b"',
  ])
  expect((await baton('journal', '--kind', 'braked')).said).toBe('Nothing of that stands in the journal.')
  expect((await baton('journal', '--row', '7')).failed).toContain('by mapping, pair, side and row together')
  const jsonl = (await baton('journal', '--export', 'jsonl')).said.split('\n').map(line => JSON.parse(line))
  expect(jsonl).toContainEqual(expect.objectContaining({ mapping: 'shop', data }))
  const csv = (await baton('journal', '--export', 'csv', '--key', 'link:9')).said.split('\n')
  expect(csv[0]).toBe('id,at,mapping,pair,key,kind,pass,by,data')
  expect(csv[1]).toMatch(/,shop,tasks,link:9,asked,,'=Ada,"\{""by"":""=Ada"".*\}"$/)
})

test('what is no entry can be neither put back nor undone', async () => {
  expect((await baton('restore', '999999', 'title')).failed).toBe('The journal has no entry 999999.')
  expect((await baton('undo', '--entry', '999999')).failed).toBe('The journal has no such write.')
  expect((await baton('undo')).failed).toContain('either an entry or a pass')
})

test('a preview is done exactly as it was looked at, once it is done and both accounts let us in', async () => {
  const { rows } = await pool.query(
    `insert into preview (name, text, crm, pm, by) select 'shop', '', crm, pm, 'Ada' from mapping limit 1 returning id`,
  )
  const id = String(rows[0].id)
  expect((await baton('mapping', 'apply', '999')).failed).toBe('There is no preview 999.')
  expect((await baton('mapping', 'apply', 'all')).failed).toContain('preview')
  expect((await baton('mapping', 'apply', id)).failed).toBe(`The preview ${id} is not done yet.`)
  await pool.query(`update preview set state = 'done'`)
  await pool.query(`update connection set state = 'paused' where name = 'shop-crm'`)
  expect((await baton('mapping', 'apply', id)).failed).toBe(
    'A connection "shop-crm" is paused; it has to be ready to be read.',
  )
  await pool.query(`update connection set state = 'ready'`)
  const { said, failed } = await baton('mapping', 'apply', id, '--no-wait')
  expect(failed).toBeNull()
  const [, applying = ''] = /baton mapping planned (\d+)/.exec(said) ?? []
  expect(JSON.parse((await baton('mapping', 'planned', applying, '--json')).said)).toMatchObject({
    state: 'reading',
    applies: id,
    outcome: null,
  })
})
