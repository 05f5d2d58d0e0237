import { describe, expect, it } from 'vitest'
import { ada, cy, makeRig, onboarding, root, title } from './zoho-projects-sandbox-rig.ts'

describe('projects', () => {
  it('are listed bare, or in an envelope by switch', async () => {
    const { sandbox, call, project } = makeRig()
    const id = await project()
    expect((await call('GET', 'projects')).body).toMatchObject([{ id, name: 'Acme roll-out' }])
    sandbox.turn('projects-list', 'envelope')
    const { body } = await call('GET', 'projects?per_page=1')
    expect(body).toMatchObject({
      projects: [{ id }],
      page_info: { page: 1, per_page: 1, page_count: 1, has_next_page: false },
    })
    sandbox.turn('empty-list', '204')
    expect((await call('GET', 'projects?page=2')).status).toBe(204)
  })

  it('take nested links and custom fields, and drop what they do not know', async () => {
    const { sandbox, call } = makeRig()
    const body = { name: 'A', owner: { zpuid: cy }, project_group: { id: '2490000000000222' } }
    const made = await call('POST', 'projects', { ...body, cf_crm_deal_id: '77', group_id: '9', nonsense: 1 })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      owner: { zpuid: cy, zuid: 808000002 },
      project_group: { name: 'Delivery' },
      status: { name: 'Active', is_closed_type: false },
      cf_crm_deal_id: '77',
    })
    expect(made.body).not.toHaveProperty('nonsense')
    sandbox.turn('unknown-project-key', 'refuse')
    expect(title(await call('POST', 'projects', { ...body, nonsense: 1 }))).toBe('EXTRA_KEY_FOUND_IN_JSON')
    expect(title(await call('POST', 'projects', {}))).toBe('LESS_THAN_MIN_OCCURANCE')
    const long = await call('POST', 'projects', { name: 'x'.repeat(201) })
    expect(title(long)).toBe('INVALID_PARAMETER_VALUE')
  })

  it('keep is_strict_project to themselves unless the switch opens it', async () => {
    const { sandbox, call, project } = makeRig()
    const id = await project({ is_strict_project: true })
    expect((await call('GET', `projects/${id}`)).body.is_strict_project).toBe(false)
    expect((await call('PATCH', `projects/${id}`, { is_strict_project: true })).status).toBe(200)
    expect((await call('GET', `projects/${id}`)).body.is_strict_project).toBe(false)
    sandbox.turn('strict-writable', true)
    expect((await call('PATCH', `projects/${id}`, { is_strict_project: true })).body.is_strict_project).toBe(
      true,
    )
  })

  it('let a person make them strict and date them', async () => {
    const { sandbox, call, project } = makeRig()
    const id = await project()
    const fields = { is_strict_project: true, start_date: '2026-11-10', end_date: '2026-12-31' }
    sandbox.person({ as: 'Cy Delivery', does: 'edit', module: 'Projects', id, fields })
    expect((await call('GET', `projects/${id}`)).body).toMatchObject({
      ...fields,
      updated_by: { name: 'Cy Delivery' },
    })
    const wrong = { as: 'Cy Delivery', does: 'edit', module: 'Projects', id, fields: { titel: 'x' } } as const
    expect(() => sandbox.person(wrong)).toThrow(/no field "titel".*is_strict_project/)
  })

  it('copy a template with its lists, tasks and strictness', async () => {
    const { call, project } = makeRig()
    const id = await project({ copy_from: onboarding })
    expect((await call('GET', `projects/${id}`)).body).toMatchObject({
      is_strict_project: true,
      tasks: { open_count: 4, closed_count: 0 },
    })
    const { body } = await call('GET', `projects/${id}/tasklists`)
    expect(body.tasklists.map((list: { name: string }) => list.name)).toEqual(['Kick-off', 'Roll-out'])
    expect((await call('POST', 'projects', { name: 'x', copy_from: '1' })).status).toBe(400)
  })

  it('get the tasks of a template late when told', async () => {
    const { sandbox, call, project } = makeRig()
    sandbox.turn('template-copy', 'late')
    const id = await project({ copy_from: onboarding })
    expect((await call('GET', `projects/${id}/tasks`)).body.tasks).toHaveLength(0)
    sandbox.advance(60)
    expect((await call('GET', `projects/${id}/tasks`)).body.tasks).toHaveLength(4)
  })

  it('go to the trash, answer 410 there, and come back for thirty days', async () => {
    const { sandbox, send, token, call, project } = makeRig()
    const id = await project()
    expect((await call('POST', `projects/${id}/trash`)).status).toBe(204)
    expect((await call('PATCH', `projects/${id}`, { name: 'b' })).status).toBe(410)
    expect((await call('GET', `projects/${id}/tasks`)).status).toBe(410)
    expect((await call('GET', 'projects')).body).toHaveLength(0)
    expect((await call('POST', `projects/${id}/restore`)).status).toBe(200)
    expect((await call('GET', 'projects')).body).toHaveLength(1)
    await call('POST', `projects/${id}/trash`)
    sandbox.advance(31 * 86_400)
    const headers = { authorization: `Bearer ${await token()}` }
    expect((await send('POST', `${root}/projects/${id}/restore`, undefined, headers)).status).toBe(404)
  })

  it('are not deleted by DELETE, in any of the ways that were seen', async () => {
    const { sandbox, call, project } = makeRig()
    const id = await project()
    expect((await call('DELETE', `projects/${id}`)).body).toEqual({
      error: { code: 6404, message: 'Resource Not Found' },
    })
    sandbox.turn('delete-project', 400)
    expect((await call('DELETE', `projects/${id}`)).body.error).toMatchObject([{ status_code: '400' }])
    sandbox.turn('delete-project', 204)
    expect((await call('DELETE', `projects/${id}`)).status).toBe(204)
    expect((await call('GET', `projects/${id}`)).status).toBe(410)
  })

  it('show the deals that the native integration tied to them', async () => {
    const { sandbox, call, project } = makeRig()
    const id = await project()
    expect((await call('GET', `projects/${id}/crm/deals`)).body.deals).toEqual([])
    const fields = { project: { id }, type: 'deals', id: '770', name: 'Acme' }
    sandbox.person({ as: 'Ada Sync', does: 'add', module: 'CrmLinks', fields })
    expect((await call('GET', `projects/${id}/crm/deals`)).body.deals).toEqual([{ id: '770', name: 'Acme' }])
    expect((await call('GET', `projects/${id}/crm/accounts`)).body.accounts).toEqual([])
  })
})

