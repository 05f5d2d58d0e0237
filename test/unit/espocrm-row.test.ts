import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import * as api from '../../connectors/espocrm/api.ts'
import { recordFor } from '../../connectors/espocrm/compose.ts'
import { fromEspo, toEspo } from '../../connectors/espocrm/moments.ts'
import { rowOf } from '../../connectors/espocrm/translate.ts'
import type { Fields } from '../../src/spi/index.ts'
import { fixture, fixtureNames } from './zoho-fake.ts'

const schemas: Readonly<Record<string, z.ZodType>> = {
  account: api.record,
  opportunity: api.record,
  'task-day': api.record,
  'task-time': api.record,
  tasks: api.recordList,
  posts: api.recordList,
  users: api.recordList,
  'app-user': api.appUser,
  'metadata-account': api.typeDefinition,
  'metadata-opportunity': api.typeDefinition,
  'metadata-task': api.typeDefinition,
  duplicate: api.recordList.shape.list,
  modified: api.outdated,
  invalid: api.refusal,
  'no-target': api.refusal,
  stream: api.stream,
  webhook: api.webhook,
  webhooks: api.webhookList,
  delivery: api.changes,
}

test.each(fixtureNames('espocrm').map(name => [name]))(
  'the stored answer %s says where it is from and has its shape',
  name => {
    const { source, body } = fixture('espocrm', name)
    expect(source).toMatch(/^observed on EspoCRM 9\.2\.7|read in its source/)
    expect(schemas[name]?.parse(body)).toBeTruthy()
  },
)

const stages = JSON.stringify({ 'Closed Won': 'won', 'Closed Lost': 'lost', Negotiation: 'open' })
const settings = {
  url: 'https://example.test/crm/',
  projectField: 'cProjectLink',
  progressField: 'cProgress',
}
const site = (timeZone = 'Europe/Berlin') => ({ settings, facts: { stages, timeZone } })

function record(name: string, changes: object = {}) {
  return api.record.parse({ ...(fixture('espocrm', name).body as object), ...changes })
}

