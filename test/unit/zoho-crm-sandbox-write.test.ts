import { describe, expect, test } from 'vitest'
import { item, type Loose, openDesk } from './zoho-crm-sandbox-desk.ts'

const pipeline = 'Standard (Standard)'
const deal = { Deal_Name: 'Roll-out', Stage: 'Qualification', Pipeline: pipeline }

describe('insert', () => {
  test('answers each item in order, 207 when some fail', async () => {
    const { api, add } = await openDesk()
    const first = await add('Accounts', { Account_Name: 'First', Baton_Key: 'k1' })
    const data = [{ Account_Name: 'Acme' }, { Website: 'x' }, { Account_Name: 'Twin', Baton_Key: 'k1' }]
    const answer = await api('POST', 'Accounts', { data })
    expect(answer.status).toBe(207)
    expect(item(answer)).toMatchObject({
      code: 'SUCCESS',
      message: 'record added',
      details: { Created_Time: '2026-11-02T10:15:30+01:00', Modified_By: { name: 'Ada Sync' } },
    })
    expect(item(answer, 1)).toMatchObject({
      code: 'MANDATORY_NOT_FOUND',
      details: { api_name: 'Account_Name', json_path: '$.data[1].Account_Name' },
    })
    expect(item(answer, 2)).toMatchObject({
      code: 'DUPLICATE_DATA',
      details: { api_name: 'Baton_Key', duplicate_record: { id: first, module: { api_name: 'Accounts' } } },
    })
  })

  test('answers 201, 400 for a single failure, and what the switch says for several', async () => {
    const { sandbox, api } = await openDesk()
    expect((await api('POST', 'Tasks', { data: [{ Subject: 'A' }] })).status).toBe(201)
    expect((await api('POST', 'Tasks', { data: [{}] })).status).toBe(400)
    expect((await api('POST', 'Tasks', { data: [{}, {}] })).status).toBe(400)
    sandbox.turn('all-failed', 202)
    expect((await api('POST', 'Tasks', { data: [{}, {}] })).status).toBe(202)
    expect((await api('POST', 'Tasks', { data: [{}] })).status).toBe(400)
  })

  test.each([
    ['no JSON', 'x{', 'INVALID_DATA'],
    ['no data', {}, 'MANDATORY_NOT_FOUND'],
    ['no list', { data: {} }, 'INVALID_DATA'],
    ['an empty list', { data: [] }, 'INVALID_DATA'],
    ['a long list', { data: Array(101).fill({ Subject: 'x' }) }, 'LIMIT_EXCEEDED'],
    ['a strange trigger', { data: [{ Subject: 'x' }], trigger: ['magic'] }, 'INVALID_DATA'],
  ])('refuses a body with %s as a whole', async (_, body, code) => {
    const { sandbox, api } = await openDesk()
    const answer = await api('POST', 'Tasks', body)
    expect(answer).toMatchObject({ status: 400, body: { code, status: 'error' } })
    expect(sandbox.state().Tasks).toHaveLength(0)
  })

  test.each([
    [{ Subject: 1 }, { expected_data_type: 'text' }],
    [{ Subject: 'x'.repeat(256) }, { maximum_length: 255 }],
    [{ Due_Date: '2026-02-30' }, { expected_data_type: 'date' }],
    [{ Due_Date: '2026-11-20T00:00:00+01:00' }, { expected_data_type: 'date' }],
    [{ Status: 'Done' }, { supported_values: expect.arrayContaining(['Completed', 'Waiting for input']) }],
    [{ Send_Notification_Email: 'no' }, { expected_data_type: 'boolean' }],
    [{ Owner: '770000000000101001' }, { expected_data_type: 'jsonobject' }],
    [{ Owner: { id: '770000000000999999' } }, { api_name: 'Owner' }],
    [{ Layout: { id: '1' } }, { api_name: 'Layout' }],
  ])('refuses the task %o', async (fields, details) => {
    const { api } = await openDesk()
    const answer = await api('POST', 'Tasks', { data: [{ Subject: 'x', ...(fields as Loose) }] })
    expect(item(answer)).toMatchObject({ code: 'INVALID_DATA', details })
  })

  test('ignores keys it does not know, unless told to refuse them', async () => {
    const { sandbox, api } = await openDesk()
    const write = () => api('POST', 'Tasks', { data: [{ Subject: 'x', Subjekt: 'y' }] })
    expect((await write()).status).toBe(201)
    sandbox.turn('unknown-keys', 'refused')
    expect(item(await write()).details.api_name).toBe('Subjekt')
  })

  test('names all fields of a double duplicate', async () => {
    const { sandbox, api, add } = await openDesk()
    const fields = { module: 'Tasks', api_name: 'Other_Key', data_type: 'text', unique: true }
    sandbox.person({ as: 'Ada Sync', does: 'add', module: 'Fields', fields })
    await add('Tasks', { Subject: 'x', Baton_Key: 'a', Other_Key: 'b' })
    const answer = await api('POST', 'Tasks', { data: [{ Subject: 'y', Baton_Key: 'a', Other_Key: 'b' }] })
    expect(item(answer).code).toBe('MULTIPLE_OR_MULTI_ERRORS')
    expect(item(answer).details.errors).toHaveLength(2)
  })

  test('does not let automations run when the trigger is empty', async () => {
    const { sandbox, api } = await openDesk()
    const data = [{ Subject: 'x' }]
    await api('POST', 'Tasks', { data, trigger: [] })
    await api('POST', 'Tasks', { data, trigger: ['workflow'] })
    await api('POST', 'Tasks', { data })
    expect(sandbox.state().Tasks?.map(task => task.$workflow_runs)).toEqual([0, 1, 1])
  })
})

