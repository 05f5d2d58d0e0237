import { describe, expect, test } from 'vitest'
import connector from '../../connectors/espocrm/index.ts'
import { type Canned, fake, fixture } from './zoho-fake.ts'

const settings = { url: 'https://crm.example.test', keyField: 'cBatonKey' }
const metadata: Readonly<Record<string, Canned>> = {
  'entityDefs.Account': fixture('espocrm', 'metadata-account'),
  'entityDefs.Opportunity': fixture('espocrm', 'metadata-opportunity'),
  'entityDefs.Task': fixture('espocrm', 'metadata-task'),
}
const desk = (changes: Readonly<Record<string, Canned>> = {}) =>
  fake(
    connector,
    {
      'GET /App/user': [fixture('espocrm', 'app-user')],
      'GET /Metadata': ({ query }) => ({ ...metadata, ...changes })[String(query?.key)],
    },
    settings,
  )

describe('check', () => {
  test('tells whose key it is, the zone, the stages, and what an admin added', async () => {
    const { account, userId, facts } = await connector.check(desk().session)
    expect({ account, userId }).toEqual({
      account: 'crm.example.test, as baton',
      userId: '6a00000000000b001',
    })
    expect(facts.timeZone).toBe('Europe/Berlin')
    expect(JSON.parse(facts.stages ?? '')).toEqual({
      Prospecting: 'open',
      Qualification: 'open',
      Proposal: 'open',
      Negotiation: 'open',
      'Closed Won': 'won',
      'Closed Lost': 'lost',
    })
    expect(JSON.parse(facts['custom.deal'] ?? '')).toEqual({ cRegion: 'enum', cHours: 'float' })
    expect(['account', 'deal', 'task'].map(entity => connector.createsOnce(facts, entity))).toEqual([
      true,
      true,
      false,
    ])
  })

  test("a site's own stages are won at 100 percent and lost at 0", async () => {
    const stage = {
      options: ['New', 'Signed', 'Dead', 'Parked'],
      probabilityMap: { New: 5, Signed: 100, Dead: 0 },
    }
    const changed = { 'entityDefs.Opportunity': { body: { fields: { name: { type: 'varchar' }, stage } } } }
    const { facts } = await connector.check(desk(changed).session)
    expect(JSON.parse(facts.stages ?? '')).toEqual({
      New: 'open',
      Signed: 'won',
      Dead: 'lost',
      Parked: 'open',
    })
  })

  test.each([
    ['as nothing', null],
    ['in parts that other types need', { fields: { source: { options: ['', 'Call'] } } }],
  ])('a type that is shown %s is one that the role may not see', async (_, body) => {
    const { session } = desk({ 'entityDefs.Task': { body } })
    await expect(connector.check(session)).rejects.toMatchObject({
      failure: { kind: 'forbidden', message: expect.stringContaining('Task') },
    })
  })
})

describe('describe', () => {
  test("gives the site's own words, lengths and fields", async () => {
    const { session } = desk()
    const { facts } = await connector.check(session)
    const fields = await connector.describe({ ...session, facts }, 'deal')
    expect(fields.stage?.choices).toContain('Closed Won')
    expect(fields.cRegion).toMatchObject({ type: 'choice', choices: ['', 'North', 'South'], writable: true })
    expect(fields.cHours).toMatchObject({ type: 'number' })
    expect(fields).not.toHaveProperty('cTags')
    expect(fields).not.toHaveProperty('cBatonKey')
  })

  test('a status stays what closes a task', async () => {
    const fields = await connector.describe(desk().session, 'task')
    expect(fields.status).toMatchObject({
      choices: ['Not Started', 'Started', 'Completed', 'Canceled', 'Deferred'],
      closed: ['Completed', 'Canceled'],
    })
  })

  test('users are the same everywhere', async () => {
    expect(Object.keys(await connector.describe(desk().session, 'user'))).toEqual([
      'name',
      'email',
      'active',
      'login',
    ])
  })
})

describe('settings', () => {
  test.each([
    ['https://crm.example.test', ['crm.example.test']],
    ['https://crm.example.test:8443/espo/', ['crm.example.test:8443']],
  ])('%s is at its own host only', (url, hosts) => expect(connector.hosts({ url })).toEqual(hosts))

  test.each([
    ['no address', 'crm'],
    ['no TLS', 'http://crm.example.test'],
    ['a password', 'https://a:b@crm.example.test'],
    ['a query', 'https://crm.example.test/?x=1'],
    ['a page', 'https://crm.example.test/#Task'],
  ])('%s is refused', (_, url) => expect(connector.settings.safeParse({ url }).success).toBe(false))

  test.each([['Baton Key'], ['x"y'], ["a'b"], ['C']])('%s is no name of a field', keyField => {
    expect(connector.settings.safeParse({ url: settings.url, keyField }).success).toBe(false)
  })

  test('a site below a folder is called there', async () => {
    const { session, calls } = fake(
      connector,
      { 'GET /espo/api/v1/User': [{ body: { list: [] } }] },
      { url: 'https://example.test/espo/' },
    )
    await connector.pull(session, { entity: 'user', since: null, cursor: null })
    expect(calls[0]?.url).toBe('https://example.test/espo/api/v1/User')
  })

  test('the key goes into its header', () => {
    expect(connector.auth.headers('k')).toEqual({ 'x-api-key': 'k' })
  })
})
