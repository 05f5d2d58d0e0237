import { describe, expect, test } from 'vitest'
import connector from '../../connectors/zoho-projects/index.ts'
import type { VendorRequest } from '../../src/spi/index.ts'
import { type Canned, fake, fixture, nameOf } from './zoho-fake.ts'

const settings = { dc: 'eu', portal: 'zylkerpm' }
const facts = { portal: '60000001', portalName: 'zylkerpm', timeZone: 'Europe/Berlin' }
const gone: Canned = { status: 404, body: { error: { code: 6404, message: 'Resource Not Found' } } }
const trashed: Canned = { status: 410 }
const unknownUrl: Canned = {
  status: 400,
  body: { error: { title: 'URL_RULE_NOT_CONFIGURED', status_code: '400' } },
}

const minute = (at: number) => new Date(Date.UTC(2026, 10, 3, 10, at)).toISOString()
const task = (id: string, changed = minute(0), more: object = {}) => ({
  id,
  name: `Task ${id}`,
  description: null,
  project: { id: '1' },
  last_modified_time: changed,
  ...more,
})
const wrapped = (tasks: readonly object[], has_next_page = false): Canned => ({
  body: { tasks, page_info: { has_next_page } },
})
const open = (answers: Parameters<typeof fake>[1], extra: object = {}) =>
  fake(connector, answers, settings, { ...facts, ...extra })
const names = (calls: readonly VendorRequest[]) => calls.map(nameOf)

describe('a call', () => {
  test('goes to the portal in its data centre and counts against its pattern', async () => {
    const { session, calls } = open({ 'GET /projects/1/tasks/2': [fixture('zoho-projects', 'task')] })
    await connector.fetch(session, 'task', ['1/2'])
    expect(calls[0]).toMatchObject({
      method: 'GET',
      url: 'https://projectsapi.zoho.eu/api/v3/portal/60000001/projects/1/tasks/2',
      limit: 'GET /projects/{id}/tasks/{id}',
    })
    expect(connector.limits()).toContainEqual({ of: calls[0]?.limit, calls: 90, perSeconds: 120 })
  })

  test('takes the portal as typed before the first check', async () => {
    const { session, calls } = fake(connector, { 'GET /projects/1/tasks/2': [gone] }, settings)
    await connector.fetch(session, 'task', ['1/2'])
    expect(calls[0]?.url).toContain('/portal/zylkerpm/')
  })
})

