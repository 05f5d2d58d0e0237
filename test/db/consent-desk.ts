import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { type RunningSandbox, runSandbox } from '../../src/cli/sandbox.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { connectionsConsent } from '../../src/engine/verbs/connections-consent.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { freePort } from '../../src/store/embedded.ts'
import { webApp } from '../../src/web/app.ts'
import { type Listening, listen } from '../../src/web/listen.ts'
import { testEngine } from '../support/engine.ts'

export const crmOnly = [{ name: 'crm', connector: 'zoho-crm', settings: {} }]

/** Baton and both Zoho boxes on ports, and somebody with a browser. */
export async function consentDesk() {
  const crm = await runSandbox('zoho-crm')
  const projects = await runSandbox('zoho-projects')
  const port = await freePort()
  const own = `http://127.0.0.1:${port}`
  const { engine, logged } = await testEngine({
    // Both boxes bring Zoho's accounts server; whichever stands there, its tokens are good for both products.
    BATON_HOSTS: `${projects.hosts},${crm.hosts}`,
    BATON_PUBLIC_URL: own,
  })
  const client = {
    clientId: crm.sandbox.credentials.clientId ?? '',
    clientSecret: crm.sandbox.credentials.clientSecret ?? '',
  }
  serve(engine, port, [crm, projects])
  const ask = (input: object = { connections: crmOnly, ...client }) =>
    perform(engine, connectionsConsent, operator('Ada'), input)

  /** From the link to the vendor, and to the address it sends the browser back to. */
  async function consented(input?: object, decision = 'accept') {
    const { url } = await ask(input)
    const { cookie, to: page } = await visit(url)
    expect((await visit(page)).text).toContain('ada@example.test')
    const { to: back } = await visit(page, '', `decision=${decision}`)
    return { cookie, back, page }
  }

  async function kept() {
    const { rows } = await engine.pool.query('select name, settings, state from connection order by name')
    return rows
  }

  async function session(name: string) {
    const { rows } = await engine.pool.query('select * from connection where name = $1', [name])
    return engine.sessions.open(rows[0], 'live')
  }

  return { crm, own, engine, logged, client, ask, consented, kept, session }
}

/** Each test begins with nothing connected, in the first data centre, and with the vendor's patience back. */
function serve(engine: Engine, port: number, boxes: readonly RunningSandbox[]): void {
  let web: Listening
  beforeAll(async () => {
    web = await listen(webApp(engine), port, '127.0.0.1')
  })
  afterAll(async () => {
    await web.close()
    for (const box of boxes) await box.close()
  })
  beforeEach(async () => {
    await engine.pool.query('delete from connection')
    for (const { sandbox } of boxes) {
      sandbox.turn('dc', 'com')
      sandbox.advance(700)
    }
  })
}

/** A browser that follows no redirect by itself. */
export async function visit(url: string, cookie = '', form?: string) {
  const posted = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }
  const response = await fetch(url, { redirect: 'manual', headers: { cookie }, ...posted })
  const to = response.headers.get('location') ?? ''
  const [set = ''] = response.headers.getSetCookie()
  return { status: response.status, to, cookie: set.split(';')[0] ?? '', set, text: await response.text() }
}
