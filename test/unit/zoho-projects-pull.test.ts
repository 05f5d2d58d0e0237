import { describe, expect, test } from 'vitest'
import connector from '../../connectors/zoho-projects/index.ts'
import { type Canned, fake, fixture } from './zoho-fake.ts'

const settings = { dc: 'eu', portal: 'zylkerpm' }
const facts = { portal: '60000001', portalName: 'zylkerpm', timeZone: 'Europe/Berlin' }

const minute = (at: number) => new Date(Date.UTC(2026, 10, 3, 10, at)).toISOString()
const task = (id: string, changed = minute(0), more: object = {}) => ({
  id,
  name: `Task ${id}`,
  project: { id: '1' },
  last_modified_time: changed,
  ...more,
})
const wrapped = (tasks: readonly object[], has_next_page = false): Canned => ({
  body: { tasks, page_info: { has_next_page } },
})
const open = (answers: Parameters<typeof fake>[1], extra: object = {}) =>
  fake(connector, answers, settings, { ...facts, ...extra })

describe('pull', () => {
  const pull = (session: Parameters<typeof connector.pull>[0], more: object = {}) =>
    connector.pull(session, { entity: 'task', since: null, cursor: null, ...more })

  test('reads the newest first until it is older than asked for', async () => {
    const { session, calls } = open({
      'GET /tasks': [wrapped([task('2', minute(9)), task('3', minute(1))], true)],
    })
    expect(await pull(session, { since: minute(5) })).toMatchObject({
      rows: [{ id: '1/2' }],
      gone: [],
      next: null,
    })
    expect(calls[0]?.query).toEqual({ sort_by: 'DESC(last_modified_time)', page: 1, per_page: 200 })
  })

  test.each([
    ['all is new', [task('2', minute(9)), task('3', minute(7))]],
    [
      'the list is not in the order that was asked for',
      [task('2', minute(1)), task('3', minute(9)), task('4', minute(2))],
    ],
    ['the vendor does not tell when', [task('2', '')]],
  ])('goes on where %s', async (_, tasks) => {
    const { session } = open({ 'GET /tasks': [wrapped(tasks, true)] })
    expect((await pull(session, { since: minute(5) })).next).toBe('2')
  })

  test('a row changed in the very moment belongs to it', async () => {
    const { session } = open({ 'GET /tasks': [wrapped([task('2', minute(5))])] })
    expect((await pull(session, { since: minute(5) })).rows).toHaveLength(1)
  })

  test('ends with the last page, and resumes where the cursor says', async () => {
    const { session, calls } = open({ 'GET /tasks': [wrapped([task('2')], true), wrapped([task('3')])] })
    const first = await pull(session)
    const second = await pull(session, { cursor: first.next })
    expect([first.next, second.next]).toEqual(['2', null])
    expect(calls.map(call => call.query?.page)).toEqual([1, 2])
  })

  test.each([
    ['a bare array', { body: [{ id: '5', name: 'P' }] }, null],
    [
      'a full bare array',
      { body: Array.from({ length: 200 }, (_, at) => ({ id: String(at), name: 'P' })) },
      '2',
    ],
    ['a wrapped list', fixture('zoho-projects', 'projects-wrapped'), '2'],
    ['no content', { status: 204 }, null],
    [
      'an empty list that promises more',
      { body: { projects: [], page_info: { has_next_page: true } } },
      null,
    ],
  ])('takes %s', async (_, canned, next) => {
    const { session } = open({ 'GET /projects': [canned] })
    expect((await pull(session, { entity: 'project' })).next).toBe(next)
  })

  test('leaves templates out of the projects', async () => {
    const { session } = open({ 'GET /projects': [fixture('zoho-projects', 'projects')] })
    expect((await pull(session, { entity: 'project' })).rows.map(row => row.fields.name)).toEqual([
      'Zylker roll-out',
    ])
  })

  test('only the tasks of a project where they are asked for', async () => {
    const { session, calls } = open({
      'GET /projects/1/tasks': [wrapped([task('2', minute(0), { project: undefined })])],
    })
    expect((await pull(session, { within: '1' })).rows.map(row => row.id)).toEqual(['1/2'])
    expect(calls[0]?.limit).toBe('GET /projects/{id}/tasks')
  })

  test('a task of nobody knows which project is not lost: the projects are gone through instead', async () => {
    const { session, calls } = open({
      'GET /tasks': [wrapped([task('2', minute(0), { project: undefined })])],
      'GET /projects': [{ body: [{ id: '1', name: 'Zylker' }] }],
    })
    const { rows, next } = await pull(session)
    expect(rows).toEqual([])
    expect(JSON.parse(next ?? '')).toEqual({ left: ['1'], projects: null, page: 1 })
    expect(calls.map(({ limit }) => limit)).toEqual(['GET /tasks', 'GET /projects'])
  })

  test.each([['user'], ['client']])('%ss are a plain list, whenever they changed', async entity => {
    const { session, calls } = open({ [`GET /${entity}s`]: [fixture('zoho-projects', `${entity}s`)] })
    const page = await pull(session, { entity, since: minute(0) })
    expect(page.rows.length).toBeGreaterThan(0)
    expect(calls[0]?.query).toEqual({ page: 1, per_page: 200 })
  })

  test.each([['0'], ['x'], ['1e9'], ['-1']])('the cursor %s is refused', async cursor => {
    await expect(pull(open({}).session, { cursor })).rejects.toThrow()
  })
})