describe('a record as a row', () => {
  test('a task', () => {
    expect(rowOf('task', record('task-day'), site())).toEqual({
      id: '6b020b60c1aa40f13',
      version: '3',
      changedAt: '2026-11-21T21:31:12.000Z',
      changedBy: '6a00000000000b001',
      fields: {
        title: 'Kick-off call',
        description: 'Agenda',
        dueDate: '2026-12-05',
        priority: 'High',
        status: 'Not Started',
        owner: '6a00000000000a001',
        deal: '6b020b4206fae68a5',
        account: null,
      },
      key: 'bt-task-1',
      url: 'https://example.test/crm/#Task/view/6b020b60c1aa40f13',
    })
  })

  test('a deal', () => {
    expect(
      rowOf(
        'deal',
        record('opportunity', { cProjectLink: 'https://pm.example.test/7', cProgress: 40 }),
        site(),
      ).fields,
    ).toEqual({
      title: 'Zylker roll-out',
      stage: 'Closed Won',
      won: true,
      lost: false,
      account: '6b020b1b17f0d19a7',
      contact: null,
      owner: '6a00000000000a001',
      closing: '2026-12-01',
      amount: '120000',
      currency: 'USD',
      probability: 100,
      source: null,
      description: null,
      project: 'https://pm.example.test/7',
      progress: 40,
    })
  })

  test('an account that nobody changed yet was changed by its maker', () => {
    const row = rowOf('account', record('account'), site())
    expect(row.changedBy).toBe('6a00000000000a001')
    expect(row.fields).toEqual({
      name: 'Zylker',
      website: 'https://zylker.example.test',
      phone: null,
      email: null,
      description: null,
      owner: '6a00000000000a001',
    })
    expect(row).not.toHaveProperty('key')
  })

  test.each([
    ['Opportunity', { deal: '5', account: null }],
    ['Account', { deal: null, account: '5' }],
    ['Contact', { deal: null, account: null }],
    [null, { deal: null, account: null }],
  ])('a task on a record of type %s', (parentType, expected) => {
    expect(rowOf('task', record('task-day', { parentType, parentId: '5' }), site()).fields).toMatchObject(
      expected,
    )
  })

  test.each([
    ['Closed Won', { won: true, lost: false }],
    ['Closed Lost', { won: false, lost: true }],
    ['Negotiation', { won: false, lost: false }],
  ])('a deal in stage %s', (stage, expected) => {
    expect(rowOf('deal', record('opportunity', { stage }), site()).fields).toMatchObject(expected)
  })

  test.each([['Signed'], ['toString'], [null]])('of a stage like %s nobody says whether it is won', stage => {
    expect(rowOf('deal', record('opportunity', { stage }), site()).fields).not.toHaveProperty('won')
  })

  test.each([
    [120000, '120000'],
    [0.1, '0.1'],
    ['99.9000', '99.9'],
    [1e21, '1000000000000000000000'],
    [1.5e-7, '0.00000015'],
    [null, null],
  ])('an amount of %s is %s', (amount, expected) => {
    expect(rowOf('deal', record('opportunity', { amount }), site()).fields.amount).toBe(expected)
  })

  test('a field that was not shown is left out, an empty one is empty', () => {
    const { description, ...rest } = record('task-day', { priority: '' })
    expect(description).toBe('Agenda')
    const { fields } = rowOf('task', rest, site())
    expect(fields).not.toHaveProperty('description')
    expect(fields.priority).toBeNull()
  })

  test('a value in an unknown form is left out and named', () => {
    const row = rowOf('deal', record('opportunity', { probability: 'likely', stage: { id: 1 } }), site())
    expect(row.fields).not.toHaveProperty('stage')
    expect(Object.keys(row.unread ?? {}).sort()).toEqual(['probability', 'stage'])
  })

  test('where versions are not counted, the time of change stands for one', () => {
    const { versionNumber, ...rest } = record('task-day')
    expect(versionNumber).toBe(3)
    expect(rowOf('task', rest, site()).version).toBe('2026-11-21 21:31:12')
  })

  test('custom fields that a check saw are shown under their own names', () => {
    const facts = { 'custom.deal': JSON.stringify({ cRegion: 'enum', cHours: 'float', cGone: 'bool' }) }
    const shown = rowOf('deal', record('opportunity', { cRegion: 'North', cHours: 2.5 }), {
      settings,
      facts,
    }).fields
    expect(shown).toMatchObject({ cRegion: 'North', cHours: 2.5 })
    expect(shown).not.toHaveProperty('cGone')
  })
})

describe('fields on their way to EspoCRM', () => {
  const rows: readonly (readonly [string, string, Fields, object])[] = [
    ['a task on a deal', 'task', { deal: '5', account: '6' }, { parentType: 'Opportunity', parentId: '5' }],
    ['a task on an account', 'task', { deal: null, account: '6' }, { parentType: 'Account', parentId: '6' }],
    ['a task on nothing', 'task', { deal: null }, { parentType: null, parentId: null }],
    ['people', 'task', { owner: '7' }, { assignedUserId: '7' }],
    ['money', 'deal', { amount: '1200.50', currency: 'EUR' }, { amount: 1200.5, amountCurrency: 'EUR' }],
    ['an emptied amount', 'deal', { amount: null }, { amount: null }],
    [
      'the fields that settings name',
      'deal',
      { project: 'x', progress: 40 },
      { cProjectLink: 'x', cProgress: 40 },
    ],
    [
      'an account',
      'account',
      { name: 'Zylker', phone: null, email: 'a@example.test' },
      { name: 'Zylker', phoneNumber: null, emailAddress: 'a@example.test' },
    ],
    ['what EspoCRM does not have', 'account', { colour: 'red' }, {}],
  ]
  test.each(rows)('%s', (_, entity, fields, expected) => {
    expect(recordFor(entity, fields, null, site())).toEqual(expected)
  })
})

describe('moments', () => {
  test.each([
    ['2026-11-21 21:21:06', '2026-11-21T21:21:06.000Z'],
    ['2026-11-21 21:21', '2026-11-21T21:21:00.000Z'],
    ['2026-11-21', null],
    ['soon', null],
    [null, null],
    [7, null],
  ])('%s is %s', (text, iso) => expect(fromEspo(text)).toBe(iso))

  test('and back, without parts of a second', () => {
    expect(toEspo('2026-11-21T22:21:06.789+01:00')).toBe('2026-11-21 21:21:06')
  })
})
