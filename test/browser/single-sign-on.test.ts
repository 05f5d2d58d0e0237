import { once } from 'node:events'
import { createServer } from 'node:http'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readySignInPath } from '../../src/engine/sign-in-links.ts'
import { usersList } from '../../src/engine/verbs/users-list.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { freePort } from '../../src/store/embedded.ts'
import { webApp } from '../../src/web/app.ts'
import { listen } from '../../src/web/listen.ts'
import { testEngine } from '../support/engine.ts'
import { barriers } from './axe.ts'
import { openBrowser } from './open-browser.ts'

const [batonPort, serverPort] = [await freePort(), await freePort()]
const own = `http://127.0.0.1:${batonPort}`
const issuer = `http://localhost:${serverPort}`
const client = {
  client_id: 'baton',
  client_secret: 'an invented secret',
  redirect_uris: [`${own}/sign-in/company/back`],
}

/** A real server that lets everybody in, and vouches for all addresses but Eve's. */
const provider = new Provider(issuer, {
  clients: [client],
  ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@example.test`, email_verified: id !== 'eve' }),
  }),
})
const server = createServer(provider.callback())

const { engine } = await testEngine({
  BATON_PUBLIC_URL: own,
  BATON_OIDC_ISSUER: issuer,
  BATON_OIDC_CLIENT_ID: client.client_id,
  BATON_OIDC_CLIENT_SECRET: client.client_secret,
  BATON_OIDC_NAME: 'Zylker',
})
const web = await listen(webApp(engine), batonPort, '127.0.0.1')
const browser = await openBrowser()
const startServer = () => once(server.listen(serverPort), 'listening')

beforeAll(async () => {
  for (const name of ['ada', 'eve'])
    await readySignInPath(engine, { email: `${name}@example.test`, name, role: 'sales' })
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await web.close()
})

/** Somebody who wants to see the deals, goes to the company's server, and says there who they are. */
async function comesAs(name: string) {
  const context = await browser.newContext({ baseURL: own })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  await page.goto('/deals')
  await page.getByRole('link', { name: 'Sign in with Zylker' }).click()
  await page.locator('[name=login]').fill(name)
  await page.locator('[name=password]').fill('whatever')
  await page.locator('[type=submit]').click()
  await page.getByRole('button', { name: 'Continue' }).click()
  return page
}

test('while the server does not answer, the page says so and takes a password', async () => {
  const page = await browser.newPage({ baseURL: own })
  const answer = await page.goto('/sign-in/company')
  expect(answer?.status()).toBe(503)
  await page.getByText('Zylker does not answer just now.').waitFor()
  await page.getByLabel('Password').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.close()
  await startServer()
})

test('whoever was let in by an admin comes in by the company server, to the page they wanted, and can go', async () => {
  const page = await comesAs('ada')
  await page.getByRole('heading', { level: 1, name: 'Deals' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/deals')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('link', { name: 'Sign in with Zylker' }).waitFor()
  const { rows } = await engine.pool.query(`select data from journal where data->>'verb' = 'users.sign-in'`)
  expect(rows).toMatchObject([{ data: { by: 'ada@example.test' } }])
  await page.context().close()
})

test('an admin sees which server people come in by', async () => {
  const { signOn } = await perform(engine, usersList, operator(), {})
  expect(signOn).toEqual({
    company: { name: 'Zylker', issuer },
    callback: `${own}/sign-in/company/back`,
  })
})

const strangers: readonly (readonly [string, string, string])[] = [
  ['nobody let in', 'bo', 'Zylker knows you as bo@example.test, and nobody has let that address in here.'],
  ['whose address is not verified', 'eve', 'does not say that the address eve@example.test is really yours.'],
]
test.each(strangers)('somebody %s stays outside, and is told why', async (_, name, words) => {
  const page = await comesAs(name)
  await page.getByText(words).waitFor()
  expect(await page.getByRole('button', { name: 'Sign out' }).count()).toBe(0)
  await page.context().close()
})

test('an answer that this browser did not ask for, or that was made up, lets nobody in', async () => {
  const page = await browser.newPage({ baseURL: own })
  const strange = await page.goto('/sign-in/company/back?code=stolen&state=theirs')
  expect(strange?.status()).toBe(403)
  await page.getByText('This took too long, or began in another browser.').waitFor()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Sign in with Zylker' }).click()
  await page.locator('[name=login]').waitFor()
  const forged = await page.goto(`${own}/sign-in/company/back?code=stolen&state=theirs`)
  expect(forged?.status()).toBe(403)
  await page.getByText('Signing in at Zylker did not work.').waitFor()
  const again = await page.goto('/deals')
  expect(again?.url()).toContain('/sign-in')
  await page.close()
})
