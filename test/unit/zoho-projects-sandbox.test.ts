import { describe, expect, it } from 'vitest'
import { makeRig, onboarding, root, title, tokenForm } from './zoho-projects-sandbox-rig.ts'

const tokenUrl = 'https://accounts.zoho.com/oauth/v2/token'

describe('the accounts server', () => {
  it('gives an access token, and the CRM host as api_domain', async () => {
    const { sandbox, send } = makeRig()
    const { status, body } = await send('POST', tokenUrl, tokenForm(sandbox))
    expect(status).toBe(200)
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      api_domain: 'https://www.zohoapis.com',
    })
  })

  it.each([
    ['client_id', 'invalid_client'],
    ['client_secret', 'invalid_client_secret'],
    ['refresh_token', 'invalid_code'],
    ['grant_type', 'general_error'],
  ])('answers a wrong %s with %s inside HTTP 200', async (field, error) => {
    const { sandbox, send } = makeRig()
    const { status, body } = await send('POST', tokenUrl, tokenForm(sandbox, { [field]: 'wrong' }))
    expect([status, body]).toEqual([200, { error }])
  })

  it('takes the fields from the query too', async () => {
    const { sandbox, send } = makeRig()
    const { body } = await send('POST', `${tokenUrl}?${tokenForm(sandbox)}`)
    expect(body.access_token).toMatch(/^1000\./)
  })

  it('does not know the client in another data centre', async () => {
    const { sandbox, send } = makeRig()
    const { body } = await send('POST', 'https://accounts.zoho.eu/oauth/v2/token', tokenForm(sandbox))
    expect(body).toEqual({ error: 'invalid_client' })
  })

  it('refuses the eleventh access token in ten minutes with 400', async () => {
    const { sandbox, send, token } = makeRig()
    for (let at = 0; at < 10; at++) await token()
    const { status, body } = await send('POST', tokenUrl, tokenForm(sandbox))
    expect([status, body.error]).toEqual([400, 'Access Denied'])
    sandbox.advance(600)
    expect(await token()).toMatch(/^1000\./)
  })

  it('drops the oldest of more active tokens than it keeps', async () => {
    const { sandbox, send, token } = makeRig()
    const first = await token()
    sandbox.advance(601)
    for (let at = 0; at < 10; at++) await token()
    const reply = await send('GET', `${root}/users`, undefined, { authorization: `Bearer ${first}` })
    expect(title(reply)).toBe('INVALID_OAUTHTOKEN')
  })

  it('exchanges a code of its consent page once, with its redirect', async () => {
    const { sandbox, send } = makeRig()
    const asked = `?response_type=code&client_id=${sandbox.credentials.clientId}&state=s1&scope=ZohoProjects.portals.READ`
    const redirect = 'https://sync.example.test/oauth'
    const page = `https://accounts.zoho.com/oauth/v2/auth${asked}&redirect_uri=${encodeURIComponent(redirect)}`
    const shown = await send('GET', page)
    expect(shown.body).toContain('ZohoProjects.portals.READ')
    const { status, headers } = await send('POST', page, 'decision=accept')
    const back = new URL(headers.location ?? '')
    expect([status, back.searchParams.get('location'), back.searchParams.get('state')]).toEqual([
      302,
      'us',
      's1',
    ])
    const code = back.searchParams.get('code') ?? ''
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirect }
    const wrong = tokenForm(sandbox, { ...form, redirect_uri: 'https://other.example.test' })
    expect((await send('POST', tokenUrl, wrong)).body).toEqual({ error: 'invalid_redirect_uri' })
    const { body } = await send('POST', tokenUrl, tokenForm(sandbox, form))
    expect(body.refresh_token).toMatch(/^1000\./)
    expect((await send('POST', tokenUrl, tokenForm(sandbox, form))).body).toEqual({ error: 'invalid_code' })
    const auth = { authorization: `Bearer ${body.access_token}` }
    expect(
      (await send('GET', 'https://projects.zoho.com/api/v3/portals', undefined, auth)).body,
    ).toHaveLength(1)
    expect(title(await send('GET', `${root}/users`, undefined, auth))).toBe('INVALID_OAUTHSCOPE')
  })

  it('forgets a revoked refresh token', async () => {
    const { sandbox, send, token } = makeRig()
    await token()
    await send('POST', `${tokenUrl}/revoke?token=${sandbox.credentials.refreshToken}`)
    expect((await send('POST', tokenUrl, tokenForm(sandbox))).body).toEqual({ error: 'invalid_code' })
  })
})