describe('people, groups and clients', () => {
  it('lists users of the portal and of a project', async () => {
    const { sandbox, call, project } = makeRig()
    const id = await project()
    const portal = await call('GET', 'users')
    expect(portal.body.users.map((user: { zuid: string }) => user.zuid)).toEqual(['808000001', '808000002'])
    const users = async () => (await call('GET', `projects/${id}/users`)).body.users.length
    expect(await users()).toBe(1)
    const body = { userdetails: [{ email_id: 'cy@example.test' }], notify: false }
    sandbox.turn('granted-scopes', 'projects.ALL,users.READ')
    expect(title(await call('POST', `projects/${id}/projectusers`, body))).toBe('INVALID_OAUTHSCOPE')
    sandbox.turn('granted-scopes', 'projects.ALL,users.READ,users.CREATE')
    expect((await call('POST', `projects/${id}/projectusers`, body)).status).toBe(201)
    expect(await users()).toBe(2)
    sandbox.turn('projectusers', 500)
    expect((await call('POST', `projects/${id}/projectusers`, body)).status).toBe(500)
  })

  it('lists groups', async () => {
    const { call } = makeRig()
    expect((await call('GET', 'projectgroups')).body.projectgroups[0]).toEqual({
      id: '2490000000000221',
      name: 'Ungrouped Projects',
    })
  })

  it('makes clients and ties them to projects in the shape of the switch', async () => {
    const { sandbox, call, project } = makeRig()
    const project1 = await project()
    const made = await call('POST', 'clients', { name: 'Acme' })
    const { id } = made.body
    expect(made.status).toBe(201)
    expect((await call('GET', 'clients')).body.clients).toMatchObject([{ id, name: 'Acme' }])
    const tie = `projects/${project1}/associate-client`
    expect((await call('POST', tie, { clients: [{ id }] })).status).toBe(400)
    expect((await call('POST', tie, { ids: [id] })).status).toBe(200)
    expect((await call('POST', `projects/${project1}/primary-client/${id}`)).status).toBe(200)
    sandbox.turn('client-list', 'array')
    expect((await call('GET', `projects/${project1}/clients`)).body).toMatchObject([{ id, is_primary: true }])
    sandbox.turn('client-body', 'clients')
    expect((await call('POST', tie, { clients: [{ id }] })).status).toBe(200)
    const second = (await call('POST', 'clients', { name: 'Beta' })).body.id
    await call('POST', tie, { clients: [{ id: second }] })
    expect((await call('GET', `projects/${project1}/clients`)).body).toHaveLength(2)
    sandbox.person({
      as: 'Ada Sync',
      does: 'remove',
      module: 'Clients',
      id: second,
    })
    sandbox.turn('granted-scopes', 'clients.ALL,projects.ALL')
    expect((await call('DELETE', `projects/${project1}/clients/${id}`)).status).toBe(204)
    expect((await call('GET', `projects/${project1}/clients`)).body).toEqual([])
  })

  it('makes a client in a project, and a person makes one with contacts', async () => {
    const { sandbox, call, project } = makeRig()
    const id = await project()
    await call('POST', `projects/${id}/clients`, { name: 'Acme' })
    const { clients } = (await call('GET', `projects/${id}/clients`)).body
    expect(clients).toHaveLength(1)
    const fields = { client: clients[0].id, name: 'Eve', email: 'eve@example.test' }
    sandbox.person({ as: 'Ada Sync', does: 'add', module: 'Contacts', fields })
    const { body } = await call('GET', `projects/${id}/client/${clients[0].id}/contacts`)
    expect(body.contacts).toMatchObject([{ name: 'Eve' }])
  })

  it('remembers a new user and forgets a removed one', async () => {
    const { sandbox, call } = makeRig()
    const fields = { name: 'Dee Client', email: 'dee@example.test', is_client_user: true }
    const dee = sandbox.person({ as: 'Ada Sync', does: 'add', module: 'Users', fields })
    expect((await call('GET', `users/${dee.zpuid}`)).body).toMatchObject({ ...fields, zuid: '808000003' })
    sandbox.person({ as: 'Ada Sync', does: 'remove', module: 'Users', id: String(dee.zpuid) })
    expect((await call('GET', 'users/dee@example.test')).status).toBe(404)
    expect(() => sandbox.person({ as: 'Ada Sync', does: 'remove', module: 'Users', id: ada })).toThrow(
      /owner/,
    )
  })
})
