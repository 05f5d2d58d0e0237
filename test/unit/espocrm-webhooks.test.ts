import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import connector from '../../connectors/espocrm/index.ts'
import { type Canned, fake, fixture, nameOf } from './zoho-fake.ts'

const { webhooks } = connector
const callback = 'https://baton.example.test/hooks/crm'
const hook = '6b020c0000000e001'
const key = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
const secret = JSON.stringify({ [hook]: key, '6b020c0000000e002': 'ff' })
const text = JSON.stringify(fixture('espocrm', 'delivery').body)

const base64 = (id: string, told: Buffer | string) =>
  Buffer.concat([Buffer.from(`${id}:`), Buffer.from(told)]).toString('base64')
const hex = (body: string, signing = key) => createHmac('sha256', signing).update(body).digest('hex')
const raw = (body: string, signing = key) => createHmac('sha256', signing).update(body).digest()
const delivery = (
  headers: Record<string, string>,
  body = text,
  query: Record<string, string> = { event: 'Task.update' },
) => ({
  headers,
  query,
  body: new TextEncoder().encode(body),
})

describe('verify', () => {
  const good = base64(hook, hex(text))
  test.each([
    ['the signature', { signature: good }, true],
    ['the older signature', { 'x-signature': base64(hook, raw(text)) }, true],
    ['both', { signature: good, 'x-signature': base64(hook, raw(text)) }, true],
    [
      'a wrong one beside a right older one',
      { signature: base64(hook, hex('[]')), 'x-signature': base64(hook, raw(text)) },
      false,
    ],
    ['another body', { signature: base64(hook, hex(`${text} `)) }, false],
    ['another key', { signature: base64(hook, hex(text, 'ff')) }, false],
    ["another webhook's name", { signature: base64('6b020c0000000e002', hex(text)) }, false],
    ['an unknown webhook', { signature: base64('6b020c0000000e009', hex(text)) }, false],
    ['a word that every object knows', { signature: base64('constructor', hex(text)) }, false],
    ['no webhook', { signature: Buffer.from(hex(text)).toString('base64') }, false],
    ['raw bytes in the new header', { signature: base64(hook, raw(text)) }, false],
    ['hexadecimal in the old header', { 'x-signature': base64(hook, hex(text)) }, false],
    ['nothing', { signature: '' }, false],
    ['no base64', { signature: '%%%' }, false],
    ['no header', {}, false],
  ])('%s', (_, headers: Record<string, string>, expected) => {
    expect(webhooks.verify(delivery(headers), secret)).toBe(expected)
  })

  test.each([['one of ours'], [''], ['null'], ['[]'], ['{"a":1}']])(
    'a secret like %s lets nothing in',
    kept => {
      expect(webhooks.verify(delivery({ signature: good }), kept)).toBe(false)
    },
  )
})

describe('parse', () => {
  test.each([
    ['Task.update', 'task'],
    ['Task.delete', 'task'],
    ['Opportunity.create', 'deal'],
    ['Account.update', 'account'],
  ])('%s says to look at a %s, once for all its changes', (event, entity) => {
    expect(webhooks.parse(delivery({}, text, { event }))).toEqual([{ entity, id: '6b020b60c1aa40f13' }])
  })

  test.each([['Lead.update'], ['nonsense'], ['']])('%s says nothing', event => {
    expect(webhooks.parse(delivery({}, text, { event }))).toEqual([])
  })

  test('an address without an event says nothing', () => {
    expect(webhooks.parse(delivery({}, text, {}))).toEqual([])
  })

  test.each([
    ['no JSON', 'x'],
    ['no list', '{"id":"1"}'],
    ['no ids', '[{"name":"x"}]'],
    ['a strange id', '[{"id":"1/../2"}]'],
    ['nothing', ''],
  ])('%s cannot be read', (_, body) => expect(() => webhooks.parse(delivery({}, body))).toThrow())
})

