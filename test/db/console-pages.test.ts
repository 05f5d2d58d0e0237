import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstAdminPath } from '../../src/engine/sign-in-links.ts'
import { type Role, roles } from '../../src/engine/verbs/verb.ts'
import { webApp } from '../../src/web/app.ts'
import { assetUrl } from '../../src/web/console/assets.ts'
import type { Page } from '../../src/web/console/page.ts'
import { pages } from '../../src/web/console/pages/index.ts'
import { type Listening, listen } from '../../src/web/listen.ts'
import { consoleAsker } from '../support/console-asker.ts'
import { exampleOf } from '../support/console-examples.ts'
import { put } from '../support/pocket.ts'
import { pocketEngine } from '../support/pocket-engine.ts'

const desk = await pocketEngine()
let web: Listening
const ask = consoleAsker(desk, () => web.url)

beforeAll(async () => {
  web = await listen(webApp(desk.engine), 0, '127.0.0.1')
  put(desk.crm, 'account', 'odd', { name: '<script>alert(1)</script> & "Sons"' })
  await desk.settle()
})
afterAll(() => web.close())

const addressOf = ({ path }: Page) => exampleOf(path)
const all: readonly Page[] = pages

describe('a page', () => {
  test.each(all.map(page => [page.path, page] as const))(
    '%s leads whoever is not signed in to the door',
    async (_, page) => {
      const { status, headers } = await ask(addressOf(page))
      expect(status).toBe(303)
      expect(headers.get('location')).toMatch(/^\/sign-in/)
    },
  )

  const matrix = all.flatMap(page => roles.map(role => [page.path, role, page] as const))
  test.each(matrix)('%s answers the role %s only if that may see it', async (_, as, page) => {
    const { status } = await ask(addressOf(page), { as })
    if (page.roles.includes(as)) expect([200, 404]).toContain(status)
    else expect(status).toBe(403)
  })

  const actions = all.flatMap(page =>
    Object.entries(page.actions ?? {}).flatMap(([name, { verb }]) =>
      roles.filter(role => !verb.roles.includes(role)).map(role => [page.path, name, role, page] as const),
    ),
  )
  test.each(actions)('%s does not %s for the role %s', async (_, name, as, page) => {
    const { status } = await ask(addressOf(page), { as, form: { do: name } })
    expect(status).toBe(403)
  })
})

describe('where pages lead', () => {
  const matches = (path: string, url: string) =>
    new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(url.split('?')[0] ?? '')
  const leadsTo = (text: string) => [...text.matchAll(/href="(\/[^"]*)"/g)].map(([, url = '']) => url)
  const barred = (text: string, as: Role) =>
    leadsTo(text).filter(url => {
      const to = all.find(({ path }) => matches(path, url))
      return to !== undefined && !to.roles.includes(as)
    })

  // What is in trouble is told to everybody, and leads only those to its page who may see that.
  beforeAll(async () => {
    await desk.pool.query(
      `update connection set state = 'paused', paused_why = 'It is closed' where side = 'crm'`,
    )
    await desk.pool.query(`
      insert into dirty (mapping, key, shard, attempts, run_at) select id, 'link:1', 0, 5, 'infinity' from mapping`)
    await desk.pool.query(
      `insert into outbox (message_id, recipient, subject, body) values ('m', 'a@example.test', 's', 'b')`,
    )
  })
  afterAll(async () => {
    await desk.pool.query(`update connection set state = 'ready', paused_why = null`)
    await desk.pool.query('delete from dirty; delete from outbox')
  })

  const seen = all.flatMap(page => page.roles.map(role => [page.path, role, page] as const))
  test.each(seen)('%s leads the role %s nowhere that it may not see', async (_, as, page) => {
    const { text } = await ask(addressOf(page), { as })
    expect(leadsTo(text).length).toBeGreaterThan(0)
    expect(barred(text, as)).toEqual([])
  })

  test('a mail that was given up is told of, and an admin may have it tried again', async () => {
    await desk.pool.query(
      `insert into outbox (message_id, recipient, subject, body, run_at, given_up_at, last_error)
       values ('<lost@x>', 'bo@example.test', 's', 'b', '-infinity', now(), 'No such mailbox')`,
    )
    expect((await ask('/', { as: 'admin' })).text).toContain('1 mail not delivered')
    const { text } = await ask('/mail', { as: 'admin' })
    expect(text).toMatch(/given up after.*No such mailbox.*Try again/s)
    expect((await ask('/mail', { as: 'viewer' })).text).not.toContain('Try again')
    await ask('/mail', { as: 'admin', form: { do: 'retry', message: '<lost@x>' } })
    const { rows } = await desk.pool.query(`select given_up_at from outbox where message_id = '<lost@x>'`)
    expect(rows).toEqual([{ given_up_at: null }])
  })

  test('the overview says what is in trouble, and what to do about it, to whoever may act', async () => {
    const { text } = await ask('/', { as: 'admin' })
    for (const words of ['is paused', 'It is closed. Where its credentials are refused', '1 row failing'])
      expect(text).toContain(words)
    expect(leadsTo(text)).toEqual(expect.arrayContaining(['/failing', '/mail', '/connections/crm']))
  })
})

