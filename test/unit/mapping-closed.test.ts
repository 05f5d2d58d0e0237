import { describe, expect, test } from 'vitest'
import { pairOf, policyIn } from '../support/shop-mapping.ts'

const head = { version: 1, name: 'shop', title: 'Shop', crm: 'zoho-crm', pm: 'zoho-projects' }
const deals = { pair: ['deal', 'project'] }
const tasks = { pair: ['task', 'task'], inside: 'deals' }

describe('what a field of the policy knows beside its lens', () => {
  const rulesOf = (fields: readonly object[], tables: object = {}) =>
    pairOf(policyIn(JSON.stringify({ ...head, deals, tasks: { ...tasks, fields }, tables })), 'tasks').fields
  const state = { todo: ['Highest', 'High', 'Normal'], done: 'Low', dropped: 'Lowest' }

  test.each([
    ['the file says so', { crm: 'status', pm: 'status', as: 'words', closed: ['Done'] }, ['Done']],
    ['the connector says so', { crm: 'priority', pm: 'state', as: 'state' }, ['done', 'dropped']],
    ['the file knows better', { crm: 'priority', pm: 'state', as: 'state', closed: ['done'] }, ['done']],
    ['it is a flag of that name', { crm: 'status', pm: 'closed', as: 'flags' }, [true]],
    ['nobody says so', { crm: 'status', pm: 'status', as: 'words' }, undefined],
  ])('the values that mean closed: %s', (_, row, closed) => {
    const tables = { state, words: { New: 'Open', Busy: 'Done' }, flags: { New: false, Busy: true } }
    expect(rulesOf([row], tables)[0]?.closed).toEqual(closed)
  })

  test('the sides on which a row is made without it', () => {
    const fields = [
      { crm: 'title', pm: 'title' },
      { crm: 'dueDate', pm: 'dueDate' },
    ]
    expect(rulesOf(fields).map(rule => rule.optionalOn)).toEqual([[], ['crm', 'pm']])
  })
})

test('who takes part and who comes onto a project are choices of the pair', () => {
  const only = { crm: { won: { is: true } }, pm: { group: { in: ['Delivery'] } } }
  const members = { owner: true, add: 'ask', people: ['owner', 'helpers'] }
  const pair = pairOf(policyIn(JSON.stringify({ ...head, deals: { ...deals, only, members } })), 'deals')
  expect([pair.only, pair.members]).toEqual([only, members])
})
