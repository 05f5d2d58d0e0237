import { describe, expect, test } from 'vitest'
import type { Verdict } from '../../src/core/plan.ts'
import { planLink } from '../../src/core/plan.ts'
import { planCreate } from '../../src/core/plan-create.ts'
import type { FieldRule } from '../../src/core/policy.ts'
import { connector, entity, fakes, field } from '../support/mapping-connectors.ts'
import { pairOf, policyIn } from '../support/shop-mapping.ts'

const head = { version: 1, name: 'shop', title: 'Shop', crm: 'zoho-crm', pm: 'zoho-projects' }
const accounts = { pair: ['account', 'client'], match: 'name' }
const deals = { pair: ['deal', 'project'] }
const tasks = { pair: ['task', 'task'], inside: 'deals', fields: [{ crm: 'title', pm: 'title' }] }
const world = { pairs: { person: [['u1', 'p1']], accounts: [['a1', 'c1']] } } as const

function ruleFor(row: Readonly<Record<string, string>>, more: object = {}): FieldRule {
  const text = JSON.stringify({ ...head, deals: { ...deals, fields: [row] }, ...more })
  const [rule] = pairOf(policyIn(text), 'deals').fields
  if (!rule) throw new Error('the field was not bound')
  return rule
}

describe('the types choose the lens', () => {
  const cases: readonly (readonly [name: string, row: Readonly<Record<string, string>>])[] = [
    ['text', { crm: 'title', pm: 'name' }],
    ['text', { crm: 'title', pm: 'name', as: 'rich-text' }],
    ['text', { crm: 'stage', pm: 'group', flow: 'to-pm' }],
    ['date', { crm: 'closing', pm: 'end' }],
    ['flag', { crm: 'won', pm: 'strict', flow: 'to-pm' }],
    ['number', { crm: 'progress', pm: 'progress', flow: 'to-crm' }],
    ['money', { crm: 'amount', pm: 'budget' }],
    ['moment', { crm: 'seen', pm: 'seen' }],
    ['rich-text', { crm: 'description', pm: 'description' }],
    ['rich-text', { crm: 'title', pm: 'description', as: 'rich-text' }],
    ['person', { crm: 'owner', pm: 'owner' }],
    ['person', { crm: 'owner', pm: 'owner', as: 'person' }],
    ['accounts', { crm: 'account', pm: 'client' }],
    ['groups', { crm: 'type', pm: 'group', as: 'groups' }],
  ]
  const tables = { groups: { 'New Business': 'new', 'Existing Business': 'old' } }
  test.each(cases)('%s for %o', (name, row) => {
    expect(ruleFor(row, { accounts, tables }).lens.name).toBe(name)
  })
})

describe('a table is read from the side its keys belong to', () => {
  const row = { crm: 'type', pm: 'group', as: 'kind' }
  const cases: readonly (readonly [name: string, kind: object])[] = [
    ["the CRM's words", { 'New Business': 'new', 'Existing Business': 'old' }],
    ["the project tool's words", { new: 'New Business', old: ['Existing Business'] }],
  ]
  test.each(cases)('%s', (_, kind) => {
    const { lens } = ruleFor(row, { tables: { kind } })
    expect(lens.across('Existing Business', 'pm', null, world)).toEqual({ ok: true, value: 'old' })
    expect(lens.across('new', 'crm', null, world)).toEqual({ ok: true, value: 'New Business' })
  })

  test('where nobody declares words, the keys are the words of the CRM', () => {
    const fields = [{ crm: 'status', pm: 'status', as: 'status' }]
    const status = { New: 'open', Busy: 'open', Done: ['closed', 'dropped'] }
    const text = JSON.stringify({ ...head, deals, tasks: { ...tasks, fields }, tables: { status } })
    const lens = pairOf(policyIn(text), 'tasks').fields[0]?.lens
    expect(lens?.across('Busy', 'pm', null, world)).toEqual({ ok: true, value: 'open' })
    expect(lens?.across('open', 'crm', null, world)).toEqual({ ok: true, value: 'New' })
    expect(lens?.across('dropped', 'crm', 'Busy', world)).toEqual({ ok: true, value: 'Done' })
  })
})

