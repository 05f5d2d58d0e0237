import { describe, expect, it } from 'vitest'
import { makeRig, onboarding, title } from './zoho-projects-sandbox-rig.ts'

const hook = {
  name: 'Baton',
  url: 'https://sync.example.test/h?k=S',
  on: 'task',
  parameters: { secret: 'S' },
}
const adds = { as: 'Ada Sync', does: 'add' } as const

describe('comments', () => {
  it('are posted as an object and come back as a list', async () => {
    const { sandbox, call, project, task } = makeRig()
    const id = await project()
    const taskId = await task(id)
    const comments = `projects/${id}/tasks/${taskId}/comments`
    const made = await call('POST', comments, { comment: 'Date confirmed' })
    expect([made.status, made.body]).toEqual([201, [expect.objectContaining({ added_via: 'api' })]])
    expect(made.body[0].comment).toBe('<div>Date confirmed</div>')
    expect(title(await call('POST', comments, { content: 'x' }))).toBe('LESS_THAN_MIN_OCCURANCE')
    expect((await call('GET', comments)).body).toMatchObject({
      comments: [{ created_by: { name: 'Ada Sync', is_client_user: false } }],
      page_info: { page_count: 1 },
    })
    const one = `${comments}/${made.body[0].id}`
    sandbox.turn('comment-edit-time', 'updated_time')
    const edited = await call('PATCH', one, { comment: '<div>b</div>' })
    expect(edited.body).toMatchObject({ comment: '<div>b</div>' })
    expect(edited.body.updated_time > edited.body.created_time).toBe(true)
    expect((await call('DELETE', one)).status).toBe(204)
    expect((await call('PATCH', one, { comment: 'x' })).status).toBe(404)
  })

  it('move the task’s time only by switch, and people write them too', async () => {
    const { sandbox, call, project, task } = makeRig()
    const id = await project()
    const taskId = await task(id)
    const path = `projects/${id}/tasks/${taskId}`
    const time = async () => (await call('GET', path)).body.last_modified_time
    const first = await time()
    const fields = { task: { id: taskId }, comment: 'hello' }
    sandbox.person({ as: 'Cy Delivery', does: 'add', module: 'Comments', fields })
    expect(await time()).toBe(first)
    expect((await call('GET', path)).body.association_info.has_comments).toBe(true)
    sandbox.turn('comment-bumps-task', true)
    sandbox.person({ as: 'Cy Delivery', does: 'add', module: 'Comments', fields })
    expect(await time()).not.toBe(first)
    const url = 'https://sync.example.test/h'
    sandbox.person({ ...adds, module: 'Webhooks', fields: { ...hook, url } })
    sandbox.turn('webhooks-on-copy', false)
    sandbox.person({ as: 'Cy Delivery', does: 'add', module: 'Comments', fields })
    expect(sandbox.takeDeliveries()).toHaveLength(1)
  })
})

describe('people at the screen', () => {
  it('write tasks by plain ids, and the history tells who did', async () => {
    const { sandbox, project, task } = makeRig()
    const id = await task(await project())
    const fields = { status: { name: 'In Progress' }, end_date: '2026-11-20T10:00:00Z' }
    const edited = sandbox.person({ as: 'cy@example.test', does: 'edit', module: 'Tasks', id, fields })
    expect(edited).toMatchObject({ id, status: { name: 'In Progress' } })
    const last = sandbox.history().at(-1)
    expect(last).toMatchObject({ by: 'person:Cy Delivery', does: 'edit', module: 'Tasks', id })
    expect([last?.before?.end_date, last?.after?.end_date]).toEqual([null, '2026-11-20T10:00:00.000Z'])
    expect(sandbox.history()[0]?.by).toMatch(/^api:1000\./)
    const wrong = (more: object) => () =>
      sandbox.person({ as: 'Cy Delivery', does: 'edit', module: 'Tasks', id, fields: { name: 'x', ...more } })
    expect(wrong({ titel: 'x' })).toThrow(/no field "titel".*cf_baton_key/)
    expect(wrong({ status: { name: 'Done' } })).toThrow(/Open, In Progress/)
    expect(() => sandbox.person({ as: 'Cy Delivery', does: 'edit', module: 'Tasks', id: '9' })).toThrow(
      new RegExp(`No task "9".*${id}`),
    )
  })

  it('make fields, tags, statuses and templates', async () => {
    const { sandbox, call, project, task } = makeRig()
    const field = { module: 'tasks', api_name: 'cf_size', data_type: 'picklist', choices: ['S', 'L'] }
    sandbox.person({ ...adds, module: 'CustomFields', fields: field })
    expect(() => sandbox.person({ ...adds, module: 'CustomFields', fields: field })).toThrow(/no new/)
    const tag = String(sandbox.person({ ...adds, module: 'Tags', fields: { name: 'hot' } }).id)
    const template = String(sandbox.person({ ...adds, module: 'Templates', fields: { name: 'T' } }).id)
    sandbox.person({ ...adds, module: 'Tasks', fields: { name: 'one', project: { id: template } } })
    const id = await project({ copy_from: template })
    const taskId = await task(id, { cf_size: 'L', tags: { add: [tag] } })
    const { tasks } = (await call('GET', `projects/${id}/tasks`)).body
    expect(tasks.map((one: { name: string }) => one.name)).toEqual(['one', 'Kick-off'])
    expect(tasks[1]).toMatchObject({ cf_size: 'L', tags: [{ name: 'hot' }] })
    expect((await call('PATCH', `projects/${id}/tasks/${taskId}`, { cf_size: 'XL' })).status).toBe(400)
    const fields = { name: 'Rückfrage', is_closed_type: false }
    const made = sandbox.person({ ...adds, module: 'Statuses', fields })
    const renamed = { as: 'Ada Sync', does: 'edit', module: 'Statuses', id: String(made.id) } as const
    sandbox.person({ ...renamed, fields: { name: 'Warten' } })
    const { statuses } = (await call('GET', 'settings/global-statuses?module=tasks')).body
    expect(statuses.at(-1)).toMatchObject({ name: 'Warten' })
    expect(statuses[0]).not.toHaveProperty('is_closed_type')
  })
})