describe('find', () => {
  const keyed = (id: string, key: string, created_time = minute(0)) =>
    task(id, minute(0), { cf_baton_key: key, created_time })

  test('compares the newest rows with the key', async () => {
    const { session, calls } = open({
      'GET /projects/1/tasks': [wrapped([keyed('2', 'bt-9'), keyed('3', 'bt-1')])],
    })
    expect(await connector.find(session, 'task', 'bt-1', { project: '1' })).toMatchObject({
      id: '1/3',
      key: 'bt-1',
    })
    expect(calls[0]?.query?.sort_by).toBe('DESC(created_time)')
  })

  test('of a row and its clones the oldest is ours', async () => {
    const list = wrapped([keyed('4', 'bt-1', minute(8)), keyed('3', 'bt-1', minute(2))])
    const { session } = open({ 'GET /projects/1/tasks': [list] })
    expect(await connector.find(session, 'task', 'bt-1', { project: '1' })).toMatchObject({ id: '1/3' })
  })

  test('looks through the portal where the project is not told', async () => {
    const { session } = open({ 'GET /tasks': [wrapped([keyed('3', 'bt-1')])] })
    expect(await connector.find(session, 'task', 'bt-1', {})).toMatchObject({ id: '1/3' })
  })

  test('finds a project', async () => {
    const { session } = open({ 'GET /projects': [fixture('zoho-projects', 'projects')] })
    expect(await connector.find(session, 'project', 'bt-deal-1', {})).toMatchObject({
      id: '2490000000010001',
    })
    expect(await connector.find(session, 'project', 'bt-deal-2', {})).toBeNull()
  })

  test('gives up after a bounded distance', async () => {
    const { session, calls } = open({ 'GET /projects/1/tasks': [wrapped([keyed('2', 'bt-9')], true)] })
    expect(await connector.find(session, 'task', 'bt-1', { project: '1' })).toBeNull()
    expect(calls).toHaveLength(5)
  })

  test.each([
    ['its name', ['Zylker', 'Other'], { name: 'Zylker' }, '0'],
    ['nothing where two have the name', ['Zylker', 'Zylker'], { name: 'Zylker' }, undefined],
    ['nothing where none has the name', ['Other'], { name: 'Zylker' }, undefined],
    ['nothing without a name', ['Other'], {}, undefined],
  ])('a client has no key and is found by %s', async (_, names, fields, id) => {
    const body = names.map((name, at) => ({ id: String(at), name }))
    const { session } = open({ 'GET /clients': [{ body }] })
    expect((await connector.find(session, 'client', 'bt-1', fields))?.id).toBe(id)
  })
})
