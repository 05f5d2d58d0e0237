import { describe, expect, test } from 'vitest'
import { item, type Loose, openDesk } from './zoho-crm-sandbox-desk.ts'

describe('what hangs under a record', () => {
  test('is split into open and closed', async () => {
    const { api, add } = await openDesk()
    const account = await add('Accounts', { Account_Name: 'Acme' })
    const link = { What_Id: { id: account }, $se_module: 'Accounts' }
    const open = await add('Tasks', { Subject: 'open', ...link })
    const closed = await add('Tasks', { Subject: 'closed', Status: 'Completed', ...link })
    const ids = async (list: string) =>
      (await api('GET', `Accounts/${account}/${list}?fields=Subject`)).body.data.map((row: Loose) => row.id)
    expect(await ids('Tasks')).toEqual([open])
    expect(await ids('Activities_Chronological_View_History')).toEqual([closed])
    expect((await api('GET', `Accounts/${account}/Deals?fields=id`)).status).toBe(204)
    expect((await api('GET', `Accounts/${account}/Nonsense?fields=id`)).body.code).toBe('INVALID_DATA')
    expect((await api('GET', `Accounts/${account}/Tasks`)).body.code).toBe('REQUIRED_PARAM_MISSING')
    const lists = (await api('GET', 'settings/related_lists?module=Accounts')).body.related_lists
    expect(lists.map((list: Loose) => list.api_name)).toContain('Activities_Chronological_View')
    expect((await api('GET', 'Tasks/actions/count')).body).toEqual({ count: 2 })
  })

  test('and what happened to it', async () => {
    const { sandbox, api, add } = await openDesk()
    const id = await add('Tasks', { Subject: 'x' })
    sandbox.person({ as: 'Bo Sales', does: 'edit', module: 'Tasks', id, fields: { Status: 'Deferred' } })
    await add('Notes', { Note_Content: 'n', Parent_Id: { id, module: { api_name: 'Tasks' } } })
    const rows = (await api('GET', `Tasks/${id}/__timeline`)).body.__timeline
    expect(rows).toMatchObject([
      { action: 'added', record: { module: { api_name: 'Notes' } } },
      {
        action: 'updated',
        source: 'crm_ui',
        done_by: { name: 'Bo Sales' },
        field_history: [{ api_name: 'Status', _value: { old: 'Not Started', new: 'Deferred' } }],
      },
      { action: 'added', source: 'crm_api' },
    ])
  })
})

describe('users and settings', () => {
  test('users by type, by id, since a moment', async () => {
    const { sandbox, api } = await openDesk()
    const cy = { first_name: 'Cy', last_name: 'New', email: 'cy@example.test', confirm: false }
    sandbox.advance(60)
    const added = sandbox.person({ as: 'Ada Sync', does: 'add', module: 'Users', fields: cy })
    expect(added).toMatchObject({ full_name: 'Cy New', zuid: null, status: 'active' })
    sandbox.person({ as: 'Ada Sync', does: 'remove', module: 'Users', id: 'bo@example.test' })
    const names = async (query: string) =>
      (await api('GET', `users?${query}`)).body.users.map((user: Loose) => user.first_name)
    expect(await names('type=ActiveUsers')).toEqual(['Ada', 'Cy'])
    expect(await names('type=DeactiveUsers')).toEqual(['Bo'])
    expect(await names('type=ActiveConfirmedUsers')).toEqual(['Ada'])
    expect((await api('GET', `users/${added.id}`)).body.users[0].email).toBe('cy@example.test')
    expect((await api('GET', 'users?type=Nonsense')).body.code).toBe('INVALID_DATA')
    const headers = { 'if-modified-since': '2026-11-02T10:16:30+01:00' }
    expect((await api('GET', 'users', undefined, headers)).status).toBe(304)
    sandbox.turn('unconfirmed-zuid', 'present')
    expect((await api('GET', `users/${added.id}`)).body.users[0].zuid).toMatch(/^808/)
  })

  test('pipelines tell which stages are won, whatever they are called', async () => {
    const { sandbox, api } = await openDesk()
    expect((await api('GET', 'settings/pipeline')).body.details.param_name).toBe('layout_id')
    const layout = (await api('GET', 'settings/layouts?module=Deals')).body.layouts[0].id
    const pipelines = async () => (await api('GET', `settings/pipeline?layout_id=${layout}`)).body.pipeline
    const [standard] = await pipelines()
    expect(standard.maps.filter((stage: Loose) => stage.forecast_type === 'Closed Won')).toHaveLength(1)
    const maps = [{ display_value: 'Gewonnen', actual_value: 'Won it', forecast_type: 'Closed Won' }]
    const fields = { display_value: 'Second', maps }
    sandbox.person({ as: 'Ada Sync', does: 'add', module: 'Pipelines', fields })
    expect((await pipelines())[1]).toMatchObject({ actual_value: 'Second', default: false, maps })
    const deal = { Deal_Name: 'x', Pipeline: 'Second', Stage: 'Won it' }
    expect((await api('POST', 'Deals', { data: [deal] })).status).toBe(201)
  })

  test('fields can be added and changed by an admin', async () => {
    const { sandbox, api } = await openDesk()
    const ada = { as: 'Ada Sync', module: 'Fields' } as const
    sandbox.person({
      ...ada,
      does: 'edit',
      fields: { module: 'Accounts', api_name: 'Account_Name', unique: true },
    })
    const twice = await api('POST', 'Accounts', { data: [{ Account_Name: 'A' }, { Account_Name: 'A' }] })
    expect(item(twice, 1).code).toBe('DUPLICATE_DATA')
    const choice = { module: 'Tasks', api_name: 'Size', data_type: 'picklist', pick_list_values: ['S', 'L'] }
    sandbox.person({ ...ada, does: 'add', fields: choice })
    const write = async (Size: string) =>
      item(await api('POST', 'Tasks', { data: [{ Subject: 'x', Size }] })).code
    expect([await write('S'), await write('M')]).toEqual(['SUCCESS', 'INVALID_DATA'])
    sandbox.person({ ...ada, does: 'remove', fields: { module: 'Tasks', api_name: 'Size' } })
    expect(await write('M')).toBe('SUCCESS')
    expect(() => sandbox.person({ ...ada, does: 'add', fields: { ...choice, data_type: 'x' } })).toThrow(
      'there are: text',
    )
  })

  test('the fifth task status has two names', async () => {
    const { sandbox, api } = await openDesk()
    sandbox.turn('task-status-5', 'Waiting on someone else')
    const { fields } = (await api('GET', 'settings/fields?module=Tasks')).body
    const status = fields.find((field: Loose) => field.api_name === 'Status')
    expect(status.pick_list_values.at(-1).actual_value).toBe('Waiting on someone else')
  })

  test('the org, its modules and layouts', async () => {
    const { api } = await openDesk()
    expect((await api('GET', 'org')).body.org[0]).toMatchObject({
      time_zone: 'Europe/Berlin',
      license_details: { paid_type: 'enterprise' },
    })
    expect((await api('GET', 'settings/modules')).body.modules).toHaveLength(5)
    expect((await api('GET', 'settings/layouts?module=Nonsense')).body.code).toBe('INVALID_MODULE')
  })
})
