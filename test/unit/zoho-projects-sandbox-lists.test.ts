import { describe, expect, it } from 'vitest'
import { ada, makeRig, onboarding, root, status, title } from './zoho-projects-sandbox-rig.ts'

async function setUp() {
  const rig = makeRig()
  const project = await rig.project()
  const tasks = `projects/${project}/tasks`
  return { ...rig, project, tasks }
}

describe('reading tasks', () => {
  it('pages at most 200, and counts under either name', async () => {
    const { sandbox, call, project, tasks, task } = await setUp()
    for (let at = 0; at < 3; at++) await task(project, { name: `T${at}` })
    const page = await call('GET', `${tasks}?per_page=2&page=2&search=T0&parent_task=1`)
    expect(page.body).toMatchObject({
      tasks: [{ name: 'T2' }],
      page_info: { page: 2, per_page: 2, page_count: 1, has_next_page: false },
    })
    expect((await call('GET', `${tasks}?per_page=2`)).body.page_info.has_next_page).toBe(true)
    expect((await call('GET', `${tasks}?per_page=201`)).status).toBe(400)
    sandbox.turn('per-page-over', 'clamp')
    sandbox.turn('page-count-key', 'count')
    expect((await call('GET', `${tasks}?per_page=201`)).body.page_info).toMatchObject({
      per_page: 200,
      count: 3,
    })
  })

  it('sorts by what it knows and ignores the rest', async () => {
    const { call, project, tasks, task } = await setUp()
    const id = await task(project, { name: 'old' })
    await task(project, { name: 'new' })
    await call('PATCH', `${tasks}/${id}`, { priority: 'low' })
    const names = async (by: string) =>
      (await call('GET', `${tasks}?sort_by=${by}`)).body.tasks.map((one: { name: string }) => one.name)
    expect(await names('DESC(last_modified_time)')).toEqual(['old', 'new'])
    expect(await names('ASC(name)')).toEqual(['new', 'old'])
    expect(await names('DESC(nonsense)')).toEqual(['old', 'new'])
  })

  it('filters by whole days, by ids and by patterns', async () => {
    const { sandbox, send, token, project, tasks, task } = await setUp()
    await task(project, { name: 'a', owners_and_work: { owners: [{ zpuid: ada }] } })
    sandbox.advance(86_400)
    const headers = { authorization: `Bearer ${await token()}` }
    const by = { as: 'Ada Sync', does: 'add', module: 'Tasks' } as const
    sandbox.person({ ...by, fields: { name: 'b', project: { id: project }, priority: 'high' } })
    const found = async (pattern: string, ...criteria: readonly (readonly [string, string, string[]])[]) => {
      const list = criteria.map(([field_name, criteria_condition, value]) => ({
        field_name,
        criteria_condition,
        value,
      }))
      const filter = encodeURIComponent(JSON.stringify({ criteria: list, pattern }))
      const reply = await send('GET', `${root}/${tasks}?filter=${filter}`, undefined, headers)
      return reply.body.tasks?.map((one: { name: string }) => one.name).join('') ?? title(reply)
    }
    expect(await found('1', ['last_modified_time', 'after', ['2026-11-10']])).toBe('b')
    expect(await found('1', ['last_modified_time', 'before', ['2026-11-11']])).toBe('a')
    expect(await found('1', ['last_modified_time', 'after', ['2026-11-10T10:00:00Z']])).toBe(
      'INVALID_PARAMETER_VALUE',
    )
    expect(await found('1', ['created_time', 'today', []])).toBe('b')
    expect(await found('1', ['status', 'is_not', [status.closed]])).toBe('ab')
    expect(await found('1', ['assignee', 'is', [ada]])).toBe('a')
    expect(await found('1', ['name', 'contains', ['a', 'b']])).toBe('INVALID_PARAMETER_VALUE')
    expect(await found('1 OR 2', ['name', 'is', ['a']], ['priority', 'is', ['high']])).toBe('ab')
    expect(await found('(1 AND 2)', ['name', 'is', ['a']], ['priority', 'is', ['high']])).toBe('')
    expect(await found('', ['name', 'is', ['a']])).toBe('INVALID_PARAMETER_VALUE')
    expect(await found('1 AND', ['name', 'is', ['a']])).toBe('INVALID_PARAMETER_VALUE')
    sandbox.turn('filter-after', 'inclusive')
    expect(await found('1', ['last_modified_time', 'after', ['2026-11-10']])).toBe('ab')
    sandbox.turn('filter-last-modified', 'ignore')
    expect(await found('1', ['last_modified_time', 'after', ['2027-11-10']])).toBe('ab')
    sandbox.turn('filter-last-modified', 'refuse')
    expect(await found('1', ['last_modified_time', 'after', ['2026-11-10']])).toBe('INVALID_PARAMETER_VALUE')
    sandbox.turn('filter-names', 'object')
    expect(await found('1', ['assignee', 'is', [ada]])).toBe('INVALID_PARAMETER_VALUE')
  })

  it('lists the portal’s tasks with or without their project', async () => {
    const { sandbox, call, project, task } = await setUp()
    await task(project)
    expect((await call('GET', 'tasks')).body.tasks[0].project.id).toBe(project)
    sandbox.turn('portal-tasks-project', 'absent')
    expect((await call('GET', 'tasks')).body.tasks[0]).not.toHaveProperty('project')
  })
})

describe('templates', () => {
  it('keep their own tasks out of the portal’s list', async () => {
    const { sandbox, call } = await setUp()
    expect((await call('GET', 'tasks')).body.tasks).toEqual([])
    expect((await call('GET', `projects/${onboarding}/tasks`)).body.tasks).toHaveLength(4)
    expect(sandbox.state().TemplateTasks).toHaveLength(4)
  })
})
