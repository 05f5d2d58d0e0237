import { describe, expect, test } from 'vitest'
import { item, type Loose, openDesk } from './zoho-crm-sandbox-desk.ts'

describe('update', () => {
  test('changes what is named and clears what is null', async () => {
    const { sandbox, api, add } = await openDesk()
    const id = await add('Tasks', { Subject: 'x', Description: 'y', Due_Date: '2026-11-20' })
    sandbox.advance(10)
    const answer = await api('PUT', 'Tasks', { data: [{ id, Due_Date: null }] })
    expect(answer.status).toBe(200)
    expect(item(answer)).toMatchObject({
      message: 'record updated',
      details: { id, Modified_Time: '2026-11-02T10:15:40+01:00' },
    })
    expect(item(await api('GET', `Tasks/${id}`))).toMatchObject({
      Subject: 'x',
      Description: 'y',
      Due_Date: null,
    })
  })

  test('needs an id that is there', async () => {
    const { api } = await openDesk()
    expect(item(await api('PUT', 'Tasks', { data: [{ Subject: 'x' }] })).code).toBe('MANDATORY_NOT_FOUND')
    const answer = await api('PUT', 'Tasks/770000000000999999', { data: [{ Subject: 'x' }] })
    expect(answer.status).toBe(400)
    expect(item(answer)).toMatchObject({ code: 'INVALID_DATA', message: 'the id given seems to be invalid' })
  })

  test('is refused when the record has changed in a later second', async () => {
    const { sandbox, api, add } = await openDesk()
    const id = await add('Tasks', { Subject: 'x' })
    const write = (since: string) =>
      api('PUT', `Tasks/${id}`, { data: [{ Subject: 'y' }] }, { 'if-unmodified-since': since })
    expect((await write('2026-11-02T10:15:30+01:00')).status).toBe(200)
    sandbox.person({ as: 'Bo Sales', does: 'edit', module: 'Tasks', id, fields: { Subject: 'z' } })
    expect((await write('2026-11-02T09:15:30+00:00')).status).toBe(200)
    sandbox.advance(1)
    sandbox.person({ as: 'Bo Sales', does: 'edit', module: 'Tasks', id, fields: { Subject: 'z' } })
    const late = await write('2026-11-02T10:15:30+01:00')
    expect(late.status).toBe(412)
    expect(item(late)).toMatchObject({
      code: 'ALREADY_MODIFIED',
      details: { id, Modified_Time: '2026-11-02T10:15:31+01:00', Modified_By: { name: 'Bo Sales' } },
    })
    expect((await write('Mon, 02 Nov 2026 09:15:30 GMT')).body.data[0].code).toBe('INVALID_DATA')
  })

  test('closes and reopens tasks', async () => {
    const { sandbox, api, add } = await openDesk()
    const id = await add('Tasks', { Subject: 'x', Status: 'Completed' })
    const closed = async () => item(await api('GET', `Tasks/${id}?fields=Closed_Time`)).Closed_Time
    expect(await closed()).toBe('2026-11-02T10:15:30+01:00')
    sandbox.advance(60)
    await api('PUT', `Tasks/${id}`, { data: [{ Subject: 'y' }] })
    expect(await closed()).toBe('2026-11-02T10:15:30+01:00')
    await api('PUT', `Tasks/${id}`, { data: [{ Status: 'In Progress' }] })
    expect(await closed()).toBeNull()
  })

  test('with nothing new moves the time, unless told not to', async () => {
    const { sandbox, api, add } = await openDesk()
    const id = await add('Tasks', { Subject: 'x' })
    const again = async () => {
      sandbox.advance(1)
      return item(await api('PUT', `Tasks/${id}`, { data: [{ Subject: 'x' }] })).details.Modified_Time
    }
    expect(await again()).toBe('2026-11-02T10:15:31+01:00')
    sandbox.turn('same-values', 'keep-time')
    expect(await again()).toBe('2026-11-02T10:15:31+01:00')
  })
})

