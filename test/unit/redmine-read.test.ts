import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Fields, Session } from '#spi'
import * as api from '../../connectors/redmine/api.ts'
import redmine from '../../connectors/redmine/index.ts'
import { type Desk, redmineDesk, standing } from './redmine-desk.ts'

async function withTask() {
  const desk = await redmineDesk()
  const { project } = await standing(desk)
  const task = await desk.make('task', { title: 'T', project: project.id })
  return { desk, project, task }
}

type Ask = (session: Session, task: string) => Promise<unknown>

test.each<[string, Ask]>([
  ['a check', session => redmine.check(session)],
  [
    'a pull that finds nothing',
    session => redmine.pull(session, { entity: 'task', since: null, cursor: null }),
  ],
  ['a pull of clients', session => redmine.pull(session, { entity: 'client', since: null, cursor: null })],
  ['a pull of users', session => redmine.pull(session, { entity: 'user', since: null, cursor: null })],
  ['a fetch', (session, task) => redmine.fetch(session, 'task', [task])],
])('%s with a wrong key is unauthorized, never an empty account', async (_what, ask) => {
  const { desk, task } = await withTask()
  await expect(ask(desk.stranger, task.id)).rejects.toMatchObject({ failure: { kind: 'unauthorized' } })
})

test('closed issues and closed projects are read', async () => {
  const { desk, project, task } = await withTask()
  await desk.edit('task', task.id, { status: 'Closed' })
  desk.sandbox.person({ as: 'ada', does: 'edit', module: 'projects', id: project.id, fields: { status: 5 } })
  expect((await desk.pull('task')).map(row => row.id)).toContain(task.id)
  expect((await desk.pull('project')).find(row => row.id === project.id)?.fields.closed).toBe(true)
  expect((await desk.fetch('task', task.id))?.fields.closed).toBe(true)
})

test('an archived project is there and cannot be read, and so are its issues', async () => {
  const { desk, project, task } = await withTask()
  desk.sandbox.person({ as: 'ada', does: 'edit', module: 'projects', id: project.id, fields: { status: 9 } })
  for (const [entity, id] of [
    ['task', task.id],
    ['project', project.id],
  ] as const)
    expect(await desk.fetch(entity, id)).toMatchObject({ id, fields: {}, unread: { '': expect.any(String) } })
})

test('a deleted issue is absent', async () => {
  const { desk, task } = await withTask()
  desk.sandbox.person({ as: 'ada', does: 'remove', module: 'issues', id: task.id })
  expect(await desk.fetch('task', task.id)).toBeUndefined()
})

/** Issues with a second between them, edited while their pages are read. */
async function manyTasks(
  desk: Desk,
  project: string,
  count: number,
  apart: number,
): Promise<readonly string[]> {
  const ids: string[] = []
  for (let at = 0; at < count; at += 1) {
    const fields = { subject: `T${at}`, project_id: project }
    ids.push(String(desk.sandbox.person({ as: 'cy', does: 'add', module: 'issues', fields }).id))
    desk.sandbox.advance(apart)
  }
  return ids
}

test.each([
  ['all in one second', 0],
  ['with seconds between them', 3],
])('no issue is skipped by edits between the pages: %s', async (_what, apart) => {
  const { desk, project } = await withTask()
  const ids = await manyTasks(desk, project.id, 230, apart)
  desk.sandbox.advance(10)
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page = await redmine.pull(desk.session, { entity: 'task', since: null, cursor })
    seen.push(...page.rows.map(row => row.id))
    cursor = page.next
    const early = seen[0] ?? ''
    if (seen.length < 200)
      desk.sandbox.person({
        as: 'cy',
        does: 'edit',
        module: 'issues',
        id: early,
        fields: { subject: 'again' },
      })
    desk.sandbox.advance(3)
  } while (cursor !== null)
  expect([...new Set(seen)]).toEqual(expect.arrayContaining([...ids]))
})

test("what Redmine changes along with an issue comes with the next pull: its parent's dates, and whatever follows it", async () => {
  const desk = await redmineDesk()
  const { project } = await standing(desk)
  const make = (title: string, more: Fields) => desk.make('task', { title, project: project.id, ...more })
  const days = { startDate: '2026-12-01', dueDate: '2026-12-10' }
  const parent = await make('Parent', {})
  const child = await make('Child', { ...days, parent: parent.id })
  const follower = await make('Follower', { startDate: '2026-12-20', dueDate: '2026-12-25' })
  await make('Bystander', days)
  const relation = { issue_id: child.id, issue_to_id: follower.id, delay: 2 }
  desk.sandbox.person({ as: 'ada', does: 'add', module: 'relations', fields: relation })
  desk.sandbox.advance(60)
  expect(await desk.edit('task', child.id, { dueDate: '2026-12-20' })).toMatchObject({ ok: true })
  const changed = await desk.pull('task', (await desk.fetch('task', child.id))?.changedAt ?? null)
  const dates = new Map(changed.map(({ id, fields }) => [id, [fields.startDate, fields.dueDate]]))
  expect(dates).toEqual(
    new Map([
      [parent.id, ['2026-12-01', '2026-12-20']],
      [child.id, ['2026-12-01', '2026-12-20']],
      [follower.id, ['2026-12-23', '2026-12-29']],
    ]),
  )
})

