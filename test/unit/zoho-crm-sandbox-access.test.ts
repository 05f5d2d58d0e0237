import { describe, expect, test } from 'vitest'
import { createSandbox } from '../../connectors/zoho-crm/sandbox.ts'
import {
  accessToken,
  accountsHost,
  apiHost,
  type Loose,
  openDesk,
  refreshForm,
  send,
  start,
} from './zoho-crm-sandbox-desk.ts'

const open = () => createSandbox({ now: () => start })
type Box = ReturnType<typeof open>

const ask = (sandbox: Box, changes: Record<string, string> = {}, host = accountsHost) =>
  send(sandbox, 'POST', `${host}/oauth/v2/token`, refreshForm(sandbox, changes))

describe('a call with a token', () => {
  const org = (sandbox: Box, authorization?: string, host = apiHost) =>
    send(
      sandbox,
      'GET',
      `${host}/crm/v8/org`,
      undefined,
      authorization === undefined ? {} : { authorization },
    )

  test('needs the right scheme', async () => {
    const sandbox = open()
    const token = await accessToken(sandbox)
    expect(await org(sandbox)).toMatchObject({ status: 401, body: { code: 'AUTHENTICATION_FAILURE' } })
    expect(await org(sandbox, `Bearer ${token}`)).toMatchObject({ status: 401 })
    sandbox.turn('bearer-scheme', 'accepted')
    expect(await org(sandbox, `Bearer ${token}`)).toMatchObject({ status: 200 })
    sandbox.turn('missing-token', 'INVALID_TOKEN')
    expect((await org(sandbox)).body.code).toBe('INVALID_TOKEN')
  })

  test('is refused with a token of another data centre, and after an hour', async () => {
    const sandbox = open()
    const authorization = `Zoho-oauthtoken ${await accessToken(sandbox)}`
    expect((await org(sandbox, authorization, 'https://www.zohoapis.eu')).body.code).toBe('INVALID_TOKEN')
    sandbox.advance(3599)
    expect((await org(sandbox, authorization)).status).toBe(200)
    sandbox.advance(1)
    expect((await org(sandbox, authorization)).body).toEqual({
      code: 'INVALID_TOKEN',
      details: {},
      message: 'invalid oauth token',
      status: 'error',
    })
  })

  test('a refresh token works in its own data centre only', async () => {
    const sandbox = open()
    sandbox.turn('dc', 'eu')
    expect(sandbox.settings).toMatchObject({ dc: 'eu' })
    expect((await ask(sandbox)).body.error).toBe('invalid_code')
    expect((await ask(sandbox, {}, 'https://accounts.zoho.eu')).body.api_domain).toBe(
      'https://www.zohoapis.eu',
    )
    sandbox.turn('multi-dc', false)
    expect((await ask(sandbox)).body.error).toBe('invalid_client')
  })

  test('needs the scope, or a wider one', async () => {
    const { sandbox, api } = await openDesk()
    const code = async (scopes: string, path: string) => {
      sandbox.turn('scopes', scopes)
      return (await api('GET', path)).body.code
    }
    expect(await code('ZohoCRM.modules.tasks.READ', 'Tasks?fields=id')).toBeUndefined()
    expect(await code('ZohoCRM.modules.READ', 'Tasks?fields=id')).toBeUndefined()
    expect(await code('ZohoCRM.modules.deals.ALL', 'Tasks?fields=id')).toBe('OAUTH_SCOPE_MISMATCH')
    expect(await code('ZohoCRM.modules.ALL', 'Tasks/search?word=x')).toBe('OAUTH_SCOPE_MISMATCH')
    sandbox.turn('scope-mismatch', 403)
    expect((await api('GET', 'org')).status).toBe(403)
  })

  test("can be refused by the user's profile", async () => {
    const { sandbox, api } = await openDesk()
    sandbox.turn('api-permission', 'NO_PERMISSION')
    const body: Loose = { code: 'NO_PERMISSION', details: { permissions: ['Crm_Implied_Api_Access'] } }
    expect(await api('GET', 'org')).toMatchObject({ status: 403, body })
    sandbox.turn('api-permission', 'AUTHORIZATION_FAILED')
    expect(await api('GET', 'org')).toMatchObject({ status: 400, body: { code: 'AUTHORIZATION_FAILED' } })
  })
})
