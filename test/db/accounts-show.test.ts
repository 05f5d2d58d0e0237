import { beforeAll, expect, test } from 'vitest'
import { accountsShow } from '../../src/engine/verbs/accounts-show.ts'
import { dealsCreateProject } from '../../src/engine/verbs/deals-create-project.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { boxHead, type VendorPair, vendorPair } from '../support/vendor-pair.ts'

const text = `${boxHead}accounts: { pair: [account, client], match: name }
deals:
  pair: [deal, project]
  fields:
    - { crm: title, pm: name, flow: to-pm }
    - { crm: progress, pm: tasksPercent, flow: to-crm }
tasks:
  pair: [task, task]
  inside: deals
  fields: [{ crm: title, pm: title }]
`
const show = (account: string) => perform(box.engine, accountsShow, operator(), { mapping: 'box', account })

let box: VendorPair
let project = ''
beforeAll(async () => {
  box = await vendorPair(text, ({ crm, pm }) => {
    crm.put('account', 'a1', { name: 'Zylker' })
    crm.put('account', 'a2', { name: 'Alone' })
    pm.put('client', 'c1', { name: 'Zylker' })
    crm.put('deal', 'd1', { title: 'Roll-out', account: 'a1', stage: 'Won' })
    crm.put('deal', 'd2', { title: 'Second phase', account: 'a1', stage: 'Open' })
    crm.put('deal', 'd3', { title: 'Of somebody else', account: 'a2', stage: 'Open' })
    pm.put('project', 'loose', { name: 'By hand', client: 'c1' })
  })
  await perform(box.engine, dealsCreateProject, operator('Bo'), { mapping: 'box', deal: 'd1' })
  await box.settle()
  project = box.pm.all('project').find(([, fields]) => fields.name === 'Roll-out')?.[0] ?? ''
  const put = (id: string, fields: object) =>
    box.edit('pm', 'task', id, { title: id, project, closed: false, ...fields })
  await put('late', { dueDate: '2020-01-01' })
  await put('later', { dueDate: '2020-02-01' })
  await put('done', { closed: true, dueDate: '2020-01-01' })
  await put('in-time', { dueDate: '2999-01-01' })
  await box.settle()
})

test('its client, its deals with their projects and how far they are, and projects that no deal has become', async () => {
  const { account, client, deals, projects } = await show('a1')
  expect([account.name, client?.name]).toEqual(['Zylker', 'Zylker'])
  expect(client?.id).toBe('c1')
  expect(deals).toMatchObject([
    {
      deal: 'd1',
      title: 'Roll-out',
      state: { is: 'made', project },
      tasks: { open: 3, closed: 1, overdue: 2 },
    },
    { deal: 'd2', title: 'Second phase', tasks: null },
  ])
  expect(projects).toEqual([{ id: 'loose', title: 'By hand', tasks: { open: 0, closed: 0, overdue: 0 } }])
})

test('tasks that are late, the latest first, and what happened of late', async () => {
  const { overdue, activity } = await show('a1')
  expect(overdue).toEqual([
    { task: 'late', title: 'late', project, due: '2020-01-01' },
    { task: 'later', title: 'later', project, due: '2020-02-01' },
  ])
  expect(activity.length).toBeGreaterThan(0)
  expect(activity).toContainEqual(expect.objectContaining({ kind: 'asked', about: 'Roll-out' }))
  expect(activity).toContainEqual(expect.objectContaining({ pair: 'accounts', about: null }))
})

test('an account without a client has none, and only its own deals', async () => {
  const { client, deals, projects, overdue } = await show('a2')
  expect(client).toBeNull()
  expect(deals.map(one => one.deal)).toEqual(['d3'])
  expect([projects, overdue]).toEqual([[], []])
})

test('one that nobody has read is not there', async () => {
  await expect(show('nowhere')).rejects.toThrow('There is no account "nowhere", or it was not read yet.')
})
