import { afterAll, describe, expect, test } from 'vitest'
import { whereToLook } from '../../src/cli/demo/where-to-look.ts'
import { readySignInPath } from '../../src/engine/sign-in-links.ts'
import { webApp } from '../../src/web/app.ts'
import { listen } from '../../src/web/listen.ts'
import { testEngine } from '../support/engine.ts'

const { engine } = await testEngine()
const ours = { 'sec-fetch-site': 'same-origin', accept: 'text/html' }

/** Counts begin anew with each. */
async function node() {
  const web = await listen(webApp(engine), 0, '127.0.0.1')
  afterAll(() => web.close())
  const ask = (path: string, form?: Readonly<Record<string, string>>, headers = {}) =>
    fetch(`${web.url}${path}`, {
      redirect: 'manual',
      headers: { ...ours, ...headers },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
  return { url: web.url, ask }
}
type Ask = Awaited<ReturnType<typeof node>>['ask']

/** How each of so many requests was answered, a few at the same moment. */
async function statuses(many: number, ask: () => ReturnType<Ask>): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>()
  for (let done = 0; done < many; done += 50)
    for (const { status } of await Promise.all(Array.from({ length: Math.min(50, many - done) }, ask)))
      counts.set(status, (counts.get(status) ?? 0) + 1)
  return counts
}

describe('whoever tries passwords', () => {
  test('is heard thirty times a minute, whatever address they try, and then told how long to wait', async () => {
    const { ask } = await node()
    let at = 0
    const guess = () => ask('/sign-in', { email: `p${at++}@example.test`, password: 'guess' })
    expect(await statuses(40, guess)).toEqual(
      new Map([
        [401, 30],
        [429, 10],
      ]),
    )
    const refused = await guess()
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused.text()).toMatch(/That was too much at once.*Wait \d+ s, then load the page again/s)
  })

  test('is not let in while that lasts, even with the right link', async () => {
    const { ask } = await node()
    const link = await readySignInPath(engine, { email: 'eve@example.test', name: 'Eve', role: 'admin' })
    await statuses(30, () => ask('/welcome/guessed'))
    expect((await ask(link, {})).status).toBe(429)
    expect((await ask('/sign-in')).status, 'the page itself stays').toBe(200)
  })
})

test('whoever asks for more pages than a person does waits', async () => {
  const { ask } = await node()
  const answers = await statuses(1210, () => ask('/viewer', { theme: 'dark' }))
  expect(answers).toEqual(
    new Map([
      [204, 1200],
      [429, 10],
    ]),
  )
})

test('the sign-in that a demonstration prints lets an admin in, once', async () => {
  const { url, ask } = await node()
  const place = { engine, url, crm: { url: 'http://crm' }, pm: { url: 'http://pm' } }
  const said = await whereToLook({ ...place, screens: { crm: { title: 'CRM' }, pm: { title: 'Tool' } } })
  const link = said.join('\n').match(/(http\S+)\/welcome\/(\S+)/)
  expect(link?.[1], 'where it stays up').toBe(url)
  const path = `/welcome/${link?.[2]}`
  expect(await (await ask(path)).text()).toContain('Ada Sync')
  const inside = await ask(path, {})
  const cookie =
    inside.headers
      .getSetCookie()
      .find(one => one.startsWith('baton_session='))
      ?.split(';')[0] ?? ''
  expect(inside.status).toBe(303)
  const overview = await ask('/settings', undefined, { cookie })
  expect(overview.status, 'a page for admins').toBe(200)
  expect((await ask(path, {})).status, 'a second time').toBe(404)

  const curl = said.join('\n').match(/Bearer (\S+)' (\S+)\/api/)
  const asked = await fetch(`${curl?.[2]}/api/v1/overview/show`, {
    headers: { authorization: `Bearer ${curl?.[1]}` },
  })
  expect(asked.status, 'its token').toBe(200)
})
