import { describe, expect, test } from 'vitest'
import type { Sandbox } from '#spi'
import { accessToken, apiHost, item, type Loose, openDesk, send } from './zoho-crm-sandbox-desk.ts'

const many = (count: number, first = 0) =>
  Array.from({ length: count }, (_, at) => ({ Account_Name: `Account ${first + at}` }))

async function filled(count: number) {
  const desk = await openDesk()
  for (const { Account_Name } of many(count))
    desk.sandbox.person({ as: 'Bo Sales', does: 'add', module: 'Accounts', fields: { Account_Name } })
  return desk
}

/** With a new access token, for when the old one has run out. */
async function reopened(sandbox: Sandbox) {
  const authorization = `Zoho-oauthtoken ${await accessToken(sandbox)}`
  return (method: string, path: string) =>
    send(sandbox, method, `${apiHost}/crm/v8/${path}`, undefined, { authorization })
}

describe('the list', () => {
  test('needs fields, at most fifty', async () => {
    const { api } = await openDesk()
    expect((await api('GET', 'Tasks')).body).toMatchObject({
      code: 'REQUIRED_PARAM_MISSING',
      details: { param_name: 'fields' },
    })
    const names = Array.from({ length: 51 }, (_, at) => `F${at}`).join()
    expect((await api('GET', `Tasks?fields=${names}`)).body.code).toBe('LIMIT_EXCEEDED')
  })

  test('is 204 when empty, 304 when nothing is new', async () => {
    const { api, add } = await openDesk()
    expect(await api('GET', 'Tasks?fields=Subject')).toMatchObject({ status: 204, body: '' })
    await add('Tasks', { Subject: 'x' })
    const since = (moment: string) =>
      api('GET', 'Tasks?fields=Subject', undefined, { 'if-modified-since': moment })
    expect((await since('2026-11-02T10:15:29+01:00')).body.info.count).toBe(1)
    expect((await since('2026-11-02T10:15:30+01:00')).status).toBe(304)
    expect((await since('2026-11-02T09:15:30.000Z')).body.code).toBe('INVALID_DATA')
  })

  test('may count the second itself as changed since', async () => {
    const { sandbox, api, add } = await openDesk()
    await add('Tasks', { Subject: 'x' })
    sandbox.turn('modified-since', 'at-or-after')
    const headers = { 'if-modified-since': '2026-11-02T10:15:30+01:00' }
    expect((await api('GET', 'Tasks?fields=Subject', undefined, headers)).status).toBe(200)
  })

  test('shows the fields asked for, in the zone of the caller', async () => {
    const { api, add, sandbox } = await openDesk()
    const id = await add('Tasks', { Subject: 'x' })
    const { body } = await api('GET', 'Tasks?fields=Subject,Modified_Time,Owner')
    expect(body.data).toEqual([
      {
        id,
        Subject: 'x',
        Modified_Time: '2026-11-02T10:15:30+01:00',
        Owner: { name: 'Ada Sync', id: '770000000000101001', email: 'ada@example.test' },
      },
    ])
    expect(body.info).toMatchObject({ per_page: 200, count: 1, page: 1, more_records: false, sort_by: 'id' })
    const user = { as: 'Ada Sync', does: 'edit', module: 'Users', id: 'Ada Sync' } as const
    sandbox.person({ ...user, fields: { time_zone: 'Asia/Kolkata' } })
    expect(item(await api('GET', `Tasks/${id}`)).Modified_Time).toBe('2026-11-02T14:45:30+05:30')
  })

  test('is sorted by id downwards unless told', async () => {
    const { sandbox, api, add } = await openDesk()
    const first = await add('Tasks', { Subject: 'x' })
    const second = await add('Tasks', { Subject: 'y' })
    const ids = async (query: string) =>
      (await api('GET', `Tasks?fields=id${query}`)).body.data.map((row: Loose) => row.id)
    expect(await ids('')).toEqual([second, first])
    sandbox.advance(5)
    await api('PUT', `Tasks/${first}`, { data: [{ Subject: 'z' }] })
    expect(await ids('&sort_by=Modified_Time&sort_order=asc')).toEqual([second, first])
    expect(await ids(`&ids=${first}`)).toEqual([first])
    expect((await api('GET', 'Tasks?fields=id&sort_by=Subject')).body.code).toBe('INVALID_DATA')
    expect((await api('GET', 'Tasks?fields=id&per_page=201')).body.code).toBe('INVALID_DATA')
  })

  test('by page reaches 2000 rows, by token further', async () => {
    const { api } = await filled(2_100)
    expect((await api('GET', 'Accounts?fields=id&page=10')).body.info.more_records).toBe(true)
    expect((await api('GET', 'Accounts?fields=id&page=11')).body.code).toBe(
      'DISCRETE_PAGINATION_LIMIT_EXCEEDED',
    )
    const seen = new Set<string>()
    let token = ''
    for (let page = 1; page <= 11; page += 1) {
      const { body } = await api('GET', `Accounts?fields=id${token && `&page_token=${token}`}`)
      for (const row of body.data) seen.add(row.id)
      token = body.info.next_page_token
    }
    expect(seen.size).toBe(2_100)
    expect(token).toBeNull()
  })

  test('guards its page tokens', async () => {
    const { sandbox, api } = await filled(3)
    const path = 'Accounts?fields=id&per_page=1'
    const { next_page_token: token, page_token_expiry } = (await api('GET', path)).body.info
    expect(page_token_expiry).toBe('2026-11-03T10:15:30+01:00')
    const code = async (query: string) => (await api('GET', query)).body.code
    expect(await code(`${path}&page_token=${token}`)).toBeUndefined()
    expect(await code(`${path}&page_token=${token}&page=2`)).toBe('AMBIGUITY_DURING_PROCESSING')
    expect(await code(`${path}&cvid=1&sort_by=id`)).toBe('AMBIGUITY_DURING_PROCESSING')
    expect(await code(`Accounts?fields=Phone&per_page=1&page_token=${token}`)).toBe(
      'TOKEN_BOUND_DATA_MISMATCH',
    )
    expect(await code(`${path}&page_token=x`)).toBe('INVALID_DATA')
    sandbox.advance(24 * 3600)
    const later = await reopened(sandbox)
    expect((await later('GET', `${path}&page_token=${token}`)).body.code).toBe('EXPIRED_VALUE')
  })

  test('ends at 100 000 rows, or where the switch says', async () => {
    const { sandbox, api } = await filled(3)
    sandbox.turn('page-token-rows', 2)
    const path = 'Accounts?fields=id&per_page=1'
    const second = (await api('GET', path)).body.info.next_page_token
    const third = (await api('GET', `${path}&page_token=${second}`)).body.info.next_page_token
    expect((await api('GET', `${path}&page_token=${third}`)).body.code).toBe('PAGINATION_LIMIT_EXCEEDED')
  })
})