describe('fetch', () => {
  test('reads a few tasks one by one and leaves out what is not there', async () => {
    const answers = { 'GET /projects/1/tasks/2': [{ body: task('2') }], 'GET /projects/1/tasks/3': [gone] }
    const { session, calls } = open(answers)
    const rows = await connector.fetch(session, 'task', ['1/2', '1/3', '1/2', 'nonsense'])
    expect(rows.map(row => row.id)).toEqual(['1/2'])
    expect(calls).toHaveLength(2)
  })

  test('looks for many tasks in their project, and asks for those that the list does not show', async () => {
    const answers = {
      'GET /projects/1/tasks': [wrapped([task('2'), task('3'), task('9')])],
      'GET /projects/1/tasks/4': [{ body: task('4') }],
      'GET /projects/1/tasks/5': [gone],
      'GET /projects/7/tasks/8': [{ body: task('8', minute(0), { project: { id: '7' } }) }],
    }
    const { session, calls } = open(answers)
    const rows = await connector.fetch(session, 'task', ['1/2', '7/8', '1/3', '1/4', '1/5'])
    expect(rows.map(row => row.id).sort()).toEqual(['1/2', '1/3', '1/4', '7/8'])
    expect(calls).toHaveLength(4)
    expect(calls[0]?.query).toEqual({ sort_by: 'DESC(last_modified_time)', page: 1, per_page: 200 })
  })

  test('reads a task alone where the list leaves its text out', async () => {
    const answers = {
      'GET /projects/1/tasks': [
        wrapped(['2', '3', '4', '5'].map(id => task(id, minute(0), { description: undefined }))),
      ],
      ...Object.fromEntries(
        ['2', '3', '4', '5'].map(id => [
          `GET /projects/1/tasks/${id}`,
          [{ body: task(id, minute(0), { description: 'long' }) }],
        ]),
      ),
    }
    const { session } = open(answers)
    const rows = await connector.fetch(session, 'task', ['1/2', '1/3', '1/4', '1/5'])
    expect(rows.map(row => row.fields.description)).toEqual(['long', 'long', 'long', 'long'])
  })

  test.each([
    ['bare', (one: object) => one],
    ['in a list', (one: object) => [one]],
    ['in a wrapped list', (one: object) => ({ tasks: [one] })],
  ])('takes a single task %s, and what it does not tell as empty', async (_, coat) => {
    const { session } = open({
      'GET /projects/1/tasks/2': [{ body: coat(task('2', minute(0), { description: undefined })) }],
    })
    const rows = await connector.fetch(session, 'task', ['1/2'])
    expect(rows).toMatchObject([{ id: '1/2', fields: { description: null } }])
  })

  test('turns no more pages than asking one by one would cost', async () => {
    const answers = (request: VendorRequest): Canned => wrapped([task(`${request.query?.page}0`)], true)
    const single = (id: string) => [`GET /projects/1/tasks/${id}`, [{ body: task(id) }]] as const
    const { session, calls } = open({
      'GET /projects/1/tasks': answers,
      ...Object.fromEntries(['2', '3', '4', '5'].map(single)),
    })
    await connector.fetch(session, 'task', ['1/2', '1/3', '1/4', '1/5'])
    expect(names(calls).filter(name => name === 'GET /projects/1/tasks')).toHaveLength(2)
  })

  test.each([
    ['gone', gone],
    ['in the trash', trashed],
  ])('finds no tasks in a project that is %s', async (_, canned) => {
    const { session } = open({ 'GET /projects/1/tasks': [canned] })
    expect(await connector.fetch(session, 'task', ['1/2', '1/3', '1/4', '1/5'])).toEqual([])
  })

  test('does not take a refusal for an absence', async () => {
    const { session } = open({ 'GET /projects/1/tasks/2': [{ status: 403 }] })
    await expect(connector.fetch(session, 'task', ['1/2'])).rejects.toMatchObject({
      failure: { kind: 'forbidden' },
    })
  })

  const project = fixture('zoho-projects', 'project')
  const id = '2490000000010001'

  test.each([
    ['its client', {}, fixture('zoho-projects', 'clients'), '2490000000070001'],
    ['no client', {}, { status: 204 }, null],
    ['its primary client', {}, { body: [{ id: '1' }, { id: '2', is_primary: true }] }, '2'],
    ['nothing of clients where that is refused', {}, unknownUrl, undefined],
    ['nothing of clients where that was refused before', { clients: 'refused' }, { status: 500 }, undefined],
  ])('shows a project with %s', async (_, extra, clients, expected) => {
    const answers = { [`GET /projects/${id}`]: [project], [`GET /projects/${id}/clients`]: [clients] }
    const { session } = open(answers, extra)
    const [row] = await connector.fetch(session, 'project', [id, 'nonsense'])
    expect(row?.fields.client).toBe(expected)
    expect('client' in (row?.fields ?? {})).toBe(expected !== undefined)
  })

  test('users and clients come from their lists', async () => {
    const { session } = open({
      'GET /users': [fixture('zoho-projects', 'users')],
      'GET /clients': [fixture('zoho-projects', 'clients')],
    })
    expect(await connector.fetch(session, 'user', ['2490000000002056', '1'])).toHaveLength(1)
    expect(await connector.fetch(session, 'client', ['2490000000070001'])).toMatchObject([
      { fields: { name: 'Zylker' } },
    ])
  })

  test.each([
    ['text', '<html>', 'unavailable'],
    ['no list', { tasks: 'none' }, 'unexpected'],
    ['an item without an id', { tasks: [{ name: 'x' }], page_info: {} }, 'unexpected'],
    ['an error under a good status', { error: { title: 'INVALID_TICKET' } }, 'unauthorized'],
  ])('refuses %s', async (_, body, kind) => {
    const { session } = open({ 'GET /tasks': [{ body }] })
    const ask = { entity: 'task', since: null, cursor: null }
    await expect(connector.pull(session, ask)).rejects.toMatchObject({ failure: { kind } })
  })
})
