import { beforeAll, describe, expect, test } from 'vitest'
import { enter, enterByLink, leave, linkedTo, visitorOf } from '../../src/engine/console-door.ts'
import { firstAdminPath, readySignInPath } from '../../src/engine/sign-in-links.ts'
import { dropUser } from '../../src/store/console-users.ts'
import { testEngine } from '../support/engine.ts'

const { engine } = await testEngine({ BATON_ADMIN_EMAIL: 'ada@example.test' })
const { pool } = engine
const tokenIn = (path: string | null) => path?.replace('/welcome/', '') ?? ''
const password = 'a few words in a row'

describe('the first admin', () => {
  test('comes in by a link that works once, and chooses a password', async () => {
    const token = tokenIn(await firstAdminPath(engine))
    expect(await linkedTo(engine, token)).toMatchObject({ email: 'ada@example.test', leadsTo: 'password' })
    expect(await enterByLink(engine, token, null)).toBeNull()
    const session = await enterByLink(engine, token, password)
    expect(await visitorOf(engine, session ?? '')).toMatchObject({ email: 'ada@example.test', role: 'admin' })
    expect(await enterByLink(engine, token, 'another password')).toBeNull()
  })

  test('is not asked for again once somebody has a password', async () => {
    expect(await firstAdminPath(engine)).toBeNull()
  })
})

test('a new link for the same purpose makes the one before useless', async () => {
  const who = { email: 'sam@example.test', name: 'Sam', role: 'sales' } as const
  const first = tokenIn(await readySignInPath(engine, who))
  const second = tokenIn(await readySignInPath(engine, who))
  expect(await enterByLink(engine, first, null)).toBeNull()
  const session = await enterByLink(engine, second, null)
  expect(await visitorOf(engine, session ?? '')).toMatchObject({ email: 'sam@example.test', role: 'sales' })
})

test('nothing of a link, a session or a password is in the database as it was given', async () => {
  const token = tokenIn(
    await readySignInPath(engine, { email: 'kim@example.test', name: 'Kim', role: 'viewer' }),
  )
  const entered = await enter(engine, 'ada@example.test', password)
  const kept = await pool.query(
    `select u::text from console_user u union all select s::text from console_session s
     union all select l::text from console_link l union all select j::text from journal j`,
  )
  const all = JSON.stringify(kept.rows)
  for (const secret of [token, password, entered.is === 'in' ? entered.token : ''])
    expect(all).not.toContain(secret)
})

describe('a session', () => {
  let token = ''
  beforeAll(async () => {
    const entered = await enter(engine, ' ADA@example.test'.trim(), password)
    token = entered.is === 'in' ? entered.token : ''
  })

  test('belongs to whoever signed in, and stands in the journal', async () => {
    expect(await visitorOf(engine, token)).toMatchObject({ name: 'Admin', role: 'admin' })
    const noted = await pool.query(
      `select data from journal where data->>'verb' = 'users.sign-in' order by id desc limit 1`,
    )
    expect(noted.rows[0]?.data).toMatchObject({ by: 'ada@example.test' })
  })

  test('ends when somebody leaves', async () => {
    await leave(engine, token)
    expect(await visitorOf(engine, token)).toBeNull()
  })

  test('ends with its time', async () => {
    const entered = await enter(engine, 'ada@example.test', password)
    const one = entered.is === 'in' ? entered.token : ''
    await pool.query('update console_session set ends_at = now()')
    expect(await visitorOf(engine, one)).toBeNull()
  })

  test('ends when whoever it belongs to is removed', async () => {
    const session = await enterByLink(
      engine,
      tokenIn(await readySignInPath(engine, { email: 'lee@example.test', name: 'Lee', role: 'viewer' })),
      null,
    )
    await dropUser(pool, 'Lee@example.test')
    expect(await visitorOf(engine, session ?? '')).toBeNull()
  })

  test.each([
    ['', 'nothing'],
    ['x'.repeat(43), 'one that was never made'],
    ['x'.repeat(200), 'one that is too long'],
  ])('is not %j: %s', async one => {
    expect(await visitorOf(engine, one)).toBeNull()
  })
})

describe('wrong passwords', () => {
  test('after five in a row nobody comes in for a while, with the right one either', async () => {
    for (let times = 0; times < 5; times++)
      expect(await enter(engine, 'ada@example.test', 'wrong')).toEqual({ is: 'wrong' })
    expect(await enter(engine, 'ada@example.test', password)).toEqual({ is: 'locked', seconds: 60 })
    await pool.query(`update console_user set locked_until = now() where email = 'ada@example.test'`)
    expect(await enter(engine, 'ada@example.test', 'wrong')).toEqual({ is: 'wrong' })
    expect(await enter(engine, 'ada@example.test', password)).toEqual({ is: 'locked', seconds: 120 })
    await pool.query(`update console_user set locked_until = now() where email = 'ada@example.test'`)
    expect(await enter(engine, 'ada@example.test', password)).toMatchObject({ is: 'in' })
  })

  test('an address that nobody has is answered as a wrong password is', async () => {
    expect(await enter(engine, 'nobody@example.test', password)).toEqual({ is: 'wrong' })
  })

  test('whoever has none yet does not come in by one', async () => {
    expect(await enter(engine, 'sam@example.test', '')).toEqual({ is: 'wrong' })
  })
})
