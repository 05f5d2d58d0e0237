import { beforeAll, expect, test } from 'vitest'
import type { Fields } from '../../src/core/value.ts'
import { accountsCreateProject } from '../../src/engine/verbs/accounts-create-project.ts'
import { accountsProjects } from '../../src/engine/verbs/accounts-projects.ts'
import { type Actor, perform } from '../../src/engine/verbs/verb.ts'
import { boxHead, type VendorPair, vendorPair } from '../support/vendor-pair.ts'

const text = `${boxHead}accounts: { pair: [account, client], match: name }
deals:
  pair: [deal, project]
  needs: accounts
  template: { otherwise: Standard }
  dates: { start: won-date, days: 60 }
  fields: [{ crm: title, pm: name, flow: to-pm }]
`
const sales: Actor = { name: 'Bo', role: 'sales' }
let box: VendorPair

beforeAll(async () => {
  box = await vendorPair(text, ({ crm, pm }) => {
    for (const [id, name] of [
      ['a1', 'Zylker'],
      ['a2', 'Ada Sync'],
      ['a3', 'Third'],
      ['a4', 'Fourth'],
      ['alone', 'Alone'],
    ] as const)
      crm.put('account', id, { name })
    for (const [id, name] of [
      ['c1', 'Zylker'],
      ['c2', 'Ada Sync'],
      ['c3', 'Third'],
      ['c4', 'Fourth'],
    ] as const)
      pm.put('client', id, { name })
  })
})

const ask = (account: string, more: object = {}) =>
  perform(box.engine, accountsCreateProject, sales, { mapping: 'box', account, ...more })
const told = async (account: string) =>
  (await perform(box.engine, accountsProjects, sales, { mapping: 'box', account }))[0]
const projects = (client: string): (Fields & { readonly id: string })[] =>
  box.pm.all('project').flatMap(([id, fields]) => (fields.client === client ? [{ id, ...fields }] : []))

/** What rests for a while is due now. */
async function later(): Promise<void> {
  await box.engine.pool.query(
    `update chore set due_at = now() where kind = 'project'; update account_project set sent_at = sent_at - interval '1 h'`,
  )
  await box.settle()
}

test('an account gets a project with its client, called and begun as the mapping and the form say [I14]', async () => {
  expect(await ask('a1', { form: { end: '2031-01-01' } })).toMatchObject({ state: 'asked', project: null })
  expect(await ask('a1')).toMatchObject({ state: 'asked', askedBy: 'Bo' })
  await box.settle()
  const [project, ...others] = projects('c1')
  expect(others).toEqual([])
  expect(project).toMatchObject({ name: 'Zylker', client: 'c1', template: 'Standard', end: '2031-01-01' })
  expect(project?.start).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  expect(await told('a1')).toMatchObject({ state: 'made', project: project?.id, why: null })
  const journal = await box.engine.pool.query(
    `select data from journal where kind = 'created' and data ->> 'account' = 'a1'`,
  )
  expect(journal.rows[0]?.data).toMatchObject({ row: project?.id, sent: { client: 'c1' } })
})

test('one more is made only when somebody says so', async () => {
  await expect(ask('a1')).rejects.toMatchObject({ code: 'verb/conflict' })
  await ask('a1', { another: true, form: { name: 'Zylker, again' } })
  await box.settle()
  expect(projects('c1').map(one => one.name)).toEqual(['Zylker', 'Zylker, again'])
})

test('without a client it waits, in words, and goes on by itself when there is one', async () => {
  await ask('alone')
  await box.settle()
  expect(await told('alone')).toMatchObject({
    state: 'waiting',
    why: expect.stringContaining('no client yet'),
  })
  await box.edit('pm', 'client', 'c-alone', { name: 'Alone' })
  await box.settle()
  await later()
  expect(await told('alone')).toMatchObject({ state: 'made' })
  expect(projects('c-alone')).toHaveLength(1)
})

test.each([
  ['made', 'a2', 'c2'],
  ['lost', 'a3', 'c3'],
] as const)('a create without an answer that was %s makes one project [I6]', async (was, account, client) => {
  box.pm.silent = entity => (entity === 'project' ? was : null)
  await ask(account)
  await box.settle()
  box.pm.silent = () => null
  expect(await told(account)).toMatchObject({ state: 'sent' })
  await later()
  await later()
  expect(await told(account)).toMatchObject({ state: 'made' })
  expect(projects(client)).toHaveLength(1)
})

test('what the project tool refuses is told with its words, and can be asked for again', async () => {
  box.pm.refuse = entity => (entity === 'project' ? 'Projects are full.' : null)
  await ask('a4')
  await box.settle()
  box.pm.refuse = () => null
  expect(await told('a4')).toMatchObject({ state: 'failed', why: 'Projects are full.' })
  await ask('a4')
  await box.settle()
  expect(projects('c4')).toHaveLength(1)
})

test.each([
  ['an account that nobody has read', 'nobody', {}, 'verb/not-found'],
  ['a form that cannot be', 'alone', { form: { start: '2031-01-02', end: '2031-01-01' } }, 'verb/bad-input'],
])('%s is refused in words', async (_, account, more, code) => {
  await expect(ask(account, more)).rejects.toMatchObject({ code })
})
