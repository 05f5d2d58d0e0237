import { describe, expect, test } from 'vitest'
import { consentDesk, crmOnly, visit } from './consent-desk.ts'

const { engine, client, ask, consented, kept } = await consentDesk()

const changed = (back: string, changes: Record<string, string | null>) => {
  const url = new URL(back)
  for (const [name, value] of Object.entries(changes))
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  return url.href
}

const bad: readonly (readonly [string, Record<string, string | null>, string])[] = [
  [
    'an accounts server that is none of the vendor',
    { 'accounts-server': 'https://accounts.zoho.evil.test' },
    'none of the data centres',
  ],
  [
    'one that only begins as one',
    { 'accounts-server': 'https://accounts.zoho.eu.evil.test' },
    'none of the data centres',
  ],
  ['one without TLS', { 'accounts-server': 'http://accounts.zoho.eu' }, 'none of the data centres'],
  ['another state', { state: 'x'.repeat(43) }, 'not known here'],
  ['no state', { state: null }, 'not known here'],
  ['a code that was never given, which comes as HTTP 200', { code: '1000.made.up' }, 'invalid_code'],
  ['neither a code nor a reason', { code: null }, 'neither a code nor a reason'],
  ['a reason', { error: 'access_denied', code: null }, 'access_denied'],
]

describe('nothing is connected by', () => {
  test.each(bad)('%s', async (_, changes, words) => {
    const { cookie, back } = await consented()
    const name = cookie.split('=')[0] ?? ''
    const all = changes.state
      ? `${cookie}; ${name.slice(0, -12)}xxxxxxxxxxxx=${cookie.split('=')[1]}`
      : cookie
    const { status, text } = await visit(changed(back, changes), all)
    expect([status, await kept()]).toEqual([400, []])
    expect(text).toContain(words)
  })

  test('another browser', async () => {
    const { back, cookie } = await consented()
    const other = (await consented()).cookie
    expect((await visit(back)).status).toBe(400)
    expect((await visit(back, `${cookie.split('=')[0]}=${other.split('=')[1]}`)).status).toBe(400)
    expect(await kept()).toEqual([])
    expect((await visit(back, cookie)).status).toBe(200)
  })

  test('coming back twice', async () => {
    const { back, cookie } = await consented()
    await visit(back, cookie)
    const { status, text } = await visit(back, cookie)
    expect(status).toBe(400)
    expect(text).toContain('used already')
  })

  test('coming back too late, or beginning too late', async () => {
    const { back, cookie } = await consented()
    const { url } = await ask()
    await engine.pool.query('update consent set ends_at = now()')
    expect((await visit(back, cookie)).status).toBe(400)
    expect((await visit(url)).status).toBe(404)
  })

  test('a person who says no', async () => {
    const { back, cookie } = await consented(undefined, 'reject')
    const { status, text } = await visit(back, cookie)
    expect([status, text.includes('access_denied')]).toEqual([400, true])
  })

  test('a vendor that asks for patience: ten tokens in ten minutes, or five consents in one', async () => {
    const all = []
    for (let at = 0; at < 6; at += 1) all.push(await consented())
    const ends = []
    for (const { back, cookie } of all) ends.push((await visit(back, cookie)).status)
    expect(ends).toEqual([200, 200, 200, 200, 200, 400])
  })
})

test('the cookie is for this path, for no script and for no other site', async () => {
  const { set } = await visit((await ask()).url)
  expect(set).toMatch(/; Path=\/oauth;.*HttpOnly; SameSite=Lax/)
})

test('what a stranger puts into the address stands on the page as text', async () => {
  const { back, cookie } = await consented()
  const { text } = await visit(changed(back, { 'accounts-server': '<script>x</script>' }), cookie)
  expect(text).not.toContain('<script>')
})

const mistakes: readonly (readonly [string, object, string])[] = [
  ['no client', { connections: crmOnly }, 'clientId and clientSecret'],
  ['half a client', { connections: crmOnly, clientId: 'x' }, 'go together'],
  ['a connection of no connector', { connections: [{ name: 'new' }], ...client }, 'say which connector'],
  [
    'a connector that is not there',
    { connections: [{ name: 'new', connector: 'nimbus' }], ...client },
    'There are: ',
  ],
  [
    'one that takes a key',
    {
      connections: [{ name: 'new', connector: 'redmine', settings: { url: 'https://redmine.example.test' } }],
      ...client,
    },
    'not signed in to by OAuth',
  ],
  [
    'wrong settings',
    { connections: [{ name: 'new', connector: 'zoho-crm', settings: { dc: 'moon' } }], ...client },
    'dc: ',
  ],
]
test.each(mistakes)('%s is told before anybody is sent anywhere', async (_, input, words) => {
  await expect(ask(input)).rejects.toThrow(words)
})
