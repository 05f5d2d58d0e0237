import { beforeAll, expect, test } from 'vitest'
import { accountsIgnore } from '../../src/engine/verbs/accounts-ignore.ts'
import { dealsCreateProject } from '../../src/engine/verbs/deals-create-project.ts'
import { dealsProgress } from '../../src/engine/verbs/deals-progress.ts'
import { holdsList } from '../../src/engine/verbs/holds-list.ts'
import { overviewAttention } from '../../src/engine/verbs/overview-attention.ts'
import { overviewQuestions } from '../../src/engine/verbs/overview-questions.ts'
import { overviewShow } from '../../src/engine/verbs/overview-show.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { put } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const text = pocketMapping().replace(
  'pair: [deal, project], fields',
  'pair: [deal, project], needs: accounts, fields',
)
const { engine, crm, pm, settle, timePasses } = await pocketEngine(text)
const mapping = 'pockets'

function client(id: string, website: string): void {
  const row = put(pm, 'client', id, { name: 'Amber', website })
  pm.tables.get('client')?.set(id, { ...row, url: `https://pm.example.test/client/${id}` })
}

beforeAll(async () => {
  put(crm, 'account', 'amber', { name: 'Amber', website: 'amber.example' })
  client('a1', 'amber.example')
  client('a2', 'amber-fleet.example')
  put(crm, 'deal', 'fleet', { title: 'Amber: fleet', account: 'amber', stage: 'Won' })
  await timePasses(4000)
  await settle()
  await timePasses(4000)
  await settle()
  await perform(engine, dealsCreateProject, operator(), { mapping, deal: 'fleet' })
  await settle()
})

const holds = async (code?: string) =>
  (await perform(engine, holdsList, operator(), { mapping, limit: 50, ...(code ? { code } : {}) })).items

test('rows of one name can be told apart: each comes with what differs, and with the way to its own page', async () => {
  const [hold] = (await holds()).filter(one => one.shown.crm?.id === 'amber')
  expect(hold?.facts).toContainEqual({ title: 'Website', value: 'amber.example' })
  expect(hold?.choices).toEqual([
    {
      id: 'a1',
      name: 'Amber',
      url: 'https://pm.example.test/client/a1',
      facts: expect.arrayContaining([{ title: 'Website', value: 'amber.example' }]),
    },
    {
      id: 'a2',
      name: 'Amber',
      url: 'https://pm.example.test/client/a2',
      facts: expect.arrayContaining([{ title: 'Website', value: 'amber-fleet.example' }]),
    },
  ])
  expect(hold?.choices.map(one => one.facts[0]?.title)).toEqual(['Website', 'Website'])
})

test('which of several clients an account is, is asked once, and not about each of the clients again', async () => {
  expect((await holds()).map(one => Object.keys(one.shown))).toEqual([['crm']])
  const { open } = await perform(engine, overviewQuestions, operator(), {})
  expect(open).toBe(1)
})

test('what waits for another row is no question: it is asked for by its kind, and comes with its name', async () => {
  expect((await holds()).map(one => one.code)).not.toContain('hold/waits')
  expect(await holds('hold/waits')).toMatchObject([
    { pair: 'deals', shown: { crm: { id: 'fleet', name: 'Amber: fleet' } } },
  ])
  const { holds: counted, waiting } = await perform(engine, overviewAttention, operator(), {})
  expect(counted.map(one => one.code)).toEqual(['hold/ambiguous'])
  expect(waiting).toEqual([{ mapping, code: 'hold/waits', count: 1 }])
})

test('an account that is asked about is not counted a second time as one to match', async () => {
  const { mappings } = await perform(engine, overviewShow, operator(), {})
  expect(mappings[0]).toMatchObject({ suggested: 0, waiting: [{ count: 1 }] })
})

test('what takes no part is counted, and why', async () => {
  put(crm, 'account', 'rests', { name: 'Rests', website: null })
  put(crm, 'account', 'closed', { name: 'Closed down', website: null, active: false })
  await timePasses(4000)
  await settle()
  await perform(engine, accountsIgnore, operator(), { mapping, rows: [{ side: 'crm', id: 'rests' }] })
  const { mappings } = await perform(engine, overviewShow, operator(), {})
  expect(mappings[0]?.leftOut).toEqual([
    { mapping, code: 'ignored', count: 1 },
    { mapping, code: 'inactive', count: 1 },
  ])
})

test('a deal that waits names the account that has no client yet', async () => {
  const [deal] = await perform(engine, dealsProgress, operator(), { mapping, deals: ['fleet'] })
  expect(deal).toMatchObject({
    state: { is: 'waiting' },
    account: { id: 'amber', name: 'Amber', hasClient: false },
  })
})
