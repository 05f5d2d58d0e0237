import { expect, test } from 'vitest'
import { peopleClear } from '../../src/engine/verbs/people-clear.ts'
import { peopleList } from '../../src/engine/verbs/people-list.ts'
import { peopleSet } from '../../src/engine/verbs/people-set.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { put } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'
import { pocketTasks } from '../support/pocket-tasks.ts'

const text = pocketMapping('    - { crm: owner, pm: owner }')
const pockets = await pocketEngine(text)
const { engine, pool, crm, pm, settle, timePasses } = pockets
const { linked, edit, look } = pocketTasks(pockets)
const owner = (id: string) => [crm, pm].map(one => one.tables.get('task')?.get(id)?.fields.owner)
const person = (vendor: typeof crm, id: string, email: string) => put(vendor, 'user', id, { name: id, email })
const say = (crmWho: string, pmWho: string) =>
  perform(engine, peopleSet, operator('Ada'), { mapping: 'pockets', crm: crmWho, pm: pmWho })
const held = async () => (await pool.query('select from hold where closed_at is null')).rowCount

/** Reads the lists of people, and does what follows. */
async function readPeople(): Promise<void> {
  await timePasses(3600)
  await settle()
}

person(crm, 'bo-crm', 'Bo@example.test')
person(pm, 'bo-pm', 'bo@example.test')
person(crm, 'cy-crm', 'cy@example.test')
person(pm, 'duty-pm', 'duty@example.test')
await readPeople()

test('an owner goes across by address, whatever its case', async () => {
  const id = await linked()
  edit('crm', id, { owner: 'bo-crm' })
  await look(id)
  expect(owner(id)).toEqual(['bo-crm', 'bo-pm'])
})

test('an owner without counterpart is held, and carried by itself once one appears', async () => {
  const id = await linked()
  edit('crm', id, { owner: 'cy-crm' })
  await look(id)
  expect(owner(id)).toEqual(['cy-crm', null])
  expect(await held()).toBe(1)
  person(pm, 'cy-pm', 'cy@example.test')
  await readPeople()
  expect(owner(id)).toEqual(['cy-crm', 'cy-pm'])
  expect(await held()).toBe(0)
})

test('an owner without counterpart is carried by itself once somebody says who it is', async () => {
  person(crm, 'di-crm', 'di@example.test')
  await readPeople()
  const id = await linked()
  edit('crm', id, { owner: 'di-crm' })
  await look(id)
  expect(await held()).toBe(1)
  expect(await say('di@example.test', 'duty-pm')).toEqual({ crm: 'di-crm', pm: 'duty-pm' })
  await settle()
  expect(owner(id)).toEqual(['di-crm', 'duty-pm'])
  expect(await held()).toBe(0)
})

test('a list of people that has not changed wakes nobody', async () => {
  person(crm, 'no-crm', 'no@example.test')
  await readPeople()
  const id = await linked()
  edit('crm', id, { owner: 'no-crm' })
  await look(id)
  const entries = async () => (await pool.query('select from journal')).rowCount
  const before = await entries()
  await readPeople()
  expect(await entries()).toBe(before)
  expect((await pool.query('select from signal')).rowCount).toBe(0)
})

test('somebody stands for nobody where a tool demands an owner', async () => {
  person(crm, 'none-crm', 'none@example.test')
  await readPeople()
  await say('none-crm', 'nobody')
  const id = await linked()
  edit('crm', id, { owner: 'bo-crm' })
  await look(id)
  edit('pm', id, { owner: null })
  await look(id)
  expect(owner(id)).toEqual(['none-crm', null])
})

test('who is whom is listed, set anew and taken back, each with clear words where it cannot be', async () => {
  const list = await perform(engine, peopleList, operator(), { mapping: 'pockets' })
  expect(list.people.find(one => one.id === 'bo-crm')).toMatchObject({ partners: ['bo-pm'], how: 'e-mail' })
  await expect(say('ghost', 'bo-pm')).rejects.toThrow('No user of the crm side is "ghost"')
  await expect(say('nobody', 'nobody')).rejects.toThrow('says nothing')
  await say('bo-crm', 'cy-pm')
  await say('bo-crm', 'duty-pm')
  await say('anybody', 'duty-pm')
  const { said } = await perform(engine, peopleList, operator(), { mapping: 'pockets' })
  expect(said.filter(row => row.crm === 'bo-crm')).toEqual([{ crm: 'bo-crm', pm: 'duty-pm' }])
  const ask = { mapping: 'pockets', crm: 'bo-crm', pm: 'duty-pm' }
  await perform(engine, peopleClear, operator(), ask)
  await expect(perform(engine, peopleClear, operator(), ask)).rejects.toThrow('Nobody said')
})
