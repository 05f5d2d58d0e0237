import { describe, expect, test } from 'vitest'
import { createSandbox } from '../../connectors/zoho-crm/sandbox.ts'
import { accountsHost, apiHost, openDesk, refreshForm, send, start } from './zoho-crm-sandbox-desk.ts'

const open = () => createSandbox({ now: () => start })
type Box = ReturnType<typeof open>

const ask = (sandbox: Box, changes: Record<string, string> = {}, host = accountsHost) =>
  send(sandbox, 'POST', `${host}/oauth/v2/token`, refreshForm(sandbox, changes))

async function consent(
  sandbox: Box,
  changes: Record<string, string> = {},
  host = accountsHost,
  decision = 'decision=accept',
): Promise<URL> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: sandbox.credentials.clientId ?? '',
    redirect_uri: 'https://sync.example.test/oauth/zoho',
    scope: 'ZohoCRM.modules.tasks.READ,ZohoCRM.users.READ',
    access_type: 'offline',
    prompt: 'consent',
    state: 'xyz',
    ...changes,
  })
  const answer = await send(sandbox, 'POST', `${host}/oauth/v2/auth?${query}`, decision)
  return new URL(answer.headers.location ?? 'about:blank')
}

const exchange = (sandbox: Box, code: string, changes: Record<string, string> = {}, host = accountsHost) => {
  const fields = { grant_type: 'authorization_code', redirect_uri: 'https://sync.example.test/oauth/zoho' }
  return ask(sandbox, { ...fields, code, ...changes }, host)
}

describe('the token endpoint', () => {
  test('gives an access token for the refresh token, and no new refresh token', async () => {
    const { status, body } = await ask(open())
    expect(status).toBe(200)
    expect(body).toMatchObject({ api_domain: apiHost, token_type: 'Bearer', expires_in: 3600 })
    expect(body.refresh_token).toBeUndefined()
  })

  test('takes its fields from the query too', async () => {
    const sandbox = open()
    const answer = await send(sandbox, 'POST', `${accountsHost}/oauth/v2/token?${refreshForm(sandbox)}`)
    expect(answer.body.access_token).toMatch(/^1000\./)
  })

  test.each([
    [{ client_id: 'x' }, 'invalid_client'],
    [{ client_secret: 'x' }, 'invalid_client_secret'],
    [{ refresh_token: 'x' }, 'invalid_code'],
    [{ grant_type: 'x' }, 'general_error'],
  ])('refuses %o inside an HTTP 200', async (changes, error) => {
    expect(await ask(open(), changes as Record<string, string>)).toMatchObject({
      status: 200,
      body: { error },
    })
  })

  test('blocks the eleventh access token for the rest of ten minutes', async () => {
    const sandbox = open()
    for (let count = 0; count < 10; count += 1) expect((await ask(sandbox)).status).toBe(200)
    sandbox.advance(599)
    expect(await ask(sandbox)).toMatchObject({
      status: 400,
      body: { error: 'Access Denied', status: 'failure' },
    })
    sandbox.advance(1)
    expect((await ask(sandbox)).body.access_token).toBeDefined()
  })

  test('keeps ten access tokens alive at a time', async () => {
    const { sandbox, api } = await openDesk()
    for (let count = 1; count < 10; count += 1) await ask(sandbox)
    sandbox.advance(600)
    expect((await api('GET', 'org')).status).toBe(200)
    await ask(sandbox)
    expect((await api('GET', 'org')).body.code).toBe('INVALID_TOKEN')
  })

  test('may want a secret of its own in each data centre', async () => {
    const sandbox = open()
    sandbox.turn('client-secret', 'per-dc')
    expect((await ask(sandbox, {}, 'https://accounts.zoho.eu')).body.error).toBe('invalid_client_secret')
    expect((await ask(sandbox)).status).toBe(200)
  })

  test('is deterministic', async () => {
    expect((await ask(open())).body).toEqual((await ask(open())).body)
  })

  test('revokes a refresh token together with its access tokens', async () => {
    const { sandbox, api } = await openDesk()
    const token = sandbox.credentials.refreshToken ?? ''
    await send(sandbox, 'POST', `${accountsHost}/oauth/v2/token/revoke?token=${token}`)
    expect((await api('GET', 'org')).body.code).toBe('INVALID_TOKEN')
    expect((await ask(sandbox)).body.error).toBe('invalid_code')
  })

  test('gives a Self Client a token without a refresh token', async () => {
    const { body } = await ask(open(), { grant_type: 'client_credentials', scope: 'ZohoCRM.org.READ' })
    expect(body).toMatchObject({ scope: 'ZohoCRM.org.READ' })
    expect(body.refresh_token).toBeUndefined()
  })
})