describe('subscribe', () => {
  const url = (event: string) => `${callback}?event=${event}`
  const stored = (event: string, more: object = {}) => ({
    id: event.replace('.', '-'),
    event,
    url: url(event),
    isActive: true,
    secretKey: `key-${event}`,
    ...more,
  })
  const list = (...hooks: readonly object[]): Canned => ({ body: { total: hooks.length, list: hooks } })
  const made: (request: { json?: unknown }) => Canned = ({ json }) => ({
    status: 201,
    body: stored(String(Object(json).event)),
  })
  const ask = { callback, secret: 'ours', entities: ['task', 'user'], now: '2026-11-21T21:00:00.000Z' }
  const subscribe = (answers: Parameters<typeof fake>[1], entities: readonly string[] = ask.entities) => {
    const { session, calls } = fake(connector, answers, { url: 'https://crm.example.test' })
    return { calls, done: webhooks.subscribe?.(session, { ...ask, entities }) }
  }
  const all = ['Task.create', 'Task.update', 'Task.delete']

  test('makes one for each event of each type, the event in its address', async () => {
    const { calls, done } = subscribe({ 'GET /Webhook': [list()], 'POST /Webhook': made })
    expect(await done).toMatchObject({ expiresAt: null })
    expect(calls.slice(1).map(call => call.json)).toEqual(
      all.map(event => ({ event, url: url(event), skipOwn: false })),
    )
  })

  test('the keys that EspoCRM made up are the secret to keep', async () => {
    const { done } = subscribe({ 'GET /Webhook': [list()], 'POST /Webhook': made })
    const { secret: kept = '' } = (await done) ?? {}
    expect(JSON.parse(kept)).toEqual({
      'Task-create': 'key-Task.create',
      'Task-update': 'key-Task.update',
      'Task-delete': 'key-Task.delete',
    })
    const body = '[]'
    expect(
      webhooks.verify(
        delivery({ signature: base64('Task-update', hex(body, 'key-Task.update')) }, body),
        kept,
      ),
    ).toBe(true)
  })

  test('makes none twice', async () => {
    const { calls, done } = subscribe({ 'GET /Webhook': [list(...all.map(event => stored(event)))] })
    await done
    expect(calls.map(nameOf)).toEqual(['GET /Webhook'])
  })

  test('makes one again that was dropped, and wakes one that was switched off', async () => {
    const there = list(stored('Task.create'), stored('Task.update', { isActive: false }))
    const { calls, done } = subscribe({
      'GET /Webhook': [there],
      'POST /Webhook': made,
      'PUT /Webhook/Task-update': [{ body: {} }],
    })
    await done
    expect(calls.slice(1).map(nameOf).sort()).toEqual(['POST /Webhook', 'PUT /Webhook/Task-update'])
  })

  test("leaves other people's webhooks alone", async () => {
    const foreign = stored('Task.update', { id: 'x', url: 'https://other.example.test/?event=Task.update' })
    const { calls, done } = subscribe({ 'GET /Webhook': [list(foreign)], 'POST /Webhook': made })
    expect(JSON.parse((await done)?.secret ?? '')).not.toHaveProperty('x')
    expect(calls.filter(call => call.method === 'POST')).toHaveLength(3)
  })

  test('a key that the list hides is read from the webhook itself', async () => {
    const hidden = all.map(event => stored(event, { secretKey: undefined }))
    const single = Object.fromEntries(
      all.map(event => [`GET /Webhook/${event.replace('.', '-')}`, [{ body: stored(event) }]]),
    )
    const { calls, done } = subscribe({ 'GET /Webhook': [list(...hidden)], ...single })
    expect(Object.keys(JSON.parse((await done)?.secret ?? ''))).toHaveLength(3)
    expect(calls.some(call => call.method === 'POST')).toBe(false)
  })

  test('one whose key nobody tells any more is made anew, and the old one goes', async () => {
    const [create, ...others] = all.map(event => stored(event))
    const hidden = { ...create, secretKey: null }
    const { calls, done } = subscribe({
      'GET /Webhook': [list(hidden, ...others)],
      'GET /Webhook/Task-create': [{ body: hidden }],
      'DELETE /Webhook/Task-create': [{ body: true }],
      'POST /Webhook': made,
    })
    expect(Object.keys(JSON.parse((await done)?.secret ?? ''))).toHaveLength(3)
    expect(calls.map(nameOf)).toContain('DELETE /Webhook/Task-create')
  })

  test('a missing right says so', async () => {
    const { done } = subscribe({
      'GET /Webhook': [{ status: 403, headers: { 'x-status-reason': 'No access.' } }],
    })
    await expect(done).rejects.toMatchObject({ failure: { kind: 'forbidden' } })
  })
})