describe('one record', () => {
  test('is 204 or 400 when it is not there', async () => {
    const { sandbox, api } = await openDesk()
    expect((await api('GET', 'Tasks/770000000000999999')).status).toBe(204)
    sandbox.turn('missing-record', 400)
    expect((await api('GET', 'Tasks/770000000000999999')).body.code).toBe('INVALID_DATA')
  })

  test('has its rich text cut, and whole elsewhere', async () => {
    const { sandbox, api, add } = await openDesk()
    const fields = { module: 'Tasks', api_name: 'Story', data_type: 'textarea', textarea: 'rich_text' }
    sandbox.person({ as: 'Ada Sync', does: 'add', module: 'Fields', fields })
    const id = await add('Tasks', { Subject: 'x', Story: 's'.repeat(600), Description: 'd'.repeat(600) })
    const task = item(await api('GET', `Tasks/${id}`))
    expect([task.Story.length, task.Description.length]).toEqual([500, 600])
    const whole = item(await api('GET', `Tasks/${id}/actions/fetch_full_data?fields=Story`))
    expect(whole.Story).toHaveLength(600)
  })
})

describe('deleted records', () => {
  test('are listed, newest first, until they are forgotten', async () => {
    const { sandbox, add } = await openDesk()
    const one = await add('Tasks', { Subject: 'one' })
    const two = await add('Tasks', { Subject: 'two' })
    const bo = { as: 'Bo Sales', does: 'remove', module: 'Tasks' } as const
    sandbox.person({ ...bo, id: one })
    sandbox.advance(60)
    sandbox.person({ ...bo, id: two })
    sandbox.person({ ...bo, id: two })
    const rows = async (query: string, days = 0) => {
      sandbox.advance(days * 86_400)
      const desk = await reopened(sandbox)
      return desk('GET', `Tasks/deleted?${query}`)
    }
    const { body } = await rows('type=all')
    expect(body.data).toMatchObject([
      { id: two, type: 'permanent', display_name: null, deleted_by: null },
      { id: one, type: 'recycle', display_name: 'one', deleted_by: { name: 'Bo Sales' } },
    ])
    expect(body.info).toMatchObject({ count: 2, more_records: false })
    expect((await rows('type=recycle')).body.data).toHaveLength(1)
    expect((await rows('type=nonsense')).body.code).toBe('PATTERN_NOT_MATCHED')
    expect((await rows('type=recycle', 60)).status).toBe(204)
    expect((await rows('type=permanent')).body.data).toHaveLength(2)
    expect((await rows('type=all', 60)).status).toBe(204)
  })

  test('can be asked for since a moment', async () => {
    const { sandbox, api, add } = await openDesk()
    await api('DELETE', `Tasks/${await add('Tasks', { Subject: 'x' })}`)
    sandbox.advance(60)
    const since = (moment: string) => api('GET', 'Tasks/deleted', undefined, { 'if-modified-since': moment })
    expect((await since('2026-11-02T10:15:00+01:00')).body.info.count).toBe(1)
    expect((await since('2026-11-02T10:16:00+01:00')).status).toBe(304)
  })

  test('come back with their id', async () => {
    const { sandbox, api, add } = await openDesk()
    const id = await add('Tasks', { Subject: 'x' })
    await api('DELETE', `Tasks/${id}`)
    sandbox.advance(60)
    sandbox.person({ as: 'Bo Sales', does: 'restore', module: 'Tasks', id })
    expect((await api('GET', 'Tasks/deleted')).status).toBe(204)
    expect(item(await api('GET', `Tasks/${id}`)).Modified_Time).toBe('2026-11-02T10:16:30+01:00')
    expect(() => sandbox.person({ as: 'Bo Sales', does: 'restore', module: 'Tasks', id })).toThrow(
      'in the bin',
    )
  })
})

describe('a record from the bin', () => {
  test('may come back without a word', async () => {
    const { sandbox, api, add } = await openDesk()
    const id = await add('Tasks', { Subject: 'x' })
    await api('DELETE', `Tasks/${id}`)
    sandbox.advance(60)
    sandbox.turn('restore', 'silent')
    sandbox.person({ as: 'Bo Sales', does: 'restore', module: 'Tasks', id })
    expect(item(await api('GET', `Tasks/${id}`)).Modified_Time).toBe('2026-11-02T10:15:30+01:00')
  })
})
