import { describe, expect, it } from 'vitest'
import { ada, cy, makeRig, status, title } from './zoho-projects-sandbox-rig.ts'

async function setUp() {
  const rig = makeRig()
  const project = await rig.project()
  const tasks = `projects/${project}/tasks`
  return { ...rig, project, tasks }
}

describe('a task', () => {
  it('is made in the general list, in the vendor’s own shape', async () => {
    const { call, tasks } = await setUp()
    const made = await call('POST', tasks, {
      name: 'Kick-off',
      description: 'Agenda\nWho comes',
      priority: 'high',
      start_date: '2026-11-18T09:00:00+01:00',
      end_date: '2026-11-20T16:00:00.000Z',
      owners_and_work: { owners: [{ zpuid: ada }] },
      cf_baton_key: 'k1',
    })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      description: '<div>Agenda Who comes</div>',
      status: { id: status.open, name: 'Open', is_closed_type: false },
      tasklist: { name: 'General' },
      milestone: { id: '1', name: 'None' },
      start_date: '2026-11-18T08:00:00.000Z',
      duration: { value: '3', type: 'days' },
      owners_and_work: { owners: [{ zpuid: ada, zuid: 808000001 }] },
      created_via: 'api',
      cf_baton_key: 'k1',
      prefix: 'AC1-T1',
      depth: 0,
    })
  })

  it.each([
    ['owner', { zpuid: ada }],
    ['owners', [{ zpuid: ada }]],
    ['depth', 1],
  ])('drops %s on creation without a word', async (key, value) => {
    const { call, tasks } = await setUp()
    const made = await call('POST', tasks, { name: 'a', [key]: value })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ depth: 0, owners_and_work: { owners: [{ zuid: 0 }] } })
  })

  it.each([
    ['assignees', [ada], 'INVALID_PARAMETER_VALUE'],
    ['assignee', { zpuid: ada }, 'INVALID_PARAMETER_VALUE'],
    ['due_date', '2026-11-20', 'INVALID_PARAMETER_VALUE'],
    ['custom_status', '1', 'INVALID_PARAMETER_VALUE'],
    ['tasklist_id', '1', 'INVALID_PARAMETER_VALUE'],
    ['cf_unknown', 'x', 'INVALID_PARAMETER_VALUE'],
    ['constructor', 'x', 'INVALID_PARAMETER_VALUE'],
    ['priority', 'High', 'INVALID_PARAMETER_VALUE'],
    ['status', { id: '9' }, 'INVALID_PARAMETER_VALUE'],
    ['status', 'Closed', 'JSON_PARSE_ERROR'],
    ['owners_and_work', [{ zpuid: ada }], 'JSON_PARSE_ERROR'],
    ['owners_and_work', { owners: [{ zpuid: cy }] }, 'INVALID_PARAMETER_VALUE'],
    ['tasklist', { id: '1' }, 'INVALID_PARAMETER_VALUE'],
    ['parental_info', { parent_task_id: '1' }, 'INVALID_PARAMETER_VALUE'],
    ['end_date', '20.11.2026', 'INVALID_PARAMETER_VALUE'],
    ['completion_percentage', 55, 'INVALID_PARAMETER_VALUE'],
    ['tags', { add: ['9'] }, 'INVALID_PARAMETER_VALUE'],
  ])('refuses %s: %j', async (key, value, expected) => {
    const { call, tasks } = await setUp()
    const reply = await call('POST', tasks, { name: 'a', [key]: value })
    expect([reply.status, title(reply)]).toEqual([400, expected])
    expect(reply.body.error.details[0].field_name).toBe(key)
    expect((await call('GET', tasks)).body.tasks).toEqual([])
  })

  it('needs a name', async () => {
    const { call, tasks } = await setUp()
    expect(title(await call('POST', tasks, {}))).toBe('LESS_THAN_MIN_OCCURANCE')
  })

  it('follows the migration guide’s names by switch', async () => {
    const { sandbox, call, tasks } = await setUp()
    sandbox.turn('task-key-names', 'migration-guide')
    const body = { name: 'a', assignee: { zpuid: ada }, due_date: '2026-11-20T10:00:00Z', priority: 'High' }
    expect((await call('POST', tasks, body)).body).toMatchObject({
      priority: 'high',
      end_date: '2026-11-20T10:00:00.000Z',
      owners_and_work: { owners: [{ zpuid: ada }] },
    })
  })

  it('reads a bare date in the portal’s zone, or refuses it', async () => {
    const { sandbox, call, tasks } = await setUp()
    const body = { name: 'a', end_date: '2026-11-20' }
    expect((await call('POST', tasks, body)).body.end_date).toBe('2026-11-19T23:00:00.000Z')
    const summer = await call('POST', tasks, { name: 'a', end_date: '2026-07-20T10:00:00' })
    expect(summer.body.end_date).toBe('2026-07-20T08:00:00.000Z')
    const changing = await call('POST', tasks, { name: 'a', end_date: '2026-10-25T01:30:00' })
    expect(changing.body.end_date).toBe('2026-10-24T23:30:00.000Z')
    sandbox.turn('bare-task-date', 'refuse')
    expect((await call('POST', tasks, body)).status).toBe(400)
  })

  it('clears a date with null, or keeps it by switch', async () => {
    const { sandbox, call, project, tasks, task } = await setUp()
    const id = await task(project, { end_date: '2026-11-20T10:00:00Z' })
    sandbox.turn('null-clears-date', false)
    expect((await call('PATCH', `${tasks}/${id}`, { end_date: null })).body.end_date).not.toBeNull()
    sandbox.turn('null-clears-date', true)
    expect((await call('PATCH', `${tasks}/${id}`, { end_date: null })).body.end_date).toBeNull()
  })

  it('takes owners as a list, or as additions and removals, by id or e-mail', async () => {
    const { sandbox, call, project, tasks, task } = await setUp()
    const users = { add: [{ zpuid: cy }] }
    sandbox.person({ as: 'Ada Sync', does: 'edit', module: 'Projects', id: project, fields: { users } })
    const id = await task(project, { owners_and_work: { owners: [{ zuid: '808000001' }] } })
    const owners = async (value: unknown) => {
      const { body } = await call('PATCH', `${tasks}/${id}`, { owners_and_work: { owners: value } })
      return body.owners_and_work.owners.map((owner: { name: string }) => owner.name)
    }
    expect(await owners({ add: [{ email: 'cy@example.test' }] })).toEqual(['Ada Sync', 'Cy Delivery'])
    expect(await owners({ remove: [{ zpuid: ada }] })).toEqual(['Cy Delivery'])
    expect(await owners([])).toEqual(['Unassigned User'])
  })

  it('changes with every PATCH and keeps what a PATCH cannot do', async () => {
    const { sandbox, call, project, tasks, task } = await setUp()
    const id = await task(project)
    const first = (await call('GET', `${tasks}/${id}`)).body
    const list = (await call('POST', `projects/${project}/tasklists`, { name: 'Other', milestone_id: '1' }))
      .body
    const same = await call('PATCH', `${tasks}/${id}`, { tasklist: { id: list.id }, owner: { zpuid: ada } })
    expect(same.body.tasklist).toEqual(first.tasklist)
    expect((await call('PATCH', `${tasks}/${id}`, { depth: 1 })).status).toBe(400)
    expect(same.body.last_modified_time > first.last_modified_time).toBe(true)
    sandbox.turn('no-op-write', 'nothing')
    expect((await call('PATCH', `${tasks}/${id}`, {})).body.last_modified_time).toBe(
      same.body.last_modified_time,
    )
    sandbox.turn('tasklist-on-patch', 'move')
    const moved = await call('PATCH', `${tasks}/${id}`, { tasklist: { id: list.id } })
    expect(moved.body.tasklist.name).toBe('Other')
  })

  it('disappears silently, with its subtasks', async () => {
    const { call, project, tasks, task } = await setUp()
    const id = await task(project)
    await task(project, { parental_info: { parent_task_id: id } })
    expect((await call('DELETE', `${tasks}/${id}`)).status).toBe(204)
    expect((await call('GET', `${tasks}/${id}`)).status).toBe(404)
    expect((await call('GET', tasks)).body.tasks).toEqual([])
  })
})

