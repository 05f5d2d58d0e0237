import { describe, expect, test } from 'vitest'
import connector from '../../connectors/zoho-projects/index.ts'
import { scopes } from '../../connectors/zoho-projects/oauth.ts'
import { routes } from '../../connectors/zoho-projects/routes.ts'
import { dataCentres } from '../../connectors/zoho-projects/settings.ts'
import { type Canned, fake, fixture, nameOf } from './zoho-fake.ts'

const stored = (name: string) => [fixture('zoho-projects', name)]
const project = '2490000000010001'
const answers = {
  'GET /portals': stored('portals'),
  'GET /restapi/portals/': stored('legacy-portals'),
  'GET /users': stored('users'),
  'GET /clients': stored('clients'),
  'GET /settings/fields': stored('fields'),
  'GET /settings/global-statuses': stored('global-statuses'),
  'GET /tasks': stored('tasks'),
  'GET /projects': stored('projects'),
  [`GET /projects/${project}/clients`]: stored('clients'),
}
const settings = { dc: 'us', portal: 'zylkerpm' }
const refused: Canned = {
  status: 400,
  body: { error: { title: 'URL_RULE_NOT_CONFIGURED', status_code: '400' } },
}

describe('check', () => {
  test.each([['zylkerpm'], ['60000001']])('finds who we are in the portal %s', async portal => {
    const { session, calls } = fake(connector, answers, { ...settings, portal })
    expect(await connector.check(session)).toEqual({
      account: 'Zylker, as ada@example.test',
      identity: '60000001',
      userId: '2490000000002055',
      facts: {
        portal: '60000001',
        portalName: 'zylkerpm',
        userId: '2490000000002055',
        timeZone: 'Europe/Berlin',
        statuses: JSON.stringify([
          { id: '2490000000001068', name: 'Open' },
          { id: '2490000000001071', name: 'Closed' },
          { id: '2490000000001072', name: 'In Review' },
        ]),
        clients: 'told',
        'keyField.project': 'there',
        'custom.project': '{"cf_region":"plain"}',
        'keyField.task': 'there',
        'custom.task': '{"cf_region":"plain"}',
      },
    })
    expect(calls.find(call => nameOf(call) === 'GET /users')?.url).toContain('/portal/60000001/')
  })

  test('learns the statuses from tasks where no list is to be had', async () => {
    const { session } = fake(connector, { ...answers, 'GET /settings/global-statuses': [refused] }, settings)
    const { facts } = await connector.check(session)
    expect(JSON.parse(facts.statuses ?? '')).toEqual([
      { id: '2490000000001071', name: 'Closed' },
      { id: '2490000000001068', name: 'Open' },
    ])
  })

  test('asks nobody where the setting names the user', async () => {
    const { session, calls } = fake(connector, answers, { ...settings, user: 'BO@example.test' })
    expect((await connector.check(session)).userId).toBe('2490000000002056')
    expect(calls.map(nameOf)).not.toContain('GET /restapi/portals/')
  })

  test.each([
    ['is gone', { status: 404 }],
    ['is unknown', refused],
    ['is not in the scope', { status: 401 }],
    ['tells something else', { body: { portals: [] } }],
  ])('is nobody rather than somebody else where the older call %s', async (_, canned) => {
    const { session } = fake(connector, { ...answers, 'GET /restapi/portals/': [canned] }, settings)
    expect(await connector.check(session)).toMatchObject({ account: 'Zylker', userId: '' })
  })

  test.each([
    ['the portal', { portal: 'other' }],
    ['the user', { user: 'nobody@example.test' }],
  ])('fails where %s is not there', async (_, more) => {
    const { session } = fake(connector, answers, { ...settings, ...more })
    await expect(connector.check(session)).rejects.toMatchObject({ failure: { kind: 'forbidden' } })
  })

  test('notes where projects do not tell their clients', async () => {
    const { session } = fake(
      connector,
      { ...answers, [`GET /projects/${project}/clients`]: [refused] },
      settings,
    )
    expect((await connector.check(session)).facts.clients).toBe('refused')
  })

  test('passes on what will work in a while', async () => {
    const { session } = fake(connector, { ...answers, 'GET /users': [{ status: 429 }] }, settings)
    await expect(connector.check(session)).rejects.toMatchObject({ failure: { kind: 'throttled' } })
  })
})

describe('settings', () => {
  test.each(Object.entries(dataCentres))('the hosts of %s', (dc, { accounts, api }) => {
    expect(connector.hosts({ dc, portal: 'p' })).toEqual([accounts, api])
    expect(connector.auth.tokenUrl({ dc, portal: 'p' })).toBe(`https://${accounts}/oauth/v2/token`)
    expect(connector.auth.authorizeUrl({ dc, portal: 'p' })).toBe(`https://${accounts}/oauth/v2/auth`)
  })

  test('Canada has a domain of its own', () => {
    expect(connector.hosts({ dc: 'ca', portal: 'p' })).toEqual([
      'accounts.zohocloud.ca',
      'projectsapi.zohocloud.ca',
    ])
  })

  test.each([
    {},
    { portal: '' },
    { portal: 'a/b' },
    { portal: 'p', dc: 'mars' },
    { portal: 'p', keyField: 'a b' },
    { portal: 'p', user: 'x' },
  ])('refuse %o', bad => expect(connector.settings.safeParse(bad).success).toBe(false))

  test('have defaults', () => {
    expect(connector.settings.parse({ portal: 'p', user: '' })).toMatchObject({
      dc: 'us',
      keyField: 'cf_baton_key',
    })
  })
})

test('every route has its own limit, safe under the older rule too', () => {
  expect(connector.limits()).toEqual(routes.map(of => ({ of, calls: 90, perSeconds: 120 })))
})

test('tokens are asked for with scopes apart by commas', () => {
  expect(connector.auth.scopes).toEqual(scopes)
  expect(connector.auth.headers('t')).toEqual({ authorization: 'Zoho-oauthtoken t' })
  const body = { access_token: '1000.acc', expires_in: 3600, refresh_token: '1000.ref' }
  expect(connector.auth.readToken({ status: 200, headers: {}, body })).toEqual({
    ok: true,
    accessToken: '1000.acc',
    expiresInSeconds: 3600,
    refreshToken: '1000.ref',
  })
  expect(connector.auth.readToken({ status: 200, headers: {}, body: {} })).toMatchObject({ ok: false })
})