test('a text longer than the other side takes is held, by the limit of that side', () => {
  const [rule] = pairOf(policyIn(JSON.stringify({ ...head, deals, tasks })), 'tasks').fields
  const text = 'a text of 25 letters long'
  expect(rule?.lens.across(text, 'pm', null, world)).toEqual({ ok: true, value: text })
  expect(rule?.lens.across(text, 'crm', null, world)).toMatchObject({ ok: false, code: 'carry/too-long' })
})

describe('the field that accounts are matched by', () => {
  const row = (name: string) => ({ id: name, fields: { name }, changedAt: null })
  const pair = (more: object = {}) =>
    pairOf(policyIn(JSON.stringify({ ...head, accounts: { ...accounts, ...more } })), 'accounts')

  test('names a new client', () => {
    const verdict = planCreate(pair({ create: ['pm'] }), row('Acme'), 'pm', 'automatic', world)
    expect(verdict).toMatchObject({ is: 'create', on: 'pm', fields: { name: 'Acme' } })
  })

  test.each(['crm', 'pm', 'hold'])('renames no client that is there (at_link: %s)', at_link => {
    const rows = {
      crm: { seen: 'row', row: row('Acme') },
      pm: { seen: 'row', row: row('ACME Inc.') },
    } as const
    const first: Verdict = planLink(pair({ at_link }), { ...rows, base: { crm: {}, pm: {} } }, world)
    const later = planLink(
      pair({ at_link }),
      { ...rows, base: { crm: { name: 'A' }, pm: { name: 'B' } } },
      world,
    )
    expect([first, later]).toEqual(Array(2).fill({ is: 'rest', fields: { name: { is: 'same' } } }))
  })

  test('is kept the same where `fields` says so', () => {
    const rules = pair({ fields: [{ crm: 'name', pm: 'name', flow: 'to-pm' }] }).fields
    expect(rules.map(rule => [rule.lens.name, rule.flow])).toEqual([['text', 'to-pm']])
  })

  test.each([
    ['cannot create', entity({ name: field('text') }, { create: false })],
    ['does not let it be written', entity({ name: field('text', { writable: false }) })],
  ])('flows to no side that %s', (_, client) => {
    const pm = connector('pm', 'zoho-projects', { client })
    const text = JSON.stringify({ ...head, accounts })
    const rules = pairOf(policyIn(text, { crm: fakes.crm, pm }), 'accounts').fields
    expect(rules.map(rule => rule.flow)).toEqual(['to-crm'])
  })
})

describe('the field that names the row it belongs to', () => {
  const anchorWith = (references: readonly string[]) => {
    const refs = Object.fromEntries(references.map(name => [name, field('ref', { entity: 'project' })]))
    const project = entity({ name: field('text') })
    const pm = connector('pm', 'zoho-projects', { project, task: entity({ title: field('text'), ...refs }) })
    return pairOf(policyIn(JSON.stringify({ ...head, deals, tasks }), { crm: fakes.crm, pm }), 'tasks').anchor
  }

  test('is the only reference to it', () => {
    expect(anchorWith(['folder'])).toEqual({ pair: 'deals', crm: 'deal', pm: 'folder' })
  })

  test('is the reference of its name, of several', () => {
    expect(anchorWith(['copiedFrom', 'project'])).toEqual({ pair: 'deals', crm: 'deal', pm: 'project' })
  })

  test('is not guessed', () => {
    expect(() => anchorWith(['copiedFrom', 'folder'])).toThrow('none of them stands out')
  })

  test('is found for deals without `needs` too, and then only used where the account is linked', () => {
    const pair = pairOf(policyIn(JSON.stringify({ ...head, accounts, deals })), 'deals')
    expect([pair.anchor?.pair, pair.needsAnchor]).toEqual(['accounts', false])
  })
})

describe('the time until nobody types any more', () => {
  const settled = (settle: string | undefined) => {
    const section = { ...accounts, ...(settle === undefined ? {} : { settle }) }
    return pairOf(policyIn(JSON.stringify({ ...head, accounts: section })), 'accounts').settleMs
  }
  test.each([
    ['20s', 20_000],
    ['2m', 120_000],
    [undefined, undefined],
  ] as const)('%s', (settle, ms) => {
    expect(settled(settle)).toBe(ms)
  })

  test.each(['20', '0s', '1h', 's'])('%s is none', settle => {
    expect(() => settled(settle)).toThrow('`settle` is')
  })
})