test('one issue in an unknown shape is named, and its page goes on', async () => {
  const { desk, task } = await withTask()
  const send: Session['send'] = async request => {
    const response = await desk.session.send(request)
    const text = JSON.stringify(response.body).replace('"status":{', '"was":{')
    return { ...response, body: JSON.parse(text) }
  }
  const page = await redmine.pull({ ...desk.session, send }, { entity: 'task', since: null, cursor: null })
  expect(page.rows.filter(row => row.unread)).toHaveLength(1)
  expect(page.rows.length).toBe((await desk.pull('task')).length)
  expect(JSON.stringify(page.rows)).toContain('unknown shape')
  expect(page.rows.map(row => row.id)).toContain(task.id)
})

test('users tell their e-mail and whether they are active', async () => {
  const desk = await redmineDesk()
  desk.sandbox.person({ as: 'ada', does: 'edit', module: 'users', id: '6', fields: { status: 3 } })
  const rows = await desk.pull('user')
  expect(rows.map(row => [row.fields.email, row.fields.active])).toEqual([
    ['ada@example.test', true],
    ['cy@example.test', true],
    ['dee@example.test', false],
  ])
})

test('who edited a field is in the history, whoever changed the row since', async () => {
  const { desk, task } = await withTask()
  const edit = (as: string, fields: object) =>
    desk.sandbox.person({ as, does: 'edit', module: 'issues', id: task.id, fields: { ...fields } })
  edit('cy', { due_date: '2026-12-03' })
  edit('ada', { subject: 'Renamed' })
  const editorOf = (field: string) => redmine.lastEditor(desk.session, 'task', task.id, field)
  expect(await editorOf('dueDate')).toEqual({ userId: '5' })
  expect(await editorOf('title')).toEqual({ userId: '1' })
  expect(await editorOf('status')).toEqual({ userId: '1' })
})

test.each([
  ['nothing missing', {}, true, /as ada$/],
  ['no key field', { 'key-field': 'absent' }, false, /"Baton Key".*cannot be found again/],
  ['a key field that is no filter', { 'key-field': 'no-filter' }, false, /not used as a filter/],
])('a check says what is missing: %s', async (_what, switches, once, words) => {
  const desk = await redmineDesk(sandbox => {
    for (const [name, value] of Object.entries(switches)) sandbox.turn(name, value)
  })
  const { account, facts } = await redmine.check(desk.session)
  expect(account).toMatch(words)
  expect(redmine.createsOnce(facts, 'task')).toBe(once)
  expect(redmine.createsOnce(facts, 'project')).toBe(true)
})

test('a key of somebody who is no administrator is refused in words', async () => {
  const desk = await redmineDesk(
    sandbox =>
      void sandbox.person({ as: 'ada', does: 'add', module: 'users', fields: { login: 'eve', admin: true } }),
  )
  desk.sandbox.person({ as: 'ada', does: 'edit', module: 'users', id: '1', fields: { admin: false } })
  await expect(redmine.check(desk.session)).rejects.toMatchObject({
    failure: { kind: 'forbidden', message: expect.stringContaining('no administrator') },
  })
})

test('the account’s own words are described, and its custom fields', async () => {
  const desk = await redmineDesk()
  const fields = await redmine.describe(desk.session, 'task')
  expect(fields.status).toMatchObject({
    choices: expect.arrayContaining(['New', 'Closed']),
    closed: ['Closed', 'Rejected'],
  })
  expect(fields.priority?.choices).toEqual(['Low', 'Normal', 'High', 'Urgent', 'Immediate'])
  // The field for our key is nobody's to map.
  expect(Object.keys(fields).filter(name => name.startsWith('cf_'))).toEqual([])
  expect(await redmine.describe(desk.session, 'project')).toMatchObject({
    cf_2: { type: 'date', title: 'Start date', writable: true },
    cf_3: { type: 'date', title: 'End date', writable: true },
    cf_4: { type: 'flag', title: 'Strict schedule', writable: true },
  })
})

const shapes: Readonly<Record<string, z.ZodType>> = {
  'current-user.json': z.object({ user: api.user }),
  'users.json': z.object({ users: z.array(api.user) }),
  'issue.json': z.object({ issue: api.issue }),
  'issues.json': z.object({ issues: z.array(api.issue) }),
  'project.json': z.object({ project: api.project }),
  'projects.json': z.object({ projects: z.array(api.project) }),
  'versions.json': z.object({ versions: z.array(api.version) }),
  'memberships.json': z.object({ memberships: z.array(api.membership) }),
  'custom-fields.json': z.object({ custom_fields: z.array(api.customField) }),
  'statuses.json': z.object({ issue_statuses: z.array(api.listedStatus) }),
  'trackers.json': z.object({ trackers: z.array(api.listedName) }),
  'priorities.json': z.object({ issue_priorities: z.array(api.listedName) }),
}
const folder = new URL('../../connectors/redmine/fixtures/', import.meta.url)

test.each(readdirSync(folder).filter(file => file !== 'errors.json'))(
  '%s, as a real Redmine answered, is understood',
  file => {
    const { answer } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
    expect(shapes[file]?.safeParse(answer)).toMatchObject({ success: true })
  },
)
