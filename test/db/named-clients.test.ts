import { beforeAll, expect, test } from 'vitest'
import { accountsList } from '../../src/engine/verbs/accounts-list.ts'
import { accountsNameClient } from '../../src/engine/verbs/accounts-name-client.ts'
import { accountsUndo } from '../../src/engine/verbs/accounts-undo.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { put, rowsIn } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const deals = 'create: [pm], needs: accounts, when: { stage: Won }, fields: [{ crm: title, pm: name }]'
const text = pocketMapping().replace('fields: [{ crm: title, pm: name }]', deals)
const { engine, crm, pm, settle, timePasses } = await pocketEngine(text)
const mapping = 'pockets'
const name = (account: string, client: object) =>
  perform(engine, accountsNameClient, operator('Ada'), { mapping, account, client })
const named = async () => (await perform(engine, accountsList, operator(), { mapping, state: 'named' })).items

async function look(): Promise<void> {
  await timePasses(3600)
  await settle()
}

async function won(id: string, account: string) {
  put(crm, 'deal', id, { title: id, account, stage: 'Open' })
  await look()
  put(crm, 'deal', id, { stage: 'Won' })
  await look()
  return rowsIn(pm, 'project').filter(row => row.fields.name === id)
}

beforeAll(async () => {
  for (const id of ['a1', 'a2', 'a3']) put(crm, 'account', id, { name: `Account ${id}` })
  await settle()
})

test('where clients can be read, none is named by hand', async () => {
  await expect(name('a1', { name: 'Zylker' })).rejects.toMatchObject({ code: 'verb/conflict' })
  const connector = engine.registry.get('pocket-pm')
  if (connector) Object.assign(connector, { outOfReach: () => ['client'] })
})

test('where they cannot, a deal does not wait, and a client whose id is known is given to the project', async () => {
  expect((await won('without', 'a3')).map(row => row.fields.client)).toEqual([null])
  await name('a1', { id: 'c-7', name: 'Zylker' })
  expect((await won('with', 'a1')).map(row => row.fields.client)).toEqual(['c-7'])
})

test('a name alone is written down, and keeps nobody waiting', async () => {
  await name('a2', { name: 'Orchard' })
  expect((await won('by name', 'a2')).map(row => row.fields.client)).toEqual([null])
  expect(await named()).toMatchObject([
    { crm: { id: 'a1', name: 'Account a1' }, pm: { id: 'c-7', name: 'Zylker' }, origin: 'named' },
    { crm: { id: 'a2', name: 'Account a2' }, pm: { id: null, name: 'Orchard' }, origin: 'named' },
  ])
})

test('one client is named for one account, and the newest name counts', async () => {
  await expect(name('a2', { id: 'c-7', name: 'Zylker' })).rejects.toMatchObject({ code: 'verb/conflict' })
  await name('a2', { id: 'c-8', name: 'Orchard & Sons' })
  expect((await named())[1]?.pm).toEqual({ id: 'c-8', name: 'Orchard & Sons' })
})

test('undoing forgets the name', async () => {
  await perform(engine, accountsUndo, operator(), { mapping, rows: [{ side: 'crm', id: 'a2' }] })
  expect((await named()).map(row => row.crm?.id)).toEqual(['a1'])
})
