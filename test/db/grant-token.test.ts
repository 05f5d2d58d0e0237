import { describe, expect, test } from 'vitest'
import { connectionsConnect } from '../../src/engine/verbs/connections-connect.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { consentDesk } from './consent-desk.ts'

const { crm, engine, client, session } = await consentDesk()

describe("a grant token from the vendor's own console", () => {
  const connect = (more: object) =>
    perform(engine, connectionsConnect, operator('Ada'), {
      name: 'crm',
      connector: 'zoho-crm',
      settings: { dc: 'us' },
      ...more,
    })
  const grantToken = () => {
    const made = crm.sandbox.person({
      as: 'Ada Sync',
      does: 'add',
      module: 'Self Client',
      fields: { scope: 'ZohoCRM.modules.ALL,ZohoCRM.org.READ' },
    })
    return String(made.code)
  }

  test('is exchanged at once for what lasts', async () => {
    await connect({ credentials: { ...client, grantToken: grantToken() } })
    const { rows } = await engine.pool.query('select credentials from connection')
    const credentials = await engine.vault.open<Record<string, string>>(rows[0]?.credentials)
    expect(Object.keys(credentials).sort()).toEqual(['clientId', 'clientSecret', 'refreshToken'])
    const url = 'https://www.zohoapis.com/crm/v8/org'
    expect((await (await session('crm')).send({ method: 'GET', url })).status).toBe(200)
  })

  test.each([
    [
      'one that was used',
      async (token: string) => void (await connect({ credentials: { ...client, grantToken: token } })),
    ],
    ['one that is too old', async () => crm.sandbox.advance(181)],
  ])('is refused with words: %s', async (_, spoil) => {
    const token = grantToken()
    await spoil(token)
    await expect(connect({ credentials: { ...client, grantToken: token } })).rejects.toThrow(
      /invalid_code.*new grant token/s,
    )
  })

  test('is given with its client and nothing else', async () => {
    await expect(connect({ credentials: { grantToken: 'x' } })).rejects.toThrow('clientId and clientSecret')
  })

  test('serves another connection of the provider too', async () => {
    await connect({ credentials: { ...client, grantToken: grantToken() } })
    const projects = { name: 'projects', connector: 'zoho-projects', settings: { portal: 'zylker' } }
    await connect({ ...projects, credentialsOf: 'crm' })
    const { rows } = await engine.pool.query('select credentials from connection')
    const opened = await Promise.all(rows.map(row => engine.vault.open(row.credentials)))
    expect(opened[0]).toEqual(opened[1])
  })

  test('serves none of another provider', async () => {
    await connect({ credentials: { ...client, grantToken: grantToken() } })
    const redmine = {
      name: 'redmine',
      connector: 'redmine',
      settings: { url: 'https://redmine.example.test' },
    }
    await expect(connect({ ...redmine, credentialsOf: 'crm' })).rejects.toThrow('none for Redmine')
  })
})

test('a name stays with its connector', async () => {
  const credentials = { key: 'k' }
  const settings = { url: 'https://redmine.example.test' }
  await perform(engine, connectionsConnect, operator(), {
    name: 'x',
    connector: 'redmine',
    settings,
    credentials,
  })
  const again = { name: 'x', connector: 'espocrm', settings, credentials }
  await expect(perform(engine, connectionsConnect, operator(), again)).rejects.toThrow('"x" is redmine')
})