describe('subtasks and lists', () => {
  it('hang under parental_info and lie in the list of the parent', async () => {
    const { call, project, tasks, task } = await setUp()
    const id = await task(project)
    const made = await call('POST', tasks, { name: 'b', parental_info: { parent_task_id: id } })
    expect(made.body).toMatchObject({
      depth: 1,
      parental_info: { parent_task_id: id, root_task_id: id },
      tasklist: { name: 'General' },
    })
    expect((await call('GET', `${tasks}/${id}`)).body.association_info.has_subtasks).toBe(true)
    expect((await call('POST', `${tasks}/${made.body.id}/make-as-task`)).body.depth).toBe(0)
    const under = await call('POST', `${tasks}/${made.body.id}/make-as-subtask`, { parent_task_id: id })
    expect(under.body.depth).toBe(1)
    const loop = await call('POST', `${tasks}/${id}/make-as-subtask`, { parent_task_id: made.body.id })
    expect(loop.status).toBe(400)
  })

  it('takes the other body of make-as-subtask by switch', async () => {
    const { sandbox, call, project, tasks, task } = await setUp()
    const [parent, id] = [await task(project), await task(project)]
    sandbox.turn('subtask-body', 'parental_info')
    const flat = await call('POST', `${tasks}/${id}/make-as-subtask`, { parent_task_id: parent })
    expect(title(flat)).toBe('LESS_THAN_MIN_OCCURANCE')
    const body = { parental_info: { parent_task_id: parent } }
    expect((await call('POST', `${tasks}/${id}/make-as-subtask`, body)).body.depth).toBe(1)
  })

  it('move with their task', async () => {
    const { call, project, tasks, task } = await setUp()
    const id = await task(project)
    const child = await task(project, { parental_info: { parent_task_id: id } })
    const list = await call('POST', `projects/${project}/tasklists`, { name: 'From CRM', flag: 'internal' })
    expect(list.status).toBe(201)
    const moved = await call('POST', `${tasks}/${id}/move`, { target_tasklist_id: list.body.id })
    expect(moved.body.tasklist.name).toBe('From CRM')
    expect((await call('GET', `${tasks}/${child}`)).body.tasklist.name).toBe('From CRM')
  })

  it('are changed and removed, and a fresh project has none until asked', async () => {
    const { sandbox, call, project } = await setUp()
    const lists = `projects/${project}/tasklists`
    expect((await call('GET', lists)).body.tasklists).toEqual([])
    const made = await call('POST', `projects/${project}/default-tasklists`, { flag: 'external' })
    expect(made.body).toMatchObject({ name: 'General', flag: 'external', meta_info: { is_general: true } })
    const path = `${lists}/${made.body.id}`
    expect((await call('PATCH', path, { name: 'Renamed' })).body.name).toBe('Renamed')
    expect(title(await call('DELETE', path))).toBe('INVALID_OAUTHSCOPE')
    sandbox.person({ as: 'Ada Sync', does: 'remove', module: 'Tasklists', id: made.body.id })
    expect((await call('GET', path)).status).toBe(404)
  })
})