describe('the door of the API', () => {
  it.each(['Bearer', 'Zoho-oauthtoken'])('lets %s in, on both hosts', async scheme => {
    const { send, token } = makeRig()
    const headers = { authorization: `${scheme} ${await token()}` }
    for (const host of ['projectsapi.zoho.com', 'projects.zoho.com'])
      expect((await send('GET', `https://${host}/api/v3/portals`, undefined, headers)).status).toBe(200)
  })

  it('answers no header, a stale token and another data centre with 401, or 400 by switch', async () => {
    const { sandbox, send, token } = makeRig()
    const headers = { authorization: `Bearer ${await token()}` }
    expect(title(await send('GET', `${root}/users`))).toBe('INVALID_TICKET')
    const abroad = await send('GET', 'https://projectsapi.zoho.eu/api/v3/portals', undefined, headers)
    expect([abroad.status, title(abroad)]).toEqual([401, 'INVALID_OAUTHTOKEN'])
    sandbox.advance(3601)
    sandbox.turn('bad-token-status', 400)
    const stale = await send('GET', `${root}/users`, undefined, headers)
    expect([stale.status, title(stale)]).toEqual([400, 'INVALID_OAUTHTOKEN'])
  })

  it('moves with the data centre', async () => {
    const { sandbox, send } = makeRig()
    sandbox.turn('dc', 'eu')
    expect(sandbox.settings).toMatchObject({ dc: 'eu', portal: '60000001' })
    const { body } = await send('POST', 'https://accounts.zoho.eu/oauth/v2/token', tokenForm(sandbox))
    const headers = { authorization: `Bearer ${body.access_token}` }
    expect((await send('GET', 'https://projectsapi.zoho.eu/api/v3/portals', undefined, headers)).status).toBe(
      200,
    )
  })

  it('checks scopes, and can report a missing one as an unknown URL', async () => {
    const { sandbox, call } = makeRig()
    sandbox.turn('granted-scopes', 'ZohoProjects.tasks.ALL')
    const reply = await call('GET', 'users')
    expect([reply.status, title(reply)]).toEqual([401, 'INVALID_OAUTHSCOPE'])
    sandbox.turn('missing-scope', 'url-rule')
    expect(title(await call('GET', 'users'))).toBe('URL_RULE_NOT_CONFIGURED')
    expect((await call('GET', 'tasks')).status).toBe(200)
  })

  it('has no plural path, no trailing slash, no other verb, no other portal', async () => {
    const { send, token, call } = makeRig()
    const headers = { authorization: `Bearer ${await token()}` }
    for (const path of ['portals/60000001/projects', 'portal/60000001/projects/', 'portal/60000001/nonsense'])
      expect(title(await send('GET', `https://projects.zoho.com/api/v3/${path}`, undefined, headers))).toBe(
        'URL_RULE_NOT_CONFIGURED',
      )
    const put = await call('PUT', `projects/${onboarding}`, {})
    expect([put.status, title(put)]).toEqual([400, 'INVALID_METHOD'])
    const other = await send('GET', root.replace('60000001', '808000001'), undefined, headers)
    expect([other.status, other.body.error.code]).toEqual([404, 6504])
  })

  it('writes its errors as the vendor does', async () => {
    const { sandbox, call, project } = makeRig()
    const id = await project()
    const path = `projects/${id}/tasks`
    expect((await call('POST', path, { name: 'a', parent_task: '1' })).body.error).toEqual({
      status_code: '400',
      instance: `/api/v3/portal/60000001/${path}`,
      method: 'POST',
      title: 'INVALID_PARAMETER_VALUE',
      error_type: 'FIELDS_VALIDATION_ERROR',
      details: [{ message: 'Enter a valid custom field.', field_name: 'parent_task' }],
    })
    sandbox.turn('error-details', 'object')
    sandbox.turn('language', 'de')
    const { details } = (await call('POST', path, { name: 'a', parent_task: '1' })).body.error
    expect(details.field_name).toBe('parent_task')
    expect(details.message).not.toContain('Enter')
    expect(title(await call('POST', path, '{'))).toBe('INVALID_INPUTSTREAM')
    expect((await call('GET', `${path}/1`)).body).toMatchObject({ error: { code: 6404 } })
  })

  it('turns a module off', async () => {
    const { sandbox, call } = makeRig()
    sandbox.turn('forbidden-modules', 'users,clients')
    const reply = await call('GET', 'users')
    expect([reply.status, title(reply)]).toEqual([403, 'FORBIDDEN'])
  })

  it('sends ids as numbers when told, longer than numbers go when told', async () => {
    const { sandbox, send, token } = makeRig()
    sandbox.turn('ids', 'numbers')
    const headers = { authorization: `Bearer ${await token()}` }
    const { body } = await send('GET', 'https://projects.zoho.com/api/v3/portals', undefined, headers)
    expect(body[0].id).toBe(60000001)
    sandbox.turn('ids', 'text')
    sandbox.turn('id-digits', 18)
    const made = await send('POST', `${root}/projects`, { name: 'x' }, headers)
    expect(made.body.id).toMatch(/^\d{18}$/)
  })

  it('refuses unknown switches, modules, people and hosts by naming those there are', async () => {
    const { sandbox, send } = makeRig()
    expect(() => sandbox.turn('nonsense', 1)).toThrow(/No switch "nonsense".*strict-dates/)
    expect(() => sandbox.turn('strict-dates', 'maybe')).toThrow(/refuse, ignore, allow/)
    expect(() => sandbox.turn('slow-ms', 'soon')).toThrow(/number/)
    const act = { as: 'Ada Sync', does: 'add', module: 'Tasks' } as const
    expect(() => sandbox.person({ ...act, as: 'Bob' })).toThrow(/Ada Sync, Cy Delivery/)
    expect(() => sandbox.person({ ...act, module: 'Issues' })).toThrow(/Projects, Templates, Tasks/)
    expect(() => sandbox.person({ ...act, does: 'restore', id: '1' })).toThrow(/add, edit, remove/)
    await expect(send('GET', 'https://www.zohoapis.com/crm')).rejects.toThrow(/no host of this sandbox/)
  })
})
