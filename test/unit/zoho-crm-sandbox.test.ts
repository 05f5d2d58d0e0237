import { afterEach, describe, expect, test, vi } from 'vitest'
import { createSandbox } from '../../connectors/zoho-crm/sandbox.ts'
import { accessToken, openDesk, send, start } from './zoho-crm-sandbox-desk.ts'

afterEach(() => {
  vi.useRealTimers()
})

describe('the box', () => {
  test('refuses what it does not know, and says what there is', async () => {
    const { sandbox } = await openDesk()
    const ada = { as: 'Ada Sync', does: 'add', module: 'Accounts' } as const
    expect(() => sandbox.turn('nonsense', 1)).toThrow(/There are: dc, /)
    expect(() => sandbox.turn('all-failed', 500)).toThrow('400, 202, 207')
    expect(() => sandbox.turn('slow-ms', 'soon')).toThrow('any number from 0')
    expect(() => sandbox.person({ ...ada, as: 'Cy' })).toThrow('there are: Ada Sync, Bo Sales')
    expect(() => sandbox.person({ ...ada, module: 'Leads' })).toThrow(
      /there are: Accounts, .*Fields, Pipelines/,
    )
    expect(() => sandbox.person({ ...ada, does: 'edit', id: '1' })).toThrow('there are: none')
    expect(() => sandbox.person(ada)).toThrow('MANDATORY_NOT_FOUND')
    expect(() => sandbox.person({ ...ada, as: 'Bo Sales', module: 'Fields' })).toThrow('no admin')
    await expect(send(sandbox, 'GET', 'https://elsewhere.test/')).rejects.toThrow(
      'not a host of this sandbox',
    )
  })

  test('tells everything that was done, and by whom', async () => {
    const { sandbox, add } = await openDesk()
    const id = await add('Accounts', { Account_Name: 'Acme' })
    sandbox.advance(60)
    sandbox.person({ as: 'bo@example.test', does: 'edit', module: 'Accounts', id, fields: { Phone: '1' } })
    const [added, edited] = sandbox.history()
    expect(added).toMatchObject({ does: 'add', module: 'Accounts', id, before: null })
    expect(added?.by).toBe(`api:${sandbox.credentials.clientId}`)
    expect(edited).toMatchObject({ by: 'person:Bo Sales', before: { Phone: null }, after: { Phone: '1' } })
    expect(edited?.at).toBe('2026-11-02T09:16:30Z')
    expect(sandbox.state().Accounts).toMatchObject([{ id, Phone: '1', Modified_By: { name: 'Bo Sales' } }])
  })

  test('logs calls with the ids left out', async () => {
    const { sandbox, api } = await openDesk()
    await api('GET', 'Tasks/770000000000555001')
    expect(sandbox.calls().at(-1)).toEqual({
      at: '2026-11-02T09:15:30Z',
      method: 'GET',
      pattern: '/crm/v8/Tasks/{id}',
      path: '/crm/v8/Tasks/770000000000555001',
      status: 204,
    })
  })

  test('comes with an org', async () => {
    const { sandbox, api } = await openDesk()
    expect((await api('GET', 'users?type=CurrentUser')).body.users).toMatchObject([
      { email: 'ada@example.test' },
    ])
    expect((await api('GET', 'users')).body.users).toHaveLength(2)
    const unique = (await api('GET', 'settings/fields?module=Tasks')).body.fields.filter(
      (field: { unique: object }) => Object.keys(field.unique).length > 0,
    )
    expect(unique).toMatchObject([{ api_name: 'Baton_Key', data_type: 'text' }])
    expect(sandbox.state().Users).toHaveLength(2)
  })
})

describe('addresses', () => {
  test.each([
    ['GET', 'Nonsense?fields=id', 400, 'INVALID_MODULE'],
    ['GET', 'Tasks/1/2/3/4', 404, 'INVALID_URL_PATTERN'],
    ['PATCH', 'Tasks', 400, 'INVALID_REQUEST_METHOD'],
    ['GET', 'Notes/deleted', 400, 'INVALID_MODULE'],
    ['GET', 'Tasks/%E0%A4%A', 404, 'INVALID_URL_PATTERN'],
  ])('%s %s is answered %i %s', async (method, path, status, code) => {
    const { api } = await openDesk()
    expect(await api(method, path)).toMatchObject({ status, body: { code } })
  })

  test('a wrong method can be a 405', async () => {
    const { sandbox, api } = await openDesk()
    sandbox.turn('wrong-method', 405)
    expect((await api('PATCH', 'Tasks')).status).toBe(405)
  })
})

