import { describe, expect, test } from 'vitest'
import zohoCrm from '../../connectors/zoho-crm/index.ts'
import zohoProjects from '../../connectors/zoho-projects/index.ts'
import { emptyWorld } from '../../src/core/lens.ts'
import { planNewcomer } from '../../src/core/newcomer.ts'
import { planLink, type Sighting } from '../../src/core/plan.ts'
import type { Row } from '../../src/spi/index.ts'
import { pairOf, policyIn, tasksWith } from '../support/shop-mapping.ts'
import { fake } from './zoho-fake.ts'

const pair = pairOf(policyIn(tasksWith('    - { crm: title, pm: title }')), 'tasks')
const fields = { title: 'Kick-off' }
const row: Sighting = { seen: 'row', row: { id: '1', fields, changedAt: null } }
const unread: Sighting = {
  seen: 'row',
  row: { id: '1', fields: {}, changedAt: null, unread: { '': 'unknown shape' } },
}
const held = { is: 'hold', code: 'hold/unreadable' }

const links: readonly (readonly [string, Sighting, Sighting, object])[] = [
  ['beside a row', unread, row, held],
  ['on the other side', row, unread, held],
  ['on both sides', unread, unread, held],
  ['beside a row that is gone, which is not acted upon', unread, { seen: 'gone' }, held],
  ['beside a row that one reading missed', unread, { seen: 'missing' }, { is: 'look-again' }],
]
test.each(links)('a row that cannot be read holds its link: %s [I8]', (_, crm, pm, verdict) => {
  const base = { crm: fields, pm: fields }
  expect(planLink(pair, { base, crm, pm }, emptyWorld)).toMatchObject(verdict)
})

test('nobody makes a counterpart of a row that cannot be read, whoever asks for it [I8]', () => {
  const newcomer = {
    side: 'crm',
    row: unread.seen === 'row' ? unread.row : { id: '', fields, changedAt: null },
    match: { is: 'none' },
    anchor: { is: 'linked', id: 'p1' },
    wish: { why: 'asked', on: '2026-03-01' },
  } as const
  expect(planNewcomer(pair, newcomer, emptyWorld)).toMatchObject(held)
})

const changedAt = '2026-11-03T10:00:00Z'
const summary = (rows: readonly Row[]) =>
  rows.map(({ id, unread: why, fields: shown }) => [id, why ?? shown.title]).sort()

describe('Zoho CRM', () => {
  const good = (id: string) => ({ id, Subject: 'Kick-off', Status: 'Open', Modified_Time: changedAt })
  const open = (second: object) =>
    fake(
      zohoCrm,
      {
        'POST /coql': [{ body: { data: ['11', '12', '13'].map(good), info: { more_records: false } } }],
        'GET /Tasks': [{ body: { data: [good('11'), second, good('13')] } }],
      },
      { dc: 'eu' },
    ).session
  const pull = (second: object) => zohoCrm.pull(open(second), { entity: 'task', since: null, cursor: null })

  test('one record in an unknown shape is named, and stops neither its page nor a reading [I8]', async () => {
    const garbled = { ...good('12'), Modified_By: 'Ada Sync' }
    const why = { '': 'Zoho CRM shows it in an unknown shape, at "Modified_By"' }
    const expected = [
      ['11', 'Kick-off'],
      ['12', why],
      ['13', 'Kick-off'],
    ]
    expect(summary((await pull(garbled)).rows)).toEqual(expected)
    expect(summary(await zohoCrm.fetch(open(garbled), 'task', ['11', '12', '13']))).toEqual(expected)
  })

  const values: readonly (readonly [string, object, readonly string[]])[] = [
    ['a text that is none', { Subject: { text: 'Kick-off' } }, ['title']],
    ['an owner that is none', { Owner: 'Ada Sync' }, ['owner']],
    ['a relation that is none', { What_Id: 'Roll-out' }, ['account', 'deal']],
  ]
  test.each(values)('%s is named by its field, and the others are read [I8]', async (_, given, names) => {
    const [, second] = (await pull({ ...good('12'), ...given })).rows
    expect(Object.keys(second?.unread ?? {}).sort()).toEqual(names)
    expect(Object.keys(second?.fields ?? {})).not.toEqual(expect.arrayContaining([...names]))
    expect(second?.fields).toMatchObject({ status: 'Open' })
  })

  test('a record without an id cannot be named: its page fails, and the cursor stays [I8]', async () => {
    await expect(pull({ Subject: 'Kick-off' })).rejects.toMatchObject({ failure: { kind: 'unexpected' } })
  })
})

describe('Zoho Projects', () => {
  const task = (id: string) => ({
    id,
    name: 'Kick-off',
    description: null,
    project: { id: '1' },
    last_modified_time: changedAt,
  })
  const garbled = { ...task('12'), owners_and_work: 'Ada Sync' }
  const why = { '': 'Zoho Projects answered in an unknown shape, at "owners_and_work"' }
  const expected = [
    ['1/11', 'Kick-off'],
    ['1/12', why],
    ['1/13', 'Kick-off'],
  ]
  const open = (answers: Parameters<typeof fake>[1]) =>
    fake(zohoProjects, answers, { dc: 'eu', portal: 'zylkerpm' }, { portal: '60000001' }).session
  const list = [{ body: { tasks: [task('11'), garbled, task('13')], page_info: { has_next_page: false } } }]

  test('one record in an unknown shape is named, and does not stop its page [I8]', async () => {
    const session = open({ 'GET /tasks': list })
    const page = await zohoProjects.pull(session, { entity: 'task', since: null, cursor: null })
    expect(summary(page.rows)).toEqual(expected)
  })

  test('nor the reading of others, alone or through a list [I8]', async () => {
    const alone = (id: string) => [{ body: id === '12' ? garbled : task(id) }]
    const session = open({
      'GET /projects/1/tasks/11': alone('11'),
      'GET /projects/1/tasks/12': alone('12'),
      'GET /projects/1/tasks/13': alone('13'),
      'GET /projects/1/tasks/14': [
        { status: 404, body: { error: { code: 6404, message: 'Resource Not Found' } } },
      ],
      'GET /projects/1/tasks': list,
    })
    expect(summary(await zohoProjects.fetch(session, 'task', ['1/11', '1/12', '1/13']))).toEqual(expected)
    const many = ['1/11', '1/12', '1/13', '1/14']
    expect(summary(await zohoProjects.fetch(session, 'task', many))).toEqual(expected)
  })

  test('a record that carries our key is there, readable or not: nothing is made beside it [I6] [I8]', async () => {
    const ours = { ...garbled, baton_key: 'bt-1' }
    const settings = { dc: 'eu', portal: 'zylkerpm', keyField: 'baton_key' }
    const answers = { 'GET /projects/1/tasks': [{ body: { tasks: [ours] } }] }
    const { session, calls } = fake(zohoProjects, answers, settings, { portal: '60000001' })
    const create = { op: 'create', key: 'bt-1', fields: { project: '1', title: 'Kick-off' } } as const
    const [result] = await zohoProjects.write(session, 'task', [create])
    expect(result).toMatchObject({ ok: false, failure: { kind: 'unexpected' } })
    expect(calls.every(call => call.method === 'GET')).toBe(true)
  })
})