describe('consent in the browser', () => {
  test('comes back with a code, the location and the server to exchange it at', async () => {
    const sandbox = open()
    sandbox.turn('dc', 'in')
    const back = await consent(sandbox)
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      location: 'in',
      'accounts-server': 'https://accounts.zoho.in',
      state: 'xyz',
    })
    const code = back.searchParams.get('code') ?? ''
    expect((await exchange(sandbox, code)).body.error).toBe('invalid_code')
    const { body } = await exchange(sandbox, code, {}, 'https://accounts.zoho.in')
    expect(body).toMatchObject({ api_domain: 'https://www.zohoapis.in' })
    expect(body.refresh_token).toMatch(/^1000\./)
  })

  test('a code is good once, for a minute, and for the same redirect address only', async () => {
    const sandbox = open()
    const code = async () => (await consent(sandbox)).searchParams.get('code') ?? ''
    const first = await code()
    expect((await exchange(sandbox, first, { redirect_uri: 'https://x.test' })).body.error).toBe(
      'invalid_redirect_uri',
    )
    expect((await exchange(sandbox, first)).body.access_token).toBeDefined()
    expect((await exchange(sandbox, first)).body.error).toBe('invalid_code')
    const second = await code()
    sandbox.advance(61)
    expect((await exchange(sandbox, second)).body.error).toBe('invalid_code')
  })

  test('only an offline consent that is asked for again brings another refresh token', async () => {
    const sandbox = open()
    const once = async (changes: Record<string, string>) => {
      const back = await consent(sandbox, changes)
      return (await exchange(sandbox, back.searchParams.get('code') ?? '')).body.refresh_token
    }
    expect(await once({ access_type: 'online' })).toBeUndefined()
    expect(await once({ prompt: 'none' })).toBeDefined()
    expect(await once({ prompt: 'none' })).toBeUndefined()
    expect(await once({})).toBeDefined()
  })

  test('the person may say no', async () => {
    const no = await consent(open(), {}, accountsHost, 'decision=reject')
    expect(no.searchParams.get('error')).toBe('access_denied')
  })

  test.each([
    { client_id: 'x' },
    { redirect_uri: 'nowhere' },
    { scope: 'ZohoCRM.org.READ ZohoCRM.users.READ' },
  ])('shows an error page for %o', async changes => {
    expect((await consent(open(), changes as Record<string, string>)).href).toBe('about:blank')
  })

  test('the twenty-first refresh token drops the oldest', async () => {
    const sandbox = open()
    for (let count = 0; count < 20; count += 1) {
      await exchange(sandbox, (await consent(sandbox)).searchParams.get('code') ?? '')
      sandbox.advance(60)
    }
    expect((await ask(sandbox)).body.error).toBe('invalid_code')
  })

  test('tells the data centres', async () => {
    const { body } = await send(open(), 'GET', `${accountsHost}/oauth/serverinfo`)
    expect(body.locations).toMatchObject({
      us: 'https://accounts.zoho.com',
      ca: 'https://accounts.zohocloud.ca',
    })
  })
})
