import { expect, test } from 'vitest'
import connector from '../../connectors/zoho-projects/index.ts'
import type { Write } from '../../src/spi/index.ts'
import { type Canned, fake, fixture, nameOf } from './zoho-fake.ts'

const settings = { dc: 'us', portal: 'zylkerpm' }
const facts = { portal: '60000001', portalName: 'zylkerpm', timeZone: 'Europe/Berlin' }
const id = '2490000000010001'
const user = (zpuid: string, email: string | null) => ({ zpuid, email, name: zpuid })
const users = (...some: readonly object[]): Canned => ({ body: { users: some } })
const ada = user('11', 'ada@example.test')
const bo = user('12', 'bo@example.test')
const add = `POST /projects/${id}/projectusers`
const inProject = `GET /projects/${id}/users`

const base = {
  [`GET /projects/${id}`]: [fixture('zoho-projects', 'project')],
  [`GET /projects/${id}/clients`]: [{ status: 204 }],
  'GET /users': [users(ada, bo, user('13', null))],
  [inProject]: [users(ada), users(ada, bo)],
  [add]: [{ status: 201, body: {} }],
}
const write = (members: readonly string[]): Write => ({
  op: 'update',
  id,
  ifVersion: null,
  fields: { members },
})

async function adding(members: readonly string[], answers: Parameters<typeof fake>[1] = {}) {
  const { session, calls } = fake(connector, { ...base, ...answers }, settings, facts)
  const [result] = await connector.write(session, 'project', [write(members)])
  return { result, calls, sent: calls.find(call => nameOf(call) === add)?.json }
}

test('members are added by their address, those only who are not in yet, without a mail, and read back', async () => {
  const { result, sent } = await adding(['11', '12'])
  expect(sent).toEqual({ userdetails: [{ email_id: 'bo@example.test' }], notify: false })
  expect(result).toMatchObject({ ok: true, row: { id, fields: { members: ['11', '12'] } } })
})

test('whoever is in already costs no write', async () => {
  const { result, sent } = await adding(['11'])
  expect(sent).toBeUndefined()
  expect(result).toMatchObject({ ok: true, row: { fields: { members: ['11'] } } })
})

const refusals: readonly (readonly [string, readonly string[], Parameters<typeof fake>[1], string])[] = [
  ['the portal does not know', ['99'], {}, 'for 99'],
  ['has no address', ['12', '13'], {}, 'for 13'],
  ['the portal fails to add', ['12'], { [add]: [{ status: 500, body: {} }] }, 'would not add them'],
]
test.each(refusals)('somebody whom %s is a refusal in words', async (_, members, answers, words) => {
  const { result } = await adding(members, answers)
  const failure = { kind: 'rejected', field: 'members', message: expect.stringContaining(words) }
  expect(result).toEqual({ ok: false, unanswered: false, failure: expect.objectContaining(failure) })
})
