import { describe, expect, test } from 'vitest'
import { connectionsConnect } from '../../src/engine/verbs/connections-connect.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { consentDesk, crmOnly, visit } from './consent-desk.ts'

const { crm, own, engine, logged, client, consented, kept, session } = await consentDesk()

describe('a consent in the browser', () => {
  test('adds the connection, which then works without another token being asked for', async () => {
    const { cookie, back } = await consented()
    const before = crm.sandbox.calls().length
    const { status, text } = await visit(back, cookie)
    expect(status).toBe(200)
    expect(text).toContain('crm: a running node proves it now.')
    expect(await kept()).toMatchObject([{ name: 'crm', settings: { dc: 'us' }, state: 'new' }])
    const url = 'https://www.zohoapis.com/crm/v8/org'
    expect((await (await session('crm')).send({ method: 'GET', url })).status).toBe(200)
    const paths = crm.sandbox
      .calls()
      .slice(before)
      .map(call => call.path)
    expect(paths).toEqual(['/oauth/v2/token', '/crm/v8/org'])
  })

  test('sends the scopes, the address of Baton itself and a state, and never the secret', async () => {
    const { page } = await consented()
    const query = new URL(page).searchParams
    expect(query.get('redirect_uri')).toBe(`${own}/oauth/callback`)
    expect(query.get('scope')).toContain('ZohoCRM.modules.tasks.ALL,')
    expect(query.get('state')).toMatch(/^[\w-]{43}$/)
    expect(page).not.toContain(client.clientSecret)
  })

  test('moves to the data centre where the account lives', async () => {
    crm.sandbox.turn('dc', 'eu')
    const { cookie, back } = await consented()
    expect(new URL(back).searchParams.get('accounts-server')).toBe('https://accounts.zoho.eu')
    expect((await visit(back, cookie)).status).toBe(200)
    expect(await kept()).toMatchObject([{ settings: { dc: 'eu' } }])
  })

  test('keeps what webhooks carry when it is given again, and the client when it is not told', async () => {
    await perform(engine, connectionsConnect, operator(), {
      name: 'crm',
      connector: 'zoho-crm',
      settings: { dc: 'us', keyField: 'Our_Key' },
      credentials: { ...client, refreshToken: 'lost' },
      hookSecret: 'known-at-the-vendor',
    })
    const { cookie, back } = await consented({ connections: [{ name: 'crm' }] })
    expect((await visit(back, cookie)).status).toBe(200)
    const [row] = (await engine.pool.query('select * from connection')).rows
    expect(await engine.vault.open(row.hook_secret)).toBe('known-at-the-vendor')
    expect(row.settings).toMatchObject({ keyField: 'Our_Key' })
    expect(await engine.vault.open(row.credentials)).toMatchObject({
      refreshToken: expect.stringMatching(/^1000\./),
    })
  })

  test('gives webhooks the secret that an admin has typed at the vendor, too', async () => {
    const { cookie, back } = await consented({
      connections: crmOnly,
      ...client,
      hookSecret: 'typed-at-the-vendor',
    })
    await visit(back, cookie)
    const { rows } = await engine.pool.query('select hook_secret from connection')
    expect(await engine.vault.open(rows[0]?.hook_secret)).toBe('typed-at-the-vendor')
  })

  test('stands in the journal, without a secret there or in the log [I11]', async () => {
    const { cookie, back } = await consented()
    await visit(back, cookie)
    const { rows } = await engine.pool.query("select data from journal where data->>'by' = 'Ada'")
    expect(rows.map(({ data }) => data.verb)).toEqual(
      expect.arrayContaining(['connections.consent', 'connections.connect']),
    )
    const everything = JSON.stringify(rows) + logged()
    const code = new URL(back).searchParams.get('code') ?? ''
    for (const secret of [client.clientSecret, code]) expect(everything).not.toContain(secret)
  })
})

describe('one consent for both products', () => {
  const both = [
    ...crmOnly,
    { name: 'projects', connector: 'zoho-projects', settings: { portal: '60000001' } },
  ]
  const kinds = ['crm', 'projects'] as const
  const urls = {
    crm: 'https://www.zohoapis.com/crm/v8/org',
    projects: 'https://projectsapi.zoho.com/api/v3/portals',
  }
  const call = async (name: (typeof kinds)[number]) =>
    (await (await session(name)).send({ method: 'GET', url: urls[name] })).status

  test('asks for the scopes of both, and each keeps the same refresh token', async () => {
    const { cookie, back, page } = await consented({ connections: both, ...client })
    const scopes = new URL(page).searchParams.get('scope')?.split(',') ?? []
    expect(scopes).toEqual(expect.arrayContaining(['ZohoCRM.modules.tasks.ALL', 'ZohoProjects.tasks.ALL']))
    expect((await visit(back, cookie)).text).toContain('crm and projects')
    const { rows } = await engine.pool.query('select credentials from connection')
    const opened = await Promise.all(rows.map(row => engine.vault.open(row.credentials)))
    expect(opened).toEqual([opened[0], opened[0]])
  })

  test.each(kinds)('%s works with it, and still does when its first token has ended', async name => {
    const { cookie, back } = await consented({ connections: both, ...client })
    await visit(back, cookie)
    expect(await call(name)).toBe(200)
    await engine.pool.query('delete from access_token')
    expect(await call(name)).toBe(200)
  })

  test('a scope that the consent lacks is named where it is missed', async () => {
    const { cookie, back } = await consented()
    await visit(back, cookie)
    await perform(engine, connectionsConnect, operator(), { ...both[1], credentialsOf: 'crm' })
    await expect(call('projects')).rejects.toMatchObject({ failure: { kind: 'forbidden' } })
    const check = engine.registry.get('zoho-projects')?.check(await session('projects'))
    await expect(check).rejects.toThrow('ZohoProjects.portals.READ')
  })
})
