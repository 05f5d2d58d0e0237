import { describe, expect, test } from 'vitest'
import { channelId, channelToken } from '../../connectors/zoho-crm/channel.ts'
import connector from '../../connectors/zoho-crm/index.ts'
import { type Canned, fake, fixture } from './zoho-fake.ts'

const { webhooks } = connector
const bytes = (text: string) => new TextEncoder().encode(text)
const delivery = (body: unknown) => ({
  headers: {},
  query: {},
  body: bytes(typeof body === 'string' ? body : JSON.stringify(body)),
})
const stored = fixture('zoho-crm', 'notification').body as Record<string, unknown>

describe('verify', () => {
  test.each([
    ['the right token', stored, true],
    ['another token', { ...stored, token: 'k9-verifx' }, false],
    ['a longer token', { ...stored, token: 'k9-verify-' }, false],
    ['no token', { ...stored, token: undefined }, false],
    ['a token that is no text', { ...stored, token: 7 }, false],
    ['no JSON', 'token=k9-verify', false],
    ['nothing', '', false],
    ['null', 'null', false],
  ])('%s', (_, body, expected) => expect(webhooks.verify(delivery(body), 'k9-verify')).toBe(expected))

  test('an empty secret lets nothing in', () => {
    expect(webhooks.verify(delivery({ ...stored, token: '' }), '')).toBe(false)
  })

  test('bytes that are no text let nothing in', () => {
    expect(webhooks.verify({ headers: {}, query: {}, body: new Uint8Array([0xff, 0xfe]) }, 'x')).toBe(false)
  })

  test('a secret too long for the CRM is known by its hash', () => {
    const secret = 's'.repeat(64)
    expect(channelToken(secret).length).toBeLessThanOrEqual(50)
    expect(webhooks.verify(delivery({ ...stored, token: channelToken(secret) }), secret)).toBe(true)
    expect(webhooks.verify(delivery({ ...stored, token: secret }), secret)).toBe(false)
  })
})

describe('parse', () => {
  test.each([
    [
      'Tasks',
      ['1', '2'],
      [
        { entity: 'task', id: '1' },
        { entity: 'task', id: '2' },
      ],
    ],
    ['Deals', ['1'], [{ entity: 'deal', id: '1' }]],
    ['Accounts', ['1'], [{ entity: 'account', id: '1' }]],
    ['Contacts', ['1'], [{ entity: 'contact', id: '1' }]],
    ['Campaigns', ['1'], []],
    ['Tasks', [], []],
  ])('%s %o', (module, ids, hints) => {
    expect(webhooks.parse(delivery({ ...stored, module, ids }))).toEqual(hints)
  })

  test.each([['nonsense'], [{}], [{ module: 'Tasks' }], [{ module: 'Tasks', ids: ['x'] }]])(
    'throws on %o',
    body => {
      expect(() => webhooks.parse(delivery(body))).toThrow()
    },
  )
})

describe('subscribe', () => {
  const ask = {
    callback: 'https://baton.example.test/hooks/zoho-crm?c=1',
    secret: 'k9-verify',
    entities: ['deal', 'task', 'user'],
    now: '2026-11-01T08:00:00.000Z',
  }
  const watch = fixture('zoho-crm', 'watch')
  const unknown: Canned = {
    status: 400,
    body: { watch: [{ code: 'NOT_SUBSCRIBED', details: {}, message: 'Not subscribed', status: 'error' }] },
  }
  const open = (answers: Readonly<Record<string, readonly Canned[]>>) =>
    fake(connector, answers, { dc: 'us' })
  const path = '/actions/watch'

  test('renews the channel that is there', async () => {
    const { session, calls } = open({ [`PATCH ${path}`]: [watch] })
    const result = await webhooks.subscribe?.(session, ask)
    expect(result).toEqual({
      id: channelId(ask.callback),
      expiresAt: '2026-11-08T08:00:00.000Z',
      began: false,
    })
    expect(calls[0]?.json).toEqual({
      watch: [
        {
          channel_id: channelId(ask.callback),
          events: ['Deals.all', 'Tasks.all'],
          notify_url: ask.callback,
          token: 'k9-verify',
          channel_expiry: '2026-11-08T07:55:00+00:00',
          notify_on_related_action: false,
          return_affected_field_values: false,
        },
      ],
    })
  })

  test('asks for nothing where the CRM has no news of what is wanted', async () => {
    const { session, calls } = open({})
    const result = await webhooks.subscribe?.(session, { ...ask, entities: ['user'] })
    expect(result).toEqual({ id: channelId(ask.callback), expiresAt: null })
    expect(calls).toEqual([])
  })

  test('opens a new one where there is none', async () => {
    const { session, calls } = open({ [`PATCH ${path}`]: [unknown], [`POST ${path}`]: [watch] })
    expect(await webhooks.subscribe?.(session, ask)).toMatchObject({ id: channelId(ask.callback) })
    expect(calls.map(call => call.method)).toEqual(['PATCH', 'POST'])
  })

  test('tells the earliest end, which may be nearer than asked', async () => {
    const events = [
      { channel_expiry: '2026-11-08T09:00:00+01:00' },
      { channel_expiry: '2026-11-01T10:00:00+01:00' },
    ]
    const body = { watch: [{ code: 'SUCCESS', details: { events }, message: '', status: 'success' }] }
    const { session } = open({ [`PATCH ${path}`]: [{ body }] })
    expect(await webhooks.subscribe?.(session, ask)).toMatchObject({ expiresAt: '2026-11-01T09:00:00.000Z' })
  })

  test.each([
    [
      'a partial refusal',
      { status: 207, body: { watch: [{ code: 'INVALID_DATA', details: {}, message: '', status: 'error' }] } },
      'rejected',
    ],
    ['throttling', { status: 429 }, 'throttled'],
  ])('fails on %s', async (_, canned, kind) => {
    const { session } = open({ [`PATCH ${path}`]: [unknown], [`POST ${path}`]: [canned] })
    await expect(webhooks.subscribe?.(session, ask)).rejects.toMatchObject({ failure: { kind } })
  })

  test('does not open another channel when the CRM is only busy', async () => {
    const { session } = open({ [`PATCH ${path}`]: [{ status: 503 }] })
    await expect(webhooks.subscribe?.(session, ask)).rejects.toMatchObject({
      failure: { kind: 'unavailable' },
    })
  })
})

test('a channel number is decimal, stable, and within what the CRM takes', () => {
  const numbers = ['a', 'b', 'c', 'd'].map(channelId)
  expect(new Set(numbers).size).toBe(4)
  expect(channelId('a')).toBe(numbers[0])
  for (const number of numbers) {
    expect(number).toMatch(/^[1-9]\d*$/)
    expect(BigInt(number)).toBeLessThan(2n ** 63n)
  }
})
