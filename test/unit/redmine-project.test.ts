import { expect, test } from 'vitest'
import redmine from '../../connectors/redmine/index.ts'
import { identifierOf, keyIn } from '../../connectors/redmine/keys.ts'
import { losing } from '../conformance/promises/creating-once.ts'
import { redmineDesk, standing } from './redmine-desk.ts'

test('a project from a template has its trackers, members, custom fields and issues', async () => {
  const desk = await redmineDesk()
  const { client } = await standing(desk)
  const window = { cf_2: '2026-12-01', cf_3: '2027-01-31' }
  const row = await desk.make('project', {
    name: 'New',
    client: client.id,
    template: 'onboarding',
    ...window,
  })
  expect(row.fields).toMatchObject({ ...window, cf_4: true, client: client.id })
  const copies = (await desk.pull('task')).filter(task => task.fields.project === row.id)
  const byTitle = new Map(copies.map(task => [task.fields.title, task]))
  expect([...byTitle.keys()].sort()).toEqual(['Invite the client', 'Kick-off', 'Roll-out'])
  expect(byTitle.get('Invite the client')?.fields.parent).toBe(byTitle.get('Kick-off')?.id)
  expect(byTitle.get('Roll-out')?.fields).toMatchObject({
    description: 'Train the *team*',
    startDate: null,
    status: 'New',
  })
  const members = desk.sandbox.state().memberships?.filter(member => String(member.project) === row.id)
  expect(members?.map(member => member.user)).toEqual([1, 5])
})

test('a template may be named by its name, unless two have it', async () => {
  const desk = await redmineDesk()
  const { client } = await standing(desk)
  const make = (key: string, template = 'Onboarding') =>
    desk.write('project', { op: 'create', key, fields: { name: 'New', client: client.id, template } })
  const other = { name: 'Onboarding', identifier: 'onboarding-2' }
  expect(await make('first')).toMatchObject({ ok: true })
  expect(await make('none', 'Nowhere')).toMatchObject({
    ok: false,
    failure: { kind: 'rejected', field: 'template' },
  })
  desk.sandbox.person({ as: 'ada', does: 'add', module: 'projects', fields: other })
  expect(await make('second')).toMatchObject({ ok: false, failure: { kind: 'rejected', field: 'template' } })
})

test('a copy that broke off at any call goes on where it stopped, and is not found before it is whole', async () => {
  const ground = async () => {
    const desk = await redmineDesk()
    const client = await desk.make('client', { name: 'Zylker' })
    desk.session.asked.length = 0
    return { desk, fields: { name: 'New', client: client.id, template: 'onboarding' } }
  }
  const whole = await ground()
  await whole.desk.make('project', whole.fields)
  const calls = whole.desk.session.asked.length
  for (let lost = 0; lost < calls; lost += 1) {
    const { desk, fields } = await ground()
    const write = [{ op: 'create', key: 'k', fields }] as const
    await redmine.write(losing(desk.session, lost), 'project', write)
    const found = await redmine.find(desk.session, 'project', 'k', fields)
    const [again] = await redmine.write(desk.session, 'project', write)
    expect(again).toMatchObject({ ok: true })
    const { projects, issues, memberships } = desk.sandbox.state()
    const made = projects?.filter(project => project.identifier === identifierOf('k')) ?? []
    const inside = (rows: typeof issues) =>
      rows?.filter(row => JSON.stringify(row.project ?? null).includes(String(made[0]?.id)))
    expect([made.length, inside(issues)?.length, inside(memberships)?.length], `call ${lost}`).toEqual([
      1, 3, 2,
    ])
    if (found) expect(again).toMatchObject({ row: { id: found.id } })
  }
})

test('the days of a template are its own; its other custom fields go with it', async () => {
  const desk = await redmineDesk()
  const { client } = await standing(desk)
  const [template] = (await desk.pull('project')).filter(row => row.fields.identifier === 'onboarding')
  expect(await desk.edit('project', template?.id ?? '', { cf_2: '2026-01-01' })).toMatchObject({ ok: true })
  const row = await desk.make('project', { name: 'New', client: client.id, template: 'onboarding' })
  expect(row.fields).toMatchObject({ cf_2: null, cf_4: true })
})

