import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import * as api from '../../connectors/zoho-projects/api.ts'
import { arrayIn } from '../../connectors/zoho-projects/client.ts'
import { clientRow, projectRow, taskRow, userRow } from '../../connectors/zoho-projects/translate.ts'
import { fixture, fixtureNames } from './zoho-fake.ts'

const inList = (schema: z.ZodType) => z.preprocess(arrayIn, z.array(schema).min(1))

const schemas: Readonly<Record<string, z.ZodType>> = {
  clients: inList(api.client),
  fields: inList(api.portalField),
  'global-statuses': inList(api.entry),
  'legacy-portals': api.legacyPortals,
  portals: inList(api.portal),
  project: api.project,
  projects: inList(api.project),
  'projects-wrapped': inList(api.project),
  task: api.task,
  tasklists: inList(api.entry),
  tasks: inList(api.task),
  users: inList(api.person),
}

describe('every stored answer', () => {
  test.each(fixtureNames('zoho-projects').map(name => [name]))(
    '%s names its page and has its shape',
    name => {
      const { source, body } = fixture('zoho-projects', name)
      expect(source).toMatch(/^https:\/\/(projects|www)\.zoho\.com\//)
      expect(schemas[name]?.parse(body)).toBeTruthy()
    },
  )
})

const context = {
  settings: { dc: 'us', portal: 'zylkerpm' },
  facts: { timeZone: 'Europe/Berlin', portalName: 'zylkerpm', portal: '60000001' },
}
const project = (changes: object = {}) =>
  api.project.parse({ ...(fixture('zoho-projects', 'project').body as object), ...changes })
const task = (changes: object = {}) =>
  api.task.parse({ ...(fixture('zoho-projects', 'task').body as object), ...changes })

test('a project as a row', () => {
  expect(projectRow(project(), context)).toEqual({
    id: '2490000000010001',
    version: '2026-11-03T09:30:00.000Z',
    changedAt: '2026-11-03T09:30:00.000Z',
    changedBy: '2490000000002055',
    fields: {
      name: 'Zylker roll-out',
      description: '<div>From the deal</div>',
      owner: '2490000000002055',
      start: '2026-11-10',
      end: '2027-02-26',
      strict: true,
      group: 'Ungrouped Projects',
      status: 'Active',
      closed: false,
      progress: 40,
      openTasks: 3,
      closedTasks: 2,
    },
    key: 'bt-deal-1',
    url: 'https://projects.zoho.com/portal/zylkerpm#zp/projects/2490000000010001/',
  })
})

test('a task as a row', () => {
  expect(taskRow(task(), context)).toEqual({
    id: '2490000000010001/2490000000020007',
    version: '2026-11-03T10:00:00.000Z',
    changedAt: '2026-11-03T10:00:00.000Z',
    changedBy: '2490000000002056',
    fields: {
      title: 'Kick-off call',
      description: '<div>Agenda</div>',
      dueDate: '2026-11-20',
      priority: 'high',
      status: 'Open',
      closed: false,
      owner: ['2490000000002055'],
      project: '2490000000010001',
      parent: '2490000000010001/2490000000020001',
      tasklist: 'General',
      tags: [],
    },
    inside: { comment: '2026-11-03T10:00:00.000Z' },
    key: 'bt-task-1',
    url: 'https://projects.zoho.com/portal/zylkerpm#zp/task-detail/2490000000020007',
  })
})

describe('what a vendor leaves open', () => {
  const owners = (...people: object[]) => ({ owners_and_work: { owners: people } })
  test.each([
    [
      'the unassigned user is nobody',
      owners({ zpuid: '7', zuid: 0, name: 'Unassigned User' }),
      { owner: [] },
    ],
    ['a task without owners', { owners_and_work: undefined }, { owner: [] }],
    ['two owners', owners({ zpuid: '7', zuid: 1 }, { zpuid: 8 }), { owner: ['7', '8'] }],
    ['no parent', { parental_info: undefined }, { parent: null }],
    ['an empty parent', { parental_info: { parent_task_id: '' } }, { parent: null }],
    ['no due date', { end_date: null }, { dueDate: null }],
    [
      'a status that does not tell whether it is closed',
      { status: { id: 1, name: 'Done' }, is_completed: true },
      { closed: true },
    ],
  ])('%s', (_, changes, fields) => expect(taskRow(task(changes), context)?.fields).toMatchObject(fields))

  test('a task without a project takes that of its list, or is none', () => {
    expect(taskRow(task({ project: undefined }), context, '5')?.id).toBe('5/2490000000020007')
    expect(taskRow(task({ project: undefined }), context)).toBeNull()
  })

  test('counts may be text', () => {
    const fields = projectRow(
      project({ percent_complete: '40.5', tasks: { open_count: '3' } }),
      context,
    ).fields
    expect(fields).toMatchObject({ progress: 40.5, openTasks: 3, closedTasks: null })
  })

  test('a project without a time of change is known by its content', () => {
    const changes = { modified_time: undefined }
    const one = projectRow(project(changes), context)
    expect(one.changedAt).toBeNull()
    expect(projectRow(project(changes), context).version).toBe(one.version)
    expect(projectRow(project({ ...changes, name: 'Other' }), context).version).not.toBe(one.version)
  })

  test('before the first check there is no address', () => {
    expect(projectRow(project(), { ...context, facts: {} })).not.toHaveProperty('url')
  })
})

test('users as rows, by the id that writes take', () => {
  const people = z.array(api.person).parse(arrayIn(fixture('zoho-projects', 'users').body))
  expect(people.map(userRow)).toMatchObject([
    {
      id: '2490000000002055',
      fields: { name: 'Ada Sync', email: 'ada@example.test', active: true, zuid: '808000001' },
    },
    { id: '2490000000002056', fields: { name: 'Bo Build', active: false, zuid: '808000002' } },
  ])
  expect(userRow({})).toBeNull()
})

test.each([
  [{ id: '1', name: 'Zylker' }, 'Zylker'],
  [{ id: 1, client_name: 'Zylker' }, 'Zylker'],
  [{ id: '1' }, null],
])('the client %o is called %s', (raw, name) =>
  expect(clientRow(api.client.parse(raw)).fields).toEqual({ name }),
)

test.each([[2 ** 53], ['7a'], [-1], ['']])('%s is no id', id =>
  expect(api.id.safeParse(id).success).toBe(false),
)
