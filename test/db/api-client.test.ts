import { OpenAPIClientAxios } from 'openapi-client-axios'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { tokensCreate } from '../../src/engine/verbs/tokens-create.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { webApp } from '../../src/web/app.ts'
import { type Listening, listen } from '../../src/web/listen.ts'
import { put, rowsIn } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const text = pocketMapping()
  .replace('deals: {', 'deals: { when: { stage: Won }, create: [pm], needs: accounts,')
  .replace('at_link: crm', 'at_link: crm\n  create: [pm]')
  .replaceAll(', tie: crm', '')
const { engine, crm, pm, settle } = await pocketEngine(text)

type Ask = (query: object | null, body?: object, config?: object) => Promise<{ readonly data: unknown }>
let client: Readonly<Record<string, Ask>>
let web: Listening

/** A client that is made from nothing but what the node says of its own API. */
beforeAll(async () => {
  web = await listen(webApp(engine), 0, '127.0.0.1')
  const { token } = await perform(engine, tokensCreate, operator(), { name: 'Ada', role: 'admin' })
  const described = new OpenAPIClientAxios({
    definition: `${web.url}/api/openapi.json`,
    axiosConfigDefaults: { baseURL: web.url, headers: { authorization: `Bearer ${token}` } },
  })
  client = (await described.init()) as unknown as typeof client
})
afterAll(() => web.close())

async function ask<T extends z.ZodType>(
  operation: string,
  shape: T,
  query: object | null,
  body?: object,
  config?: object,
) {
  const asks = client[operation]
  if (!asks) throw new Error(`The description of the API knows no ${operation}.`)
  return shape.parse((await asks(query, body, config)).data)
}

const mapping = 'pockets'
const listOf = <T extends z.ZodType>(item: T) => z.looseObject({ items: z.array(item) })
const deal = z.looseObject({ deal: z.string(), state: z.looseObject({ is: z.string() }) })
const hold = z.looseObject({ id: z.string(), code: z.string(), shown: z.looseObject({}) })
const entry = z.looseObject({ id: z.string(), kind: z.string(), data: z.looseObject({}) })

describe('a generated client drives the story:', () => {
  test('accounts meet', async () => {
    put(crm, 'account', 'a', { name: 'Zylker', website: null, active: true })
    put(pm, 'client', 'c', { name: 'Zylker', website: null, active: true })
    put(crm, 'deal', 'd', { title: 'Roll-out', account: 'a', stage: 'Open' })
    await settle()
    expect(await ask('mappingList', listOf(z.looseObject({})), null)).toMatchObject({
      items: [{ name: mapping, state: 'on' }],
    })
  })

  test('a deal that is won becomes a project', async () => {
    put(crm, 'deal', 'd', { title: 'Roll-out', account: 'a', stage: 'Won' })
    await ask('mappingSync', z.literal('asked'), null, { mapping })
    await settle()
    expect(await ask('dealsList', listOf(deal), { mapping })).toMatchObject({
      items: [{ deal: 'd', state: { is: 'made' } }],
    })
    expect(rowsIn(pm, 'project')[0]?.fields).toMatchObject({ name: 'Roll-out' })
  })

  test('a task crosses into it', async () => {
    put(crm, 'task', 't', { title: 'Kick-off', note: '', owner: null, deal: 'd' })
    await ask('mappingSync', z.literal('asked'), null, { mapping })
    await settle()
    const [made] = rowsIn(pm, 'task')
    expect(made?.fields).toMatchObject({ title: 'Kick-off', project: rowsIn(pm, 'project')[0]?.id })
  })

  test('a tie is answered, once however often it is asked', async () => {
    const [made] = rowsIn(pm, 'task')
    put(crm, 'task', 't', { ...rowsIn(crm, 'task')[0]?.fields, title: 'Kick-off on Monday' })
    put(pm, 'task', made?.id ?? '', { ...made?.fields, title: 'Kick-off in person' })
    await ask('mappingSync', z.literal('asked'), null, { mapping })
    await settle()
    const { items: open } = await ask('holdsList', listOf(hold), { mapping })
    expect(open).toMatchObject([{ code: 'hold/both-changed' }])
    const answer = { ids: open.map(one => one.id), answer: { choice: 'take', side: 'pm' } }
    const once = { headers: { 'Idempotency-Key': 'the tie of today' } }
    const answered = await ask('holdsAnswer', z.looseObject({}), null, answer, once)
    expect(answered).toMatchObject({ refused: [] })
    expect(await ask('holdsAnswer', z.looseObject({}), null, answer, once)).toEqual(answered)
    await settle()
    expect(rowsIn(crm, 'task')[0]?.fields.title).toBe('Kick-off in person')
  })

  test('what was overwritten is put back', async () => {
    const { items: wrote } = await ask('journalList', listOf(entry), { mapping, kind: 'wrote', limit: 1 })
    await ask('journalRestore', z.looseObject({}), null, { entry: wrote[0]?.id, field: 'title' })
    await settle()
    expect([rowsIn(crm, 'task')[0]?.fields.title, rowsIn(pm, 'task')[0]?.fields.title]).toEqual([
      'Kick-off on Monday',
      'Kick-off on Monday',
    ])
  })

  test('a mapping is paused, and asked for in vain', async () => {
    await ask('mappingPause', z.literal('paused'), null, { mapping, why: 'lunch' })
    expect(await ask('overviewShow', z.looseObject({}), null)).toMatchObject({
      mappings: [{ mapping, state: 'paused', links: 3 }],
    })
    await expect(ask('mappingSync', z.unknown(), null, { mapping })).rejects.toMatchObject({
      response: { status: 409, data: { code: 'verb/conflict' } },
    })
  })
})
