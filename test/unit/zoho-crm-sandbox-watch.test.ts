import { describe, expect, test } from 'vitest'
import { type Desk, item, type Loose, openDesk } from './zoho-crm-sandbox-desk.ts'

const channel = {
  channel_id: '9007001',
  events: ['Tasks.create', 'Tasks.edit', 'Tasks.delete'],
  notify_url: 'https://sync.example.test/hooks/zcrm?c=42',
  token: 'k9-verify',
  channel_expiry: '2026-11-08T09:00:00+01:00',
  notify_on_related_action: false,
}

const watch = (desk: Desk, changes: Loose = {}, method = 'POST') =>
  desk.api(method, 'actions/watch', { watch: [{ ...channel, ...changes }] })

const told = (desk: Desk) => desk.sandbox.takeDeliveries().map(({ body }) => JSON.parse(body))

async function watching(changes: Loose = {}) {
  const desk = await openDesk()
  await watch(desk, changes)
  return desk
}

describe('a subscription', () => {
  test('is answered with what it has become', async () => {
    const desk = await openDesk()
    const answer = await watch(desk)
    expect(answer.status).toBe(201)
    expect(item(answer)).toMatchObject({
      code: 'SUCCESS',
      details: {
        events: [
          {
            channel_expiry: '2026-11-08T09:00:00+01:00',
            resource_uri: 'https://www.zohoapis.com/crm/v2/Tasks',
            resource_name: 'Tasks',
            channel_id: '9007001',
          },
        ],
      },
    })
  })

  test('lasts an hour when nothing or too much is asked for', async () => {
    const desk = await openDesk()
    const expiry = async (channel_expiry?: string) =>
      item(await watch(desk, { channel_expiry })).details.events[0].channel_expiry
    expect(await expiry()).toBe('2026-11-02T11:15:30+01:00')
    expect(await expiry('2026-11-09T10:15:30+01:00')).toBe('2026-11-09T10:15:30+01:00')
    expect(await expiry('2026-11-09T10:15:31+01:00')).toBe('2026-11-02T11:15:30+01:00')
  })

  test('is renewed until it has run out', async () => {
    const desk = await watching()
    const renew = (method: string) =>
      desk.api(method, 'actions/watch', {
        watch: [{ channel_id: '9007001', channel_expiry: '2026-11-09T09:00:00+01:00' }],
      })
    desk.sandbox.advance(60)
    expect(item(await renew('PATCH')).details.events[0].channel_expiry).toBe('2026-11-09T09:00:00+01:00')
    expect(item(await renew('PUT')).code).toBe('MANDATORY_NOT_FOUND')
    const short = await watching({ channel_expiry: undefined })
    const late = () =>
      short.api('PATCH', 'actions/watch', { watch: [{ channel_id: '9007001', events: ['Tasks.all'] }] })
    short.sandbox.advance(3599)
    expect((await late()).status).toBe(200)
  })

  test('that has run out is no subscription', async () => {
    const desk = await watching({ channel_id: '1', channel_expiry: '2026-11-02T10:16:00+01:00' })
    desk.sandbox.advance(30)
    const answer = await watch(desk, { channel_id: '1' }, 'PATCH')
    expect(answer.status).toBe(400)
    expect(answer.body.watch).toEqual([
      {
        code: 'NOT_SUBSCRIBED',
        details: {},
        message: 'Not subscribed for actions-watch of the given channel',
        status: 'error',
      },
    ])
    expect((await desk.api('GET', 'actions/watch')).status).toBe(204)
    await desk.add('Tasks', { Subject: 'x' })
    expect(told(desk)).toEqual([])
  })

  test('can be listed, cut down and stopped', async () => {
    const desk = await watching()
    expect((await desk.api('GET', 'actions/watch')).body.watch).toMatchObject([
      { channel_id: '9007001', events: channel.events, token: 'k9-verify', notify_url: channel.notify_url },
    ])
    const cut = { channel_id: '9007001', events: ['Tasks.delete', 'Tasks.edit'], _delete_events: true }
    const answer = await desk.api('PATCH', 'actions/watch', { watch: [cut] })
    expect(item(answer).message).toBe('Successfully removed the subscribe details')
    expect((await desk.api('GET', 'actions/watch')).body.watch[0].events).toEqual(['Tasks.create'])
    const stop = () => desk.api('DELETE', 'actions/watch?channel_ids=9007001')
    expect(item(await stop()).message).toBe('Successfully un-subscribed from actions-watch')
    expect((await stop()).status).toBe(400)
    desk.sandbox.turn('watch-list-channel', 'mandatory')
    expect((await desk.api('GET', 'actions/watch')).body.code).toBe('REQUIRED_PARAM_MISSING')
  })

  test.each([
    [{ channel_id: undefined }, 'MANDATORY_NOT_FOUND'],
    [{ channel_id: '9223372036854775808' }, 'INVALID_DATA'],
    [{ events: undefined }, 'MANDATORY_NOT_FOUND'],
    [{ events: ['Notes.all'] }, 'INVALID_DATA'],
    [{ events: ['Tasks.touch'] }, 'INVALID_DATA'],
    [{ notify_url: 'nowhere' }, 'INVALID_DATA'],
    [{ token: 'x'.repeat(51) }, 'INVALID_DATA'],
    [{ channel_expiry: 'tomorrow' }, 'INVALID_DATA'],
    [{ channel_expiry: '2026-11-01T09:00:00+01:00' }, 'INVALID_DATA'],
    [{ notification_condition: [{}] }, 'EXPECTED_FIELD_MISSING'],
  ])('%o is refused', async (changes, code) => {
    expect(item(await watch(await openDesk(), changes)).code).toBe(code)
  })

  test('comes in lots of fifty at most', async () => {
    const desk = await openDesk()
    const answer = await desk.api('POST', 'actions/watch', { watch: Array(51).fill(channel) })
    expect(answer.body.code).toBe('LIMIT_REACHED')
  })
})