describe('upsert', () => {
  test('finds the record by the named field, by the unique ones, or by the system field', async () => {
    const { api, add } = await openDesk()
    const id = await add('Accounts', { Account_Name: 'Acme', Baton_Key: 'k' })
    const upsert = async (fields: Loose, duplicate_check_fields?: string[]) => {
      const answer = await api('POST', 'Accounts/upsert', { data: [fields], duplicate_check_fields })
      expect(answer.status).toBe(200)
      return item(answer)
    }
    const byName = await upsert({ Account_Name: 'Acme', Phone: '1' })
    expect(byName).toMatchObject({ action: 'update', duplicate_field: 'Account_Name', details: { id } })
    const byKey = await upsert({ Account_Name: 'Renamed', Baton_Key: 'k' }, ['Baton_Key'])
    expect(byKey).toMatchObject({ action: 'update', duplicate_field: 'Baton_Key', details: { id } })
    const added = await upsert({ Account_Name: 'Renamed', Baton_Key: 'other' }, ['Baton_Key'])
    expect(added).toMatchObject({ action: 'insert', duplicate_field: null })
  })

  test('refuses fields that are not unique, and tasks', async () => {
    const { sandbox, api } = await openDesk()
    const body = { data: [{ Account_Name: 'x' }], duplicate_check_fields: ['Phone'] }
    expect((await api('POST', 'Accounts/upsert', body)).body.code).toBe('INVALID_DATA')
    expect((await api('POST', 'Tasks/upsert', { data: [{ Subject: 'x' }] })).body.code).toBe('INVALID_MODULE')
    sandbox.turn('upsert-tasks', 'NOT_SUPPORTED')
    expect((await api('POST', 'Tasks/upsert', { data: [{ Subject: 'x' }] })).status).toBe(403)
  })
})

describe('delete', () => {
  test('puts records into the bin, once', async () => {
    const { api, add } = await openDesk()
    const one = await add('Tasks', { Subject: 'one' })
    const two = await add('Tasks', { Subject: 'two' })
    expect(item(await api('DELETE', `Tasks/${one}`))).toMatchObject({ code: 'SUCCESS', details: { id: one } })
    const answer = await api('DELETE', `Tasks?ids=${one},${two}`)
    expect(answer.status).toBe(207)
    expect(item(answer)).toMatchObject({ code: 'INVALID_DATA', message: 'record not deleted' })
    expect(item(answer, 1).code).toBe('SUCCESS')
    expect((await api('DELETE', 'Tasks')).body).toMatchObject({
      code: 'REQUIRED_PARAM_MISSING',
      details: { param_name: 'ids' },
    })
  })

  test('frees the value of a unique field, or does not', async () => {
    const { sandbox, api, add } = await openDesk()
    const id = await add('Tasks', { Subject: 'x', Baton_Key: 'k' })
    await api('DELETE', `Tasks/${id}`)
    sandbox.turn('unique-in-bin', 'counted')
    const again = () => api('POST', 'Tasks', { data: [{ Subject: 'x', Baton_Key: 'k' }] })
    expect(item(await again()).code).toBe('DUPLICATE_DATA')
    sandbox.turn('unique-in-bin', 'ignored')
    expect((await again()).status).toBe(201)
  })
})

describe('external ids', () => {
  test('stand in for record ids', async () => {
    const { sandbox, api, add } = await openDesk()
    const fields = { module: 'Tasks', api_name: 'Ext', data_type: 'text', external: 'org' }
    sandbox.person({ as: 'Ada Sync', does: 'add', module: 'Fields', fields })
    const id = await add('Tasks', { Subject: 'x', Ext: 'pm-1' })
    const headers = { 'x-external': 'Tasks.Ext' }
    expect(item(await api('GET', 'Tasks/pm-1', undefined, headers)).id).toBe(id)
    expect((await api('GET', 'Tasks?fields=id&ids=pm-1,pm-2', undefined, headers)).body.data).toHaveLength(1)
    const body = { data: [{ Ext: 'pm-1', Subject: 'y' }] }
    expect(item(await api('PUT', 'Tasks', body, headers)).details.id).toBe(id)
    expect((await api('GET', 'Tasks/pm-2', undefined, headers)).status).toBe(204)
    expect(item(await api('DELETE', 'Tasks/pm-1', undefined, headers)).details.id).toBe(id)
    expect((await api('GET', 'Tasks/1', undefined, { 'x-external': 'Tasks.Subject' })).status).toBe(400)
  })
})
