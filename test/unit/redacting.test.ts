import { expect, test } from 'vitest'
import { keeping } from '../../src/engine/keeping.ts'
import { type RedactingSession, redactor, redacts } from '../../src/engine/redacting.ts'
import { type Connector, unreadRow, VendorError } from '../../src/spi/index.ts'
import { fakes } from '../support/mapping-connectors.ts'

const secret = 'pa/ss "w" wörd'
const session: RedactingSession = {
  settings: {},
  facts: {},
  send: () => Promise.reject(new Error('there is no network')),
  [redacts]: async () => redactor([secret]),
}

test.each([
  ['as it is', `it was ${secret}.`],
  ['in an address', `https://x.example.test/?k=${encodeURIComponent(secret)}`],
  ['in JSON', JSON.stringify({ secret })],
  ['in JSON that escapes slashes', 'pa\\/ss "w" wörd'],
  ['twice', `${secret} ${secret}`],
])('a secret is blotted out %s [I11]', (_, words) => {
  const told = redactor([secret])(words)
  expect(told).toContain('[redacted]')
  expect(told).not.toMatch(/w.*w.*rd/)
})

test('what is too short to be a secret blots out no words', () => {
  expect(redactor(['', 'a', 'and'])('this and that')).toBe('this and that')
})

const repeats = `You sent ${secret}.`
const rejected = { kind: 'rejected', message: repeats, code: repeats } as const
const told: readonly (readonly [string, Partial<Connector>, (connector: Connector) => Promise<unknown>])[] = [
  [
    'the error of a call',
    { pull: () => Promise.reject(new VendorError(rejected, null)) },
    connector => connector.pull(session, { entity: 'task', since: null, cursor: null }),
  ],
  [
    'an error of its own',
    { fetch: () => Promise.reject(new Error(repeats)) },
    connector => connector.fetch(session, 'task', ['1']),
  ],
  [
    'the result of a write',
    { write: async () => [{ ok: false, unanswered: false, failure: rejected }] },
    connector => connector.write(session, 'task', [{ op: 'create', key: 'k', fields: {} }]),
  ],
  [
    'why a row cannot be read',
    { fetch: async () => [unreadRow('1', repeats)] },
    connector => connector.fetch(session, 'task', ['1']),
  ],
  [
    'what a doctor found',
    { doctor: async () => [{ is: 'wrong', what: repeats, advice: repeats }] },
    async connector => connector.doctor?.(session, { now: '', callback: null, rows: {} }),
  ],
  [
    'why there are no webhooks',
    {
      webhooks: { verify: () => true, parse: () => [], subscribe: () => Promise.reject(new Error(repeats)) },
    },
    async connector =>
      connector.webhooks?.subscribe?.(session, { callback: '', secret: '', entities: [], now: '' }),
  ],
]
test.each(told)('a connector that repeats a secret in %s is told without it [I11]', async (_, more, ask) => {
  const answer = await ask(keeping({ ...fakes.crm, ...more })).catch((error: unknown) => error)
  const words =
    answer instanceof Error
      ? `${answer.message} ${answer.stack} ${JSON.stringify(answer)}`
      : JSON.stringify(answer)
  expect(words).toContain('You sent [redacted].')
  expect(words).not.toContain(secret)
  expect(words).not.toContain(JSON.stringify(secret).slice(1, -1))
})

test('what a row holds is nobody’s words: it is never changed', async () => {
  const row = { id: '1', version: '1', changedAt: null, changedBy: null, fields: { title: secret } }
  const [kept] = await keeping({ ...fakes.crm, fetch: async () => [row] }).fetch(session, 'task', ['1'])
  expect(kept).toEqual(row)
})
