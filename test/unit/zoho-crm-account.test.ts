import { describe, expect, test } from 'vitest'
import connector from '../../connectors/zoho-crm/index.ts'
import { scopes } from '../../connectors/zoho-crm/oauth.ts'
import { dataCentres } from '../../connectors/zoho-crm/settings.ts'
import { type Canned, fake, fixture, nameOf } from './zoho-fake.ts'

const settings = { dc: 'us' }
const stored = (name: string) => [fixture('zoho-crm', name)]
const answers = {
  'GET /users': stored('users'),
  'GET /org': stored('org'),
  'GET /settings/layouts': stored('layouts'),
  'GET /settings/pipeline': stored('pipeline'),
  'GET /settings/fields': stored('fields'),
}

describe('check', () => {
  test('finds who we are and what the account is like', async () => {
    const { session, calls } = fake(connector, answers, settings)
    const account = await connector.check(session)
    expect(account.account).toBe('Zylker, as ada@example.test')
    expect(account.userId).toBe('770000000000101001')
    expect(account.facts).toEqual({
      userId: '770000000000101001',
      org: 'Zylker',
      orgId: '700000001',
      timeZone: 'Europe/Berlin',
      stages: '{"Qualification":"open","Closed Won":"won","Closed Lost":"lost"}',
      ...Object.fromEntries(
        ['account', 'contact', 'deal', 'task'].flatMap(entity => [
          [`keyField.${entity}`, 'unique'],
          [`custom.${entity}`, '{}'],
        ]),
      ),
    })
    expect(calls.find(call => nameOf(call) === 'GET /settings/pipeline')?.query).toEqual({
      layout_id: '770000000000000173',
    })
  })

  test.each([
    ['missing', [{ api_name: 'Subject' }]],
    ['repeatable', [{ api_name: 'Baton_Key', unique: {} }]],
    ['unique', [{ api_name: 'Baton_Key', unique: { casesensitive: false } }]],
  ])('notes a key field that is %s', async (state, fields) => {
    const { session } = fake(
      connector,
      { ...answers, 'GET /settings/fields': [{ body: { fields } }] },
      settings,
    )
    expect((await connector.check(session)).facts['keyField.task']).toBe(state)
  })

  test('notes nothing of the fields where they may not be read', async () => {
    const refused: Canned = {
      status: 401,
      body: { code: 'OAUTH_SCOPE_MISMATCH', details: {}, message: '', status: 'error' },
    }
    const { session } = fake(connector, { ...answers, 'GET /settings/fields': [refused] }, settings)
    expect((await connector.check(session)).facts).not.toHaveProperty('keyField.task')
  })

  test.each([['GET /users'], ['GET /org'], ['GET /settings/layouts'], ['GET /settings/pipeline']])(
    'fails where %s is forbidden',
    async call => {
      const refused: Canned = {
        status: 403,
        body: { code: 'NO_PERMISSION', details: {}, message: '', status: 'error' },
      }
      const { session } = fake(connector, { ...answers, [call]: [refused] }, settings)
      await expect(connector.check(session)).rejects.toMatchObject({ failure: { kind: 'forbidden' } })
    },
  )
})

describe('settings', () => {
  test.each(Object.entries(dataCentres))('the hosts of %s', (dc, { accounts, api }) => {
    expect(connector.hosts({ dc })).toEqual([accounts, api])
    const { auth } = connector
    expect(auth.authorizeUrl({ dc })).toBe(`https://${accounts}/oauth/v2/auth`)
    expect(auth.tokenUrl({ dc })).toBe(`https://${accounts}/oauth/v2/token`)
  })

  test('have safe defaults', () => {
    expect(connector.settings.parse({})).toEqual({
      dc: 'us',
      keyField: 'Baton_Key',
      makeKeyField: 'yes',
      edition: 'standard',
    })
    expect(connector.limits({})).toEqual([
      { of: 'credits', calls: 45_000, perSeconds: 86_400 },
      { of: 'calls', atOnce: 9 },
      { of: 'heavy', atOnce: 9 },
    ])
    expect(connector.limits({ dailyCredits: '5000' })).toContainEqual({
      of: 'credits',
      calls: 5000,
      perSeconds: 86_400,
    })
  })

  test('a free edition has less of everything', () => {
    expect(connector.limits({ edition: 'free' })).toEqual([
      { of: 'credits', calls: 4500, perSeconds: 86_400 },
      { of: 'calls', atOnce: 4 },
      { of: 'heavy', atOnce: 4 },
    ])
  })

  test.each([
    { dc: 'mars' },
    { keyField: "x' or '1'='1" },
    { projectField: 'a,b' },
    { dailyCredits: 'many' },
  ])('refuse %o', bad => expect(connector.settings.safeParse(bad).success).toBe(false))

  test('take an empty optional field as not set', () => {
    const typed = { projectField: '', progressField: '', dailyCredits: '' }
    expect(connector.settings.safeParse(typed).success).toBe(true)
    expect(connector.limits(typed)[0]).toMatchObject({ calls: 45_000 })
  })
})

describe('tokens', () => {
  const readToken = (body: unknown, status = 200) => connector.auth.readToken({ status, headers: {}, body })

  test('the first answer carries a refresh token, later ones do not', () => {
    const body = { access_token: '1000.acc', expires_in: 3600, token_type: 'Bearer' }
    expect(readToken(body)).toEqual({ ok: true, accessToken: '1000.acc', expiresInSeconds: 3600 })
    expect(readToken({ ...body, refresh_token: '1000.ref' })).toMatchObject({ refreshToken: '1000.ref' })
  })

  test.each([[{}], ['<html>'], [null], [{ access_token: '' }]])('%o is no token', body => {
    expect(readToken(body)).toMatchObject({ ok: false, failure: { kind: 'unexpected' } })
    expect(readToken(body, 503)).toMatchObject({ ok: false, failure: { kind: 'unavailable' } })
  })

  test('are asked for with scopes apart by commas and sent in the way of the CRM', () => {
    expect(connector.auth.scopes).toEqual(scopes)
    expect(connector.auth.extra).toEqual({ access_type: 'offline', prompt: 'consent' })
    expect(connector.auth.headers('t')).toEqual({ authorization: 'Zoho-oauthtoken t' })
  })
})