describe('bad days', () => {
  test('hit the calls they are ordered for, as often as told', async () => {
    const { sandbox, api } = await openDesk()
    sandbox.fault({ fault: 'throttled', match: 'GET /crm/v8/Tasks', times: 2 })
    expect((await api('GET', 'org')).status).toBe(200)
    expect((await api('GET', 'Tasks?fields=id')).body.code).toBe('TOO_MANY_REQUESTS')
    expect((await api('GET', 'Tasks?fields=id')).status).toBe(429)
    expect((await api('GET', 'Tasks?fields=id')).status).toBe(204)
  })

  test('down and unauthorized do no work', async () => {
    const { sandbox, api } = await openDesk()
    const write = () => api('POST', 'Accounts', { data: [{ Account_Name: 'Acme' }] })
    sandbox.fault({ fault: 'down' })
    expect((await write()).status).toBe(503)
    sandbox.turn('down-status', 500)
    sandbox.fault({ fault: 'down' })
    expect((await write()).body.code).toBe('INTERNAL_ERROR')
    sandbox.fault({ fault: 'unauthorized' })
    expect((await write()).body.code).toBe('INVALID_TOKEN')
    expect(sandbox.state().Accounts).toHaveLength(0)
  })

  test('a lost answer has done its work', async () => {
    const { sandbox, api } = await openDesk()
    sandbox.fault({ fault: 'lost-answer' })
    await expect(api('POST', 'Accounts', { data: [{ Account_Name: 'Acme' }] })).rejects.toThrow('cut')
    expect(sandbox.state().Accounts).toHaveLength(1)
  })

  test('a garbled answer is no JSON', async () => {
    const { sandbox, api } = await openDesk()
    sandbox.fault({ fault: 'garbled' })
    await expect(api('GET', 'org')).rejects.toThrow(SyntaxError)
  })

  test('a slow answer comes in the end, its work done at once', async () => {
    const { sandbox, api } = await openDesk()
    vi.useFakeTimers()
    sandbox.turn('slow-ms', 30_000)
    sandbox.fault({ fault: 'slow' })
    const answer = api('POST', 'Accounts', { data: [{ Account_Name: 'Acme' }] })
    await vi.advanceTimersByTimeAsync(29_999)
    expect(sandbox.state().Accounts).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect((await answer).status).toBe(201)
  })

  test('on the accounts host look like that host', async () => {
    const sandbox = createSandbox({ now: () => start })
    sandbox.fault({ fault: 'unauthorized' })
    expect(await accessToken(sandbox)).toBeUndefined()
    sandbox.fault({ fault: 'throttled' })
    const answer = await send(sandbox, 'POST', 'https://accounts.zoho.com/oauth/v2/token')
    expect(answer).toMatchObject({ status: 400, body: { error: 'Access Denied' } })
    expect(() => sandbox.fault({ fault: 'bored' as 'down' })).toThrow('There are: unauthorized')
  })
})

describe('limits', () => {
  test('a day of a free org is 5000 credits; the second half is counted down', async () => {
    const { sandbox, api } = await openDesk()
    sandbox.turn('edition', 'free')
    sandbox.turn('credits', 10)
    for (let left = 9; left > 5; left -= 1)
      expect((await api('GET', 'org')).headers['x-api-credits-remaining']).toBeUndefined()
    expect((await api('GET', 'org')).headers['x-api-credits-remaining']).toBe('5')
    const five = Array.from({ length: 45 }, (_, at) => ({ Account_Name: `A${at}` }))
    expect((await api('POST', 'Accounts', { data: five })).headers['x-api-credits-remaining']).toBe('0')
    expect(await api('GET', 'org')).toMatchObject({ status: 429, body: { code: 'TOO_MANY_REQUESTS' } })
    sandbox.turn('window-scale', 1440)
    sandbox.advance(60)
    expect((await api('GET', 'org')).status).toBe(200)
  })

  test('twenty calls at a time, ten of them heavy', async () => {
    const { api } = await openDesk()
    const all = (count: number, path: string) =>
      Promise.all(Array.from({ length: count }, () => api('GET', path))).then(
        answers => answers.filter(({ status }) => status === 429).length,
      )
    expect(await all(20, 'org')).toBe(0)
    expect(await all(23, 'org')).toBe(3)
    expect(await all(12, 'Tasks?fields=id&sort_by=Modified_Time')).toBe(2)
  })

  test('calls hold their place as long as told', async () => {
    const { sandbox, api } = await openDesk()
    vi.useFakeTimers()
    sandbox.turn('edition', 'free')
    sandbox.turn('latency-ms', 200)
    const five = Array.from({ length: 5 }, () => api('GET', 'org'))
    await vi.advanceTimersByTimeAsync(199)
    expect((await api('GET', 'org')).status).toBe(429)
    await vi.advanceTimersByTimeAsync(1)
    expect((await Promise.all(five)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  })
})