describe('what a task hangs on', () => {
  test('has to say its module', async () => {
    const { sandbox, api, add } = await openDesk()
    const id = await add('Deals', deal)
    const task = { Subject: 'x', What_Id: { id } }
    expect(item(await api('POST', 'Tasks', { data: [task] })).code).toBe('DEPENDENT_FIELD_MISSING')
    sandbox.turn('missing-se-module', 'EXPECTED_FIELD_MISSING')
    expect(item(await api('POST', 'Tasks', { data: [task] })).code).toBe('EXPECTED_FIELD_MISSING')
    const wrong = await api('POST', 'Tasks', { data: [{ ...task, $se_module: 'Accounts' }] })
    expect(item(wrong).message).toBe('the related id given seems to be invalid')
    expect((await api('POST', 'Tasks', { data: [{ ...task, $se_module: 'Deals' }] })).status).toBe(201)
  })

  test('is seen with its name, and not while it is in the bin', async () => {
    const { sandbox, api, add } = await openDesk()
    const id = await add('Deals', deal)
    const task = await add('Tasks', { Subject: 'x', What_Id: { id }, $se_module: 'Deals' })
    const what = async () => item(await api('GET', `Tasks/${task}`)).What_Id
    expect(await what()).toEqual({ id, name: 'Roll-out' })
    sandbox.person({ as: 'Bo Sales', does: 'remove', module: 'Deals', id })
    expect(await what()).toBeNull()
    sandbox.person({ as: 'Bo Sales', does: 'restore', module: 'Deals', id })
    expect(await what()).toEqual({ id, name: 'Roll-out' })
  })
})

describe('deals', () => {
  test.each([
    [{ Stage: 'Nonsense' }, 'MAPPING_MISMATCH', "Pipeline doesn't contain the Stage"],
    [{ Pipeline: 'Nonsense' }, 'MAPPING_MISMATCH', "Layout doesn't contain the Pipeline"],
    [{ Probability: 101 }, 'INVALID_DATA', 'Given Probability is not valid'],
    [{ Pipeline: null }, 'MANDATORY_NOT_FOUND', 'required field not found'],
  ])('refuses %o', async (fields, code, message) => {
    const { api } = await openDesk()
    expect(item(await api('POST', 'Deals', { data: [{ ...deal, ...fields }] }))).toMatchObject({
      code,
      message,
    })
  })

  test('need no pipeline in an org without pipelines', async () => {
    const { sandbox, api } = await openDesk()
    sandbox.turn('pipelines', 'off')
    const answer = await api('POST', 'Deals', { data: [{ Deal_Name: 'x', Stage: 'Closed Won' }] })
    expect(answer.status).toBe(201)
  })

  test('in a blueprint keep their stage, locked ones keep everything', async () => {
    const { sandbox, api, add } = await openDesk()
    const id = await add('Deals', deal)
    const mark = (fields: Loose) =>
      sandbox.person({ as: 'Ada Sync', does: 'edit', module: 'Deals', id, fields })
    const move = async (fields: Loose) => item(await api('PUT', `Deals/${id}`, { data: [fields] })).code
    mark({ $in_blueprint: true })
    expect(await move({ Stage: 'Closed Won' })).toBe('RECORD_IN_BLUEPRINT')
    expect(await move({ Stage: 'Qualification', Amount: 12.5 })).toBe('SUCCESS')
    mark({ Locked__s: true })
    expect(await move({ Amount: 1 })).toBe('RECORD_LOCKED')
    expect(item(await api('DELETE', `Deals/${id}`)).code).toBe('RECORD_LOCKED')
    mark({ Locked__s: false, $approval_state: 'approval_process_pending' })
    expect(await move({ Amount: 1 })).toBe('NOT_APPROVED')
    mark({ $approval_state: 'approved', $in_blueprint: false })
    expect(await move({ Stage: 'Closed Won' })).toBe('SUCCESS')
  })
})