test('a custom field that is not there is refused in words: Redmine would leave it out and say nothing', async () => {
  const desk = await redmineDesk(sandbox => sandbox.turn('window-fields', 'absent'))
  const client = await desk.make('client', { name: 'Zylker' })
  const fields = { name: 'New', client: client.id, cf_2: '2026-12-01' }
  const result = await desk.write('project', { op: 'create', key: 'k', fields })
  expect(result).toMatchObject({ ok: false, unanswered: false, failure: { kind: 'rejected', field: 'cf_2' } })
})

test("the versions of a project are read within it, and each by its id; a wrong key and a hidden project don't look like none", async () => {
  const desk = await redmineDesk()
  const { project } = await standing(desk)
  const other = await desk.make('project', { name: 'Other', client: project.fields.client ?? null })
  const add = (project_id: string, name: string, due_date: string | null) =>
    desk.sandbox.person({
      as: 'ada',
      does: 'add',
      module: 'versions',
      fields: { project_id, name, due_date },
    })
  add(project.id, 'Beta', null)
  const { id } = add(project.id, 'Go-live', '2026-12-24')
  add(other.id, 'Go-live', '2027-01-31')
  const within = { entity: 'version', since: null, cursor: null, within: project.id }
  const { rows, next } = await redmine.pull(desk.session, within)
  const shown = { name: 'Go-live', dueDate: '2026-12-24', status: 'open', project: project.id }
  expect(next).toBeNull()
  expect(rows.map(row => row.fields)).toEqual([{ ...shown, name: 'Beta', dueDate: null }, shown])
  expect(await desk.fetch('version', String(id))).toEqual(rows[1])
  expect(await desk.fetch('version', '999')).toBeUndefined()
  await expect(redmine.pull(desk.stranger, within)).rejects.toMatchObject({
    failure: { kind: 'unauthorized' },
  })
  desk.sandbox.person({ as: 'ada', does: 'edit', module: 'projects', id: project.id, fields: { status: 9 } })
  expect(await desk.fetch('version', String(id))).toMatchObject({ unread: expect.anything() })
})

test('clients stand at the top, or below the project that the setting names', async () => {
  const desk = await redmineDesk()
  const { client, project } = await standing(desk)
  expect(await desk.fetch('client', project.id)).toBeUndefined()
  expect(await desk.fetch('project', client.id)).toBeUndefined()
  expect((await desk.pull('client')).map(row => row.fields.name).sort()).toEqual(['Templates', 'Zylker'])

  const below = await redmineDesk(
    sandbox =>
      void sandbox.person({
        as: 'ada',
        does: 'add',
        module: 'projects',
        fields: { name: 'Clients', identifier: 'clients' },
      }),
    { clients: 'clients' },
  )
  const { client: inside } = await standing(below)
  expect((await below.pull('client')).map(row => row.id)).toEqual([inside.id])
  expect((await below.pull('project')).map(row => row.fields.name)).not.toContain('Clients')
})

test('a client that is gone is refused, although Redmine answers as if it were down', async () => {
  const desk = await redmineDesk()
  const result = await desk.write('project', {
    op: 'create',
    key: 'k',
    fields: { name: 'New', client: '999' },
  })
  expect(result).toMatchObject({ ok: false, failure: { kind: 'rejected', field: 'client' } })
})

test('a project without a client has no place where clients stand at the top', async () => {
  const desk = await redmineDesk()
  const result = await desk.write('project', { op: 'create', key: 'k', fields: { name: 'New' } })
  expect(result).toMatchObject({ ok: false, failure: { kind: 'rejected', field: 'client' } })
})

test('a new project is private', async () => {
  const desk = await redmineDesk()
  await standing(desk)
  expect(desk.sandbox.state().projects?.map(project => project.is_public)).not.toContain(true)
})

test.each(['bt-AbC_x-0123456789abcdefghij', 'ä', '', 'o\'hara "x"', 'x'.repeat(58)])(
  'a key is read again from its identifier: %s',
  key => {
    expect(identifierOf(key)).toMatch(/^(?!\d+$)[a-z0-9_-]{1,100}$/)
    expect(keyIn(identifierOf(key))).toBe(key)
  },
)

test.each(['zylker', 'baton-', 'baton-UPPER', 'baton-1', identifierOf('x'.repeat(59))])(
  '%s tells no key, or the empty one',
  identifier => {
    expect([null, '']).toContain(keyIn(identifier))
  },
)