describe('settings and tags', () => {
  it('lists layouts with statuses of both types', async () => {
    const { sandbox, call } = makeRig()
    const { layouts } = (await call('GET', 'settings/layouts?module=tasks')).body
    const { body } = await call('GET', `settings/layouts/${layouts[0].id}`)
    expect(body.statuses.map((one: { is_closed_type: boolean }) => one.is_closed_type)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ])
    sandbox.turn('global-statuses', 'missing')
    expect(title(await call('GET', 'settings/global-statuses'))).toBe('URL_RULE_NOT_CONFIGURED')
  })

  it('ties tags to projects and tasks by type number', async () => {
    const { sandbox, call, project, task } = makeRig()
    sandbox.turn('granted-scopes', 'projects.ALL,tasks.ALL,tags.ALL,milestones.ALL')
    const tag = String(sandbox.person({ ...adds, module: 'Tags', fields: { name: 'hot' } }).id)
    const id = await project()
    const entity_id = await task(id)
    const body = { tag_ids: [tag], entity_type: 5, entity_id }
    expect((await call('POST', `projects/${id}/tags/associate`, body)).status).toBe(200)
    expect((await call('GET', `projects/${id}/tasks/${entity_id}`)).body.tags).toHaveLength(1)
    await call('POST', `projects/${id}/tags/dissociate`, body)
    expect((await call('GET', `projects/${id}/tasks/${entity_id}`)).body.tags).toHaveLength(0)
    await call('POST', `projects/${id}/tags/associate`, { tag_ids: [tag], entity_type: '2' })
    expect((await call('GET', `projects/${id}`)).body.tags).toHaveLength(1)
    expect((await call('GET', 'tags')).body.tags).toHaveLength(1)
  })

  it('has milestones at two paths, with a list as page_info', async () => {
    const { sandbox, call, project } = makeRig()
    sandbox.turn('granted-scopes', 'projects.ALL,milestones.ALL')
    const id = await project()
    expect(
      (await call('POST', `projects/${id}/phases`, { name: 'M', start_date: '2026-11-10' })).status,
    ).toBe(201)
    const { body } = await call('GET', `projects/${id}/milestones`)
    expect([body.milestones.length, body.page_info.length]).toEqual([1, 1])
    expect(title(await call('POST', `projects/${id}/milestones`, { name: 'M', flat: 1 }))).toBe(
      'EXTRA_KEY_FOUND_IN_JSON',
    )
  })
})

describe('the whole', () => {
  it('is the same every time', async () => {
    const run = async () => {
      const { sandbox, call, project, task } = makeRig()
      await task(await project({ copy_from: onboarding }))
      await call('GET', 'tasks')
      return JSON.stringify([sandbox.state(), sandbox.history(), sandbox.calls()])
    }
    expect(await run()).toBe(await run())
  })

  it('does not wind its clock back', () => {
    expect(() => makeRig().sandbox.advance(-1)).toThrow(/forward/)
  })
})
