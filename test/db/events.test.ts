import express from 'express'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { tokensCreate } from '../../src/engine/verbs/tokens-create.ts'
import { tokensRevoke } from '../../src/engine/verbs/tokens-revoke.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { type JournalKind, writeJournal } from '../../src/store/journal.ts'
import { events } from '../../src/web/api/events.ts'
import { signIn } from '../../src/web/api/sign-in.ts'
import { webApp } from '../../src/web/app.ts'
import { type Listening, listen } from '../../src/web/listen.ts'
import { testEngine } from '../support/engine.ts'
import { listenTo } from '../support/event-stream.ts'
import { ground } from './ground.ts'

const { engine } = await testEngine()
const { mapping } = await ground(engine.pool, 'zylker')
let web: Listening
let authorization: string

const newToken = async (name: string) => {
  const { token } = await perform(engine, tokensCreate, operator(), { name, role: 'viewer' })
  return `Bearer ${token}`
}
beforeAll(async () => {
  web = await listen(webApp(engine), 0, '127.0.0.1')
  authorization = await newToken('listener')
})
afterAll(() => web.close())

const happens = (key: string, kind: JournalKind = 'wrote', of: number | null = mapping) =>
  writeJournal(engine.pool, of, [{ pair: 'tasks', key, kind, data: {} }])

async function hear(query = '', headers: Record<string, string> = {}, at = `${web.url}/api/v1/events`) {
  const listener = await listenTo(`${at}${query}`, { authorization, ...headers })
  onTestFinished(() => listener.leave())
  return listener
}

const keys = (heard: readonly { readonly data: { readonly key: string } }[]) => heard.map(one => one.data.key)

describe('what happens is heard', () => {
  test('as it happens, and nothing from before', async () => {
    await happens('before')
    const { next, status } = await hear()
    expect(status).toBe(200)
    await happens('first')
    await happens('second', 'refused')
    const [first, second] = await next(2)
    expect(first).toMatchObject({ kind: 'wrote', data: { key: 'first', mapping: 'zylker', kind: 'wrote' } })
    expect(second).toMatchObject({ kind: 'refused', data: { key: 'second' } })
  })

  test('from where it was heard last, each once', async () => {
    const before = await hear()
    await happens('one')
    const [one] = await before.next(1)
    await before.leave()
    for (const key of ['two', 'three']) await happens(key)
    const again = await hear('', { 'last-event-id': one?.id ?? '' })
    await happens('four')
    expect(keys(await again.next(3))).toEqual(['two', 'three', 'four'])
    expect(keys(await (await hear(`?after=${one?.id}`)).next(3))).toEqual(['two', 'three', 'four'])
  })

  test('although it lands after what came later', async () => {
    const { next } = await hear()
    const slow = await engine.pool.connect()
    onTestFinished(() => slow.release())
    await slow.query('begin')
    await writeJournal(slow, mapping, [{ pair: 'tasks', key: 'slow', kind: 'wrote', data: {} }])
    await happens('quick')
    const heard = next(2)
    await slow.query('commit')
    expect(keys(await heard)).toEqual(['slow', 'quick'])
  })

  test('although something before it was taken back', async () => {
    const { next } = await hear()
    const slow = await engine.pool.connect()
    onTestFinished(() => slow.release())
    await slow.query('begin')
    await writeJournal(slow, mapping, [{ pair: 'tasks', key: 'never', kind: 'wrote', data: {} }])
    await happens('kept')
    await slow.query('rollback')
    expect(keys(await next(1))).toEqual(['kept'])
  })

  test('only as far as it was asked for', async () => {
    const { next } = await hear('?mapping=zylker&kind=refused')
    await happens('another kind')
    await happens('another mapping', 'refused', null)
    await happens('asked for', 'refused')
    expect(keys(await next(1))).toEqual(['asked for'])
  })

  test('by the thousand', async () => {
    const { next } = await hear()
    const many = Array.from({ length: 2500 }, (_, at) => `many ${at}`)
    await writeJournal(
      engine.pool,
      mapping,
      many.map(key => ({ pair: 'tasks' as const, key, kind: 'wrote' as const, data: {} })),
    )
    expect(keys(await next(2500))).toEqual(many)
  })
})

describe('listening is refused', () => {
  const strangers: readonly (readonly [string, string, Record<string, string>, number])[] = [
    ['without a token', '', { authorization: '' }, 401],
    ['about a mapping that is not there', '?mapping=nimbus', {}, 404],
    ['after what is no entry', '?after=yesterday', {}, 400],
    ['with a question that is none', '?colour=red', {}, 400],
  ]
  test.each(strangers)('%s', async (_, query, headers, status) => {
    expect((await hear(query, headers)).status).toBe(status)
  })
})

describe('listening ends', () => {
  const small = async (limits: Parameters<typeof events>[1]) => {
    const one = await listen(express().use(signIn(engine), events(engine, limits)), 0, '127.0.0.1')
    onTestFinished(() => one.close())
    return one
  }

  test('when its token does', async () => {
    const { url } = await small({ atMost: 5, signOfLifeMs: 20 })
    const headers = { authorization: await newToken('short') }
    const { rest } = await hear('', headers, url)
    await perform(engine, tokensRevoke, operator(), { name: 'short' })
    expect(await rest()).toEqual([])
  })

  test('before it begins where too many listen already, until one of them leaves', async () => {
    const { url } = await small({ atMost: 1, signOfLifeMs: 1000 })
    const first = await hear('', {}, url)
    expect((await hear('', {}, url)).status).toBe(503)
    await first.leave()
    await expect.poll(async () => (await hear('', {}, url)).status).toBe(200)
  })

  test('when the node stops', async () => {
    const one = await listen(webApp(engine), 0, '127.0.0.1')
    const { rest } = await hear('', {}, `${one.url}/api/v1/events`)
    await one.close()
    await expect(rest()).rejects.toThrow('terminated')
  })
})
