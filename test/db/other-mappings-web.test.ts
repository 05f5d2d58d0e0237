import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verbs } from '../../src/engine/verbs/index.ts'
import { tokensCreate } from '../../src/engine/verbs/tokens-create.ts'
import { operator, perform, type Verb } from '../../src/engine/verbs/verb.ts'
import { methodOf, pathOf } from '../../src/web/api/paths.ts'
import { webApp } from '../../src/web/app.ts'
import { type Listening, listen } from '../../src/web/listen.ts'
import { consoleAsker } from '../support/console-asker.ts'
import { pocketEngine } from '../support/pocket-engine.ts'
import { theirAsks, theirMapping, theirs } from '../support/their-mapping.ts'

const pockets = await pocketEngine()
const { engine } = pockets
let web: Listening
let token = ''
const look = consoleAsker(pockets, () => web.url)

beforeAll(async () => {
  await theirMapping(pockets)
  web = await listen(webApp(engine), 0, '127.0.0.1')
  token = (await perform(engine, tokensCreate, operator(), { name: 'for a test', role: 'admin' })).token
})
afterAll(() => web.close())

/** A question as a query: lists name by name, objects as JSON. */
function queryOf(ask: object): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(ask))
    for (const one of Array.isArray(value) ? value : [value])
      query.append(name, typeof one === 'object' ? JSON.stringify(one) : String(one))
  return query
}

/** What one hears over HTTP, with the id that was asked about left out. */
async function heard(verb: Verb, ask: object, id: string): Promise<string> {
  const isRead = methodOf(verb) === 'get'
  const response = await fetch(`${web.url}${pathOf(verb)}${isRead ? `?${queryOf(ask)}` : ''}`, {
    method: isRead ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, ...(isRead ? {} : { 'content-type': 'application/json' }) },
    ...(isRead ? {} : { body: JSON.stringify(ask) }),
  })
  return `${response.status} ${await response.text()}`.replaceAll(id, '…')
}

const nobodysLike = (id: string) => `nobodys${id.slice(6)}`

describe('over HTTP a record of another mapping is like a record that nobody knows', () => {
  test.each(theirAsks)('%s about %s', async (name, id, ask) => {
    const verb = verbs.find(one => one.name === name)
    if (!verb) throw new Error(`There is no verb ${name}.`)
    const nobodys = nobodysLike(id)
    const said = await heard(verb, ask(id), id)
    expect(said).not.toContain('Secret')
    expect(said).not.toMatch(/^500|bad-input/)
    expect(said).toBe(await heard(verb, ask(nobodys), nobodys))
  })
})

const choosing = (id: string) =>
  `/accounts/choose?mapping=pockets&side=crm&row=${encodeURIComponent(JSON.stringify(['crm', id]))}`
const pages: readonly (readonly [what: string, theirs: string, address: (id: string) => string])[] = [
  ['a deal', theirs.deal, id => `/deals/crm/${id}`],
  ['the projects of a client', theirs.account, id => `/clients/pockets/${id}`],
  ['a task in the CRM', theirs.task, id => `/tasks/pockets/crm/${id}`],
  ['a task in the project tool', theirs.work, id => `/tasks/pockets/pm/${id}`],
  ['choosing a client', theirs.account, choosing],
  ['the journal of a record', theirs.task, id => `/journal?mapping=pockets&about=${id}`],
  ['the deals of an account', theirs.account, id => `/deals?mapping=pockets&account=${id}`],
  ['the tasks of a deal', theirs.deal, id => `/tasks?mapping=pockets&deal=${id}`],
  ['accounts, looked through', theirs.account, id => `/accounts?mapping=pockets&search=${id}`],
]

describe('a page about a record of another mapping is like one about a record that nobody knows', () => {
  const seen = async (address: (id: string) => string, id: string) => {
    const { status, text } = await look(address(id), { as: 'admin' })
    return `${status} ${text.replaceAll(id, '…')}`
  }

  test.each(pages)('%s: %s', async (_, id, address) => {
    const shown = await seen(address, id)
    expect(shown).not.toContain('Secret')
    expect(shown).toMatch(/^(200|404) /)
    expect(shown).toBe(await seen(address, nobodysLike(id)))
  })

  test('while a page of its own mapping shows it', async () => {
    const { text } = await look(`/clients?mapping=theirs`, { as: 'admin' })
    expect(text).toContain('Secret')
  })
})
