import { expect, test } from 'vitest'
import { journalList } from '../../src/engine/verbs/journal-list.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { writeJournal } from '../../src/store/journal.ts'
import { mostCalled } from '../../src/store/records-called.ts'
import { testEngine } from '../support/engine.ts'
import { ground, linked } from './ground.ts'

const { engine } = await testEngine()
const { pool } = engine
const [first, second] = [await ground(pool, 'first'), await ground(pool, 'second')]

async function noted(mapping: number, key: string, says: string): Promise<void> {
  await writeJournal(pool, mapping, [{ pair: 'tasks', key, kind: 'settled', data: { says } }])
}
async function named(mapping: number, pair: 'tasks' | 'deals', id: string, title: string): Promise<string> {
  const [link = ''] = await linked(pool, mapping, [[id, `${id}-pm`]], pair)
  await pool.query('update link set crm_base = $2 where id = $1', [link, JSON.stringify({ title })])
  return link
}
async function seen(connection: number, entity: string, id: string, name: string): Promise<void> {
  await pool.query(
    `insert into sighting (connection, entity, row_id, fields) values ($1, $2, $3, jsonb_build_object('name', $4::text))`,
    [connection, entity, id, name],
  )
}

const roof = await named(first.mapping, 'tasks', '4711', 'Mend the roof of the Zylker hall')
await noted(first.mapping, `link:${roof}`, 'roof')
await noted(first.mapping, `thread:${roof}`, 'talk under the roof')
await noted(first.mapping, 'new:tasks:crm:4711', 'roof, before it was linked')
const deal = await named(second.mapping, 'deals', 'd-9', 'Zylker: new roof')
await noted(second.mapping, `link:${deal}`, 'deal')
await seen(first.crm, 'account', 'a-1', 'Basalt & Sons')
await noted(first.mapping, 'new:accounts:crm:a-1', 'account alone')
await seen(first.pm, 'task', 't-7', 'Paint the fence')
await noted(first.mapping, 'new:tasks:pm:t-7', 'task alone')

const found = async (about: string, more: object = {}) => {
  const { items } = await perform(engine, journalList, operator(), { about, ...more })
  return items.map(one => (one.data as { says: string }).says).sort()
}

const ofRoof = ['roof', 'roof, before it was linked', 'talk under the roof']
test.each([
  ['the beginnings of words of its name', 'zyl hall', {}, ofRoof],
  ['its id at the CRM', '4711', {}, ofRoof],
  ['its id at the project tool', '4711-pm', {}, ofRoof],
  ['a key', `link:${roof}`, {}, ['roof']],
  ['a word that is in several mappings', 'roof', {}, [...ofRoof, 'deal'].sort()],
  ['a word, in one mapping', 'roof', { mapping: 'second' }, ['deal']],
  ['a word and a kind', 'roof', { kind: 'wrote' }, []],
  ['the name of an account without a counterpart', 'basalt', {}, ['account alone']],
  ['the name of a task without a counterpart', 'fence', {}, ['task alone']],
  ['the id of one', 't-7', {}, ['task alone']],
  ['what nobody is called', 'nobody', {}, []],
  ['signs that mean something to a search', `roof' & !(zylker):* |`, {}, ofRoof.concat('deal').sort()],
] as const)('a record is found by %s', async (_, about, more, says) => {
  expect(await found(about, more)).toEqual(says)
})

test('a word that too many are called by is refused in words', async () => {
  await pool.query(
    `insert into sighting (connection, entity, row_id, fields)
     select $1, 'deal', 'many-' || i, '{"title":"Crowd"}' from generate_series(0, $2::int) i`,
    [first.crm, mostCalled],
  )
  await expect(found('crowd')).rejects.toMatchObject({
    code: 'verb/bad-input',
    message: `More than ${mostCalled} records are called “crowd”. Type more of the name, or the record’s id.`,
  })
})
