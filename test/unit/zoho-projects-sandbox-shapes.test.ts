import { describe, expect, it } from 'vitest'
import { ada, makeRig, onboarding, root } from './zoho-projects-sandbox-rig.ts'

const adds = { as: 'Ada Sync', does: 'add' } as const

describe('shapes that differ by switch', () => {
  it('take every value of every switch', () => {
    const { sandbox } = makeRig()
    for (const [name, { now, can }] of Object.entries(sandbox.switches()))
      for (const value of can ?? [now]) sandbox.turn(name, value)
    expect(sandbox.settings.dc).toBe('ca')
  })

  it('show nobody, empty fields and line breaks', async () => {
    const { sandbox, call, project, task } = makeRig()
    const path = `projects/${await project()}/tasks`
    const id = await task(path.split('/')[1] ?? '')
    const [owner] = (await call('GET', `${path}/${id}`)).body.owners_and_work.owners
    expect([owner.zuid, 'zpuid' in owner]).toEqual([0, false])
    sandbox.turn('unassigned-zpuid', 'zero')
    sandbox.turn('empty-custom-fields', 'null')
    sandbox.turn('newlines', 'kept')
    const { body } = await call('PATCH', `${path}/${id}`, { description: '<p>a</p>\nb' })
    expect(body.owners_and_work.owners[0].zpuid).toBe('0')
    expect([body.cf_baton_key, body.description]).toEqual([null, '<div><p>a</p>\nb</div>'])
    const set = await call('PATCH', `${path}/${id}`, { cf_baton_key: 'k' })
    expect(set.body.cf_baton_key).toBe('k')
    expect((await call('PATCH', `${path}/${id}`, { cf_baton_key: null })).body.cf_baton_key).toBeNull()
  })

  it('list portals and CRM links either way, and edit comments either way', async () => {
    const { sandbox, send, token, call, project, task } = makeRig()
    const id = await project()
    sandbox.turn('portals-list', 'envelope')
    sandbox.turn('crm-list', 'array')
    sandbox.turn('comment-patch-answer', 'array')
    const headers = { authorization: `Bearer ${await token()}` }
    const { body } = await send('GET', 'https://projects.zoho.com/api/v3/portals', undefined, headers)
    expect(body.portals[0].id).toBe('60000001')
    expect((await call('GET', `projects/${id}/crm/contacts`)).body).toEqual([])
    const comments = `projects/${id}/tasks/${await task(id)}/comments`
    const made = await call('POST', comments, { comment: 'a' })
    expect((await call('PATCH', `${comments}/${made.body[0].id}`, { comment: 'b' })).body).toHaveLength(1)
  })

  it('set a parent by PATCH only by switch', async () => {
    const { sandbox, call, project, task } = makeRig()
    const id = await project()
    const [parent, child] = [await task(id), await task(id)]
    const body = { parental_info: { parent_task_id: parent } }
    expect((await call('PATCH', `projects/${id}/tasks/${child}`, body)).body.depth).toBe(0)
    sandbox.turn('parent-on-patch', 'apply')
    expect((await call('PATCH', `projects/${id}/tasks/${child}`, body)).body.depth).toBe(1)
  })

  it('copy a project’s own fields only by switch, and subtasks under their copies', async () => {
    const { sandbox, call, project, task } = makeRig()
    const source = await project({ cf_baton_key: 'p1' })
    const parent = await task(source, { cf_baton_key: 't1', owners_and_work: { owners: [{ zpuid: ada }] } })
    await task(source, { name: 'child', parental_info: { parent_task_id: parent } })
    const copied = async () => {
      const id = await project({ copy_from: source })
      const own = (await call('GET', `projects/${id}`)).body.cf_baton_key
      return { own, tasks: (await call('GET', `projects/${id}/tasks`)).body.tasks }
    }
    const plain = await copied()
    expect([plain.own, plain.tasks[0].cf_baton_key]).toEqual([undefined, undefined])
    expect(plain.tasks[1].parental_info.parent_task_id).toBe(plain.tasks[0].id)
    expect(plain.tasks[0].owners_and_work.owners[0].zuid).toBe(0)
    sandbox.turn('copy-custom-fields', true)
    const full = await copied()
    expect([full.own, full.tasks[0].cf_baton_key]).toEqual(['p1', 't1'])
  })

  it('ring for cascades unless told', async () => {
    const { sandbox, call, project, task } = makeRig()
    const id = await project({ copy_from: onboarding })
    const first = await task(id, { end_date: '2026-11-20T10:00:00Z' })
    const next = await task(id, { end_date: '2026-11-22T10:00:00Z' })
    const fields = { dependency_info: { predecessor: [{ id: first }] } }
    sandbox.person({ as: 'Ada Sync', does: 'edit', module: 'Tasks', id: next, fields })
    const url = 'https://sync.example.test/h'
    sandbox.person({ ...adds, module: 'Webhooks', fields: { name: 'a', url, on: 'task' } })
    await call('PATCH', `projects/${id}/tasks/${first}`, { end_date: '2026-11-21T10:00:00Z' })
    expect(sandbox.takeDeliveries()).toHaveLength(2)
    sandbox.turn('webhooks-on-cascade', false)
    await call('PATCH', `projects/${id}/tasks/${first}`, { end_date: '2026-11-22T10:00:00Z' })
    expect(sandbox.takeDeliveries()).toHaveLength(1)
  })

  it('answers users and phases at v3.1, and nothing else there', async () => {
    const { send, token } = makeRig()
    const headers = { authorization: `Bearer ${await token()}` }
    const at = (path: string) => send('GET', `${root.replace('v3', 'v3.1')}/${path}`, undefined, headers)
    expect((await at('users')).status).toBe(200)
    expect((await at('projects')).status).toBe(400)
  })
})