describe('a callback', () => {
  test('says where to look', async () => {
    const desk = await watching({ return_affected_field_values: true })
    const id = await desk.add('Tasks', { Subject: 'x' })
    desk.sandbox.advance(1)
    desk.sandbox.person({ as: 'Bo Sales', does: 'edit', module: 'Tasks', id, fields: { Status: 'Deferred' } })
    await desk.api('DELETE', `Tasks/${id}`)
    const [first] = desk.sandbox.takeDeliveries()
    expect(first).toMatchObject({ method: 'POST', url: channel.notify_url })
    expect(JSON.parse(first?.body ?? '')).toMatchObject({
      server_time: Date.parse('2026-11-02T09:15:30.250Z'),
      query_params: { c: '42' },
      module: 'Tasks',
      ids: [id],
      affected_fields: [],
      operation: 'insert',
      channel_id: '9007001',
      token: 'k9-verify',
    })
  })

  test('tells what was edited and what was deleted', async () => {
    const desk = await watching({ return_affected_field_values: true })
    const id = await desk.add('Tasks', { Subject: 'x' })
    await desk.api('PUT', `Tasks/${id}`, { data: [{ Status: 'Deferred' }] })
    await desk.api('DELETE', `Tasks/${id}`)
    const [, edited, deleted] = told(desk)
    expect(edited).toMatchObject({
      operation: 'update',
      affected_fields: [{ [id]: ['Status'] }],
      affected_values: [{ record_id: id, values: { Status: 'Deferred' } }],
    })
    expect(deleted).toMatchObject({ operation: 'delete', ids: [id] })
    expect(told(desk)).toEqual([])
  })

  test('carries all records of one call, or one each', async () => {
    const desk = await watching()
    const two = { data: [{ Subject: 'x' }, { Subject: 'y' }] }
    await desk.api('POST', 'Tasks', two)
    expect(told(desk).map(one => one.ids.length)).toEqual([2])
    desk.sandbox.turn('callback-ids', 'single')
    await desk.api('POST', 'Tasks', two)
    expect(told(desk).map(one => one.ids.length)).toEqual([1, 1])
  })

  test('comes for what the API does, unless told not to', async () => {
    const desk = await watching()
    desk.sandbox.turn('api-writes-notify', false)
    const id = await desk.add('Tasks', { Subject: 'x' })
    expect(told(desk)).toEqual([])
    desk.sandbox.person({ as: 'Bo Sales', does: 'edit', module: 'Tasks', id, fields: { Subject: 'y' } })
    expect(told(desk)).toHaveLength(1)
  })

  test('comes for related records unless that is switched off', async () => {
    const deal = { Deal_Name: 'D', Stage: 'Qualification', Pipeline: 'Standard (Standard)' }
    const count = async (notify_on_related_action?: boolean) => {
      const desk = await watching({ events: ['Deals.edit'], notify_on_related_action })
      const id = await desk.add('Deals', deal)
      await desk.add('Tasks', { Subject: 'x', What_Id: { id }, $se_module: 'Deals' })
      return told(desk).length
    }
    expect([await count(), await count(false)]).toEqual([1, 0])
  })

  test('can be narrowed to some fields', async () => {
    const module = { api_name: 'Tasks', id: '770000000000000132' }
    const field = { field: { api_name: 'Status', id: '1' } }
    const field_selection = { group_operator: 'or', group: [field] }
    const desk = await watching({
      notification_condition: [{ type: 'field_selection', module, field_selection }],
    })
    const id = await desk.add('Tasks', { Subject: 'x' })
    await desk.api('PUT', `Tasks/${id}`, { data: [{ Subject: 'y' }] })
    await desk.api('PUT', `Tasks/${id}`, { data: [{ Status: 'Deferred' }] })
    expect(told(desk).map(one => one.operation)).toEqual(['insert', 'update'])
  })

  test('is doubled, lost, late or out of order on request', async () => {
    const desk = await watching()
    const add = async (way: string) => {
      desk.sandbox.turn('webhooks', way)
      await desk.add('Tasks', { Subject: 'x' })
      return told(desk)
    }
    const [one, other, ...more] = await add('duplicate')
    expect(one).toEqual(other)
    expect(more).toEqual([])
    expect(await add('lost')).toEqual([])
    expect(await add('late')).toEqual([])
    desk.sandbox.advance(300)
    expect(told(desk)).toHaveLength(1)
    desk.sandbox.turn('webhooks', 'reversed')
    const id = await desk.add('Tasks', { Subject: 'x' })
    await desk.api('DELETE', `Tasks/${id}`)
    expect(told(desk).map(each => each.operation)).toEqual(['delete', 'insert'])
  })

  test('does not come for notes, nor to a user who is gone', async () => {
    const desk = await watching()
    const id = await desk.add('Tasks', { Subject: 'x' })
    told(desk)
    await desk.api('POST', `Tasks/${id}/Notes`, { data: [{ Note_Content: 'n' }] })
    expect(told(desk)).toEqual([])
    const ada = { as: 'Ada Sync', module: 'Users' } as const
    desk.sandbox.person({ ...ada, does: 'edit', id: 'Bo Sales', fields: { admin: true } })
    desk.sandbox.person({ ...ada, as: 'Bo Sales', does: 'remove', id: 'Ada Sync' })
    const edit = { as: 'Bo Sales', does: 'edit', module: 'Tasks', id, fields: { Subject: 'y' } } as const
    desk.sandbox.person(edit)
    expect(told(desk)).toEqual([])
    desk.sandbox.turn('deactivated-subscriber', 'notified')
    desk.sandbox.person(edit)
    expect(told(desk)).toHaveLength(1)
  })
})