describe('a form', () => {
  const senders: readonly (readonly [string, Readonly<Record<string, string>>, number])[] = [
    ['of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['of a sister site', { 'sec-fetch-site': 'same-site' }, 403],
    ['of nowhere', { 'sec-fetch-site': 'none' }, 403],
    ['of ours', { 'sec-fetch-site': 'same-origin' }, 303],
  ]
  test.each(senders)('%s', async (_, headers, expected) => {
    const { status } = await ask('/accounts', {
      as: 'admin',
      form: { do: 'rerun', mapping: 'pockets' },
      headers,
    })
    expect(status).toBe(expected)
  })

  test.each([
    ['another site', 'https://evil.example.test', 403],
    ['a page without an origin', 'null', 403],
    ['us', 'here', 204],
  ])('of an older browser says by its origin that it is from %s', async (_, origin, expected) => {
    const response = await fetch(`${web.url}/viewer`, {
      method: 'POST',
      headers: { origin: origin === 'here' ? web.url : origin },
      body: new URLSearchParams({ theme: 'dark' }),
    })
    expect(response.status).toBe(expected)
  })

  test('that says nothing of where it comes from is refused', async () => {
    const response = await fetch(`${web.url}/viewer`, {
      method: 'POST',
      body: new URLSearchParams({ theme: 'dark' }),
    })
    expect(response.status).toBe(403)
  })

  test('without a thing to do is told so', async () => {
    const { status, text } = await ask('/accounts', { as: 'admin', form: { do: 'constructor' } })
    expect(status).toBe(400)
    expect(text).toContain('does not say what to do')
  })
})

describe('what is sent', () => {
  test('lets nothing run, be shown or asked that is not ours', async () => {
    const { headers } = await ask('/', { as: 'viewer' })
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("form-action 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('is escaped, whatever a vendor calls its accounts', async () => {
    const { text } = await ask('/accounts?list=only-crm', { as: 'viewer' })
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Sons&quot;')
    expect(text).not.toContain('<script>alert')
  })

  test('loads assets that are kept for ever, under a name that changes with them', async () => {
    const { status, headers } = await ask(assetUrl('console.css'))
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toContain('immutable')
    expect((await ask('/assets/another/console.css')).status).toBe(404)
    expect((await ask('/assets/constructor/constructor')).status).toBe(404)
  })

  test('is only what changes, where the page is there already', async () => {
    const part = await ask('/', { as: 'viewer', headers: { 'hx-request': 'true' } })
    expect(part.text).toMatch(/^<title>Overview/)
    expect(part.text).not.toContain('<html')
    const back = { 'hx-request': 'true', 'hx-history-restore-request': 'true' }
    expect((await ask('/', { as: 'viewer', headers: back })).text).toContain('<html')
  })

  test.each(['/nowhere', '/deals/a/b/c', '/holds/1/2'])('tells that there is no page at %s', async path => {
    const { status, text } = await ask(path, { as: 'viewer' })
    expect(status).toBe(404)
    expect(text).toContain('There is no such page')
  })

  test('leaves it to programs to be told as programs are', async () => {
    const { status, headers } = await ask('/nowhere', { headers: { accept: 'application/json' } })
    expect(status).toBe(404)
    expect(headers.get('content-type')).toContain('problem+json')
  })
})

describe('signing in', () => {
  const password = 'a few words in a row'
  const enter = (form: Readonly<Record<string, string>>) => ask('/sign-in', { form })

  test('by a link goes by a button, not by opening it', async () => {
    const path = (await firstAdminPath(desk.engine)) ?? ''
    for (const _ of [1, 2]) expect((await ask(path)).text).toContain('Choose a password')
    expect((await ask(path, { form: { password: 'short' } })).status).toBe(400)
    const { status, headers } = await ask(path, { form: { password, zone: 'Europe/Vienna' } })
    expect(status).toBe(303)
    const cookies = headers.getSetCookie()
    expect(cookies).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^baton_session=[\w-]{43};.*HttpOnly; SameSite=Lax$/),
        expect.stringMatching(/^baton_zone=Europe%2FVienna;/),
      ]),
    )
    expect((await ask(path)).status).toBe(404)
  })

  test.each([
    ['/deals?which=made', '/deals?which=made'],
    ['//evil.example.test', '/'],
  ])('with a password leads to %s: %s', async (to, location) => {
    const { status, headers } = await enter({ email: 'ADMIN@baton.invalid', password, to })
    expect([status, headers.get('location')]).toEqual([303, location])
  })

  test('with a wrong one does not say which of the two was wrong', async () => {
    const wrong = await enter({ email: 'admin@baton.invalid', password: 'wrong' })
    const nobody = await enter({ email: 'nobody@example.test', password })
    expect([wrong.status, nobody.status]).toEqual([401, 401])
    for (const { text } of [wrong, nobody]) expect(text).toContain('The address or the password is wrong.')
  })

  test('ends with signing out', async () => {
    const out = await ask('/sign-out', { as: 'sales', form: {} })
    expect(out.status).toBe(303)
    expect((await ask('/', { as: 'sales' })).status).toBe(303)
  })
})
