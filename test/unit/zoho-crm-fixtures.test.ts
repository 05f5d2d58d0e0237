import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import * as api from '../../connectors/zoho-crm/api.ts'
import { rowOf, userRow } from '../../connectors/zoho-crm/translate.ts'
import { fixture, fixtureNames } from './zoho-fake.ts'

const schemas: Readonly<Record<string, z.ZodType>> = {
  accounts: api.recordList,
  coql: api.recordList,
  deals: api.recordList,
  deleted: api.deletedList,
  fields: api.fieldList,
  insert: api.outcomeList,
  layouts: api.layoutList,
  notification: api.notification,
  org: api.organisation,
  pipeline: api.pipelineList,
  tasks: api.recordList,
  users: api.userList,
  watch: api.watchList,
}

describe('every stored answer', () => {
  test.each(fixtureNames('zoho-crm').map(name => [name]))('%s names its page and has its shape', name => {
    const { source, body } = fixture('zoho-crm', name)
    expect(source).toMatch(/^https:\/\/www\.zoho\.com\/crm\/developer\/docs\/api\/v8\//)
    expect(schemas[name]?.parse(body)).toBeTruthy()
  })
})

const stages = JSON.stringify({ 'Closed Won': 'won', 'Closed Lost': 'lost', Qualification: 'open' })
const context = { settings: { dc: 'us' }, facts: { stages, orgId: '700000001' } }

function record(name: string, changes: object = {}) {
  const [first] = api.recordList.parse(fixture('zoho-crm', name).body).data
  return { ...api.record.parse(first), ...changes }
}

describe('a record as a row', () => {
  test('a task', () => {
    expect(rowOf('task', record('tasks'), context)).toEqual({
      id: '770000000000555001',
      version: '2026-11-02T09:15:30.000Z',
      changedAt: '2026-11-02T09:15:30.000Z',
      changedBy: '770000000000101002',
      fields: {
        title: 'Kick-off call',
        description: 'Agenda',
        dueDate: '2026-11-20',
        priority: 'High',
        status: 'Not Started',
        owner: '770000000000101001',
        deal: '770000000000333001',
        account: null,
      },
      key: 'bt-task-1',
      url: 'https://crm.zoho.com/crm/org700000001/tab/Tasks/770000000000555001',
    })
  })

  test('a deal', () => {
    expect(rowOf('deal', record('deals'), context).fields).toEqual({
      title: 'Zylker roll-out',
      accountName: 'Zylker',
      stage: 'Closed Won',
      won: true,
      lost: false,
      account: '770000000000222001',
      contact: 'Cy Client',
      owner: '770000000000101001',
      closing: '2026-11-01',
      amount: '15000.5',
      type: 'New Business',
      description: null,
    })
  })

  test('an account', () => {
    const fields = {
      name: 'Zylker',
      website: 'https://zylker.example.test',
      phone: null,
      owner: '770000000000101001',
    }
    expect(rowOf('account', record('accounts'), context).fields).toEqual(fields)
  })

  test.each([
    ['Deals', { deal: '5', account: null }],
    ['Accounts', { deal: null, account: '5' }],
    ['Products', { deal: null, account: null }],
    [undefined, { deal: null, account: null }],
  ])('a task on a record of %s', ($se_module, expected) => {
    const row = rowOf('task', record('tasks', { What_Id: { id: '5' }, $se_module }), context)
    expect(row.fields).toMatchObject(expected)
  })

  test.each([
    ['Closed Won', { won: true, lost: false }],
    ['Closed Lost', { won: false, lost: true }],
    ['Qualification', { won: false, lost: false }],
  ])('a deal in stage %s', (Stage, expected) => {
    expect(rowOf('deal', record('deals', { Stage }), context).fields).toMatchObject(expected)
  })

  test.each([['Signed'], ['toString'], [null]])('of a stage like %s nobody says whether it is won', Stage => {
    expect(rowOf('deal', record('deals', { Stage }), context).fields).not.toHaveProperty('won')
  })

  test.each([
    [15000, '15000'],
    [0.1, '0.1'],
    ['99.90', '99.9'],
    [1e21, '1000000000000000000000'],
    [1.5e-7, '0.00000015'],
    [null, null],
  ])('an amount of %s is %s', (Amount, expected) => {
    expect(rowOf('deal', record('deals', { Amount }), context).fields.amount).toBe(expected)
  })

  test('custom fields are read where the settings name them', () => {
    const settings = { dc: 'eu', projectField: 'Project_Link', progressField: 'Done' }
    const deal = record('deals', { Project_Link: 'https://pm.example.test/1', Done: 40 })
    const row = rowOf('deal', deal, { ...context, settings })
    expect(row.fields).toMatchObject({ project: 'https://pm.example.test/1', progress: 40 })
    expect(row.url).toBe('https://crm.zoho.eu/crm/org700000001/tab/Potentials/770000000000333001')
  })

  test('what was not asked for or cannot be read is not passed off as empty', () => {
    const fields = rowOf('account', record('accounts', { Phone: undefined, Owner: 'Ada' }), context).fields
    expect(Object.keys(fields)).toEqual(['name', 'website'])
  })

  test('the version does not depend on the zone the moment is printed in', () => {
    const printed = (Modified_Time: string) =>
      rowOf('task', record('tasks', { Modified_Time }), context).version
    expect(printed('2026-11-02T10:15:30+01:00')).toBe(printed('2026-11-02T04:15:30-05:00'))
  })
})

test('users as rows', () => {
  const { users } = api.userList.parse(fixture('zoho-crm', 'users').body)
  const rows = users.map(user => userRow(api.user.parse(user)))
  expect(rows.map(row => row.fields)).toEqual([
    { name: 'Ada Sync', email: 'ada@example.test', active: true, zuid: '808000001' },
    { name: 'Di Old', email: 'di@example.test', active: false, zuid: null },
  ])
  expect(rows[0]?.version).not.toBe(rows[1]?.version)
})

describe('ids', () => {
  test.each([['770000000000555001'], [42]])('%s is taken', id => expect(api.id.parse(id)).toBe(String(id)))
  test.each([[2 ** 53], ['7a'], [''], [-1], [1.5]])('%s is refused', id => {
    expect(api.id.safeParse(id).success).toBe(false)
  })
})
