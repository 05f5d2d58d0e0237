import type { BrowserContext, Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { readySignInPath } from '../../src/engine/sign-in-links.ts'
import { type Role, roles } from '../../src/engine/verbs/verb.ts'
import { webApp } from '../../src/web/app.ts'
import { listen } from '../../src/web/listen.ts'
import { type PocketEngine, pocketEngine } from '../support/pocket-engine.ts'
import { openBrowser } from './open-browser.ts'

/** A console in a browser, between two pockets. */
export interface ConsoleDesk extends PocketEngine {
  readonly url: string
  /** A page of somebody who is signed in with this role; the browser's language, zone and size are always the same. */
  open(role: Role, path: string): Promise<Page>
  /** The browser of somebody who is not signed in. */
  newcomer(): Promise<BrowserContext>
  /** What went wrong in the browser so far: refused by the policy, not found, thrown. */
  readonly complaints: readonly string[]
}

export async function consoleDesk(text?: string): Promise<ConsoleDesk> {
  const [pocket, browser] = await Promise.all([pocketEngine(text), openBrowser()])
  const web = await listen(webApp(pocket.engine), 0, '127.0.0.1')
  afterAll(() => web.close())
  const complaints: string[] = []
  const contexts = new Map<Role, BrowserContext>()
  const newcomer = async () => {
    const context = await browser.newContext({
      reducedMotion: 'reduce',
      baseURL: web.url,
      timezoneId: 'Europe/Vienna',
      locale: 'en-GB',
    })
    context.on('weberror', error => complaints.push(String(error.error())))
    context.on('console', said => said.type() === 'error' && complaints.push(said.text()))
    context.setDefaultTimeout(10_000)
    return context
  }
  for (const role of roles) {
    const context = await newcomer()
    await signIn(pocket, context, role)
    contexts.set(role, context)
  }
  const open = async (role: Role, path: string) => {
    const page = await (contexts.get(role) as BrowserContext).newPage()
    await page.goto(path)
    return page
  }
  return { ...pocket, url: web.url, open, newcomer, complaints }
}

async function signIn({ engine }: PocketEngine, context: BrowserContext, role: Role): Promise<void> {
  const who = { email: `${role}@example.test`, name: `Ada ${role}`, role }
  const page = await context.newPage()
  await page.goto(await readySignInPath(engine, who))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  await page.close()
}
