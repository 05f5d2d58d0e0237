import { SMTPServer } from 'smtp-server'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { triedForSeconds } from '../../src/core/undelivered.ts'
import { mailFindings } from '../../src/engine/mail-findings.ts'
import { openMailer } from '../../src/engine/mailer.ts'
import { mailList } from '../../src/engine/verbs/mail-list.ts'
import { mailRetry } from '../../src/engine/verbs/mail-retry.ts'
import { overviewShow } from '../../src/engine/verbs/overview-show.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { postLetters } from '../../src/store/outbox.ts'
import { isQuiet } from '../../src/store/quiet.ts'
import { testEngine } from '../support/engine.ts'

const admin = 'admin@example.test'
/** What the server answers to whom; everybody else's mail is taken. */
const answers = new Map<string, { readonly code: number; readonly at: 'address' | 'text' }>()
const taken: string[] = []
const no = (code: number) => Object.assign(new Error('No such mailbox here'), { responseCode: code })
let recipient = ''
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: ({ address }, _session, done) => {
    recipient = address
    const answer = answers.get(address)
    done(answer?.at === 'address' ? no(answer.code) : null)
  },
  onData: (stream, _session, done) => {
    stream.resume().on('end', () => {
      const answer = answers.get(recipient)
      if (answer) return done(no(answer.code))
      taken.push(recipient)
      done(null)
    })
  },
})
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
const address = server.server.address()
const port = typeof address === 'object' && address ? address.port : 0
const { engine } = await testEngine({
  BATON_SMTP_URL: `smtp://127.0.0.1:${port}`,
  BATON_MAIL_FROM: 'baton@example.test',
  BATON_ADMIN_EMAIL: admin,
})
const { pool } = engine
const mailer = openMailer(engine)
afterAll(async () => {
  mailer.close()
  await new Promise<void>(resolve => server.close(() => resolve()))
})
beforeEach(async () => {
  await pool.query('delete from outbox')
  answers.clear()
  taken.length = 0
})

const post = (to: string, id = '<one@example.test>') =>
  postLetters(pool, [{ messageId: id, recipient: to, subject: 'Not carried over', body: 'The words.' }])
const list = async () => (await perform(engine, mailList, operator(), {})).items
async function tried(): Promise<void> {
  await pool.query(`update outbox set run_at = now() - interval '1 s' where given_up_at is null`)
  while ((await mailer.deliver()) > 0);
}
/** So long ago everything was tried for the first time. */
const triedSince = (seconds: number) =>
  pool.query(
    `update outbox set first_tried_at = now() - $1 * interval '1 s' where first_tried_at is not null`,
    [seconds],
  )
const isWaiting = async () => (await list())[0]?.givenUpAt === null

describe('a mail that the server does not take', () => {
  test.each([
    ['refused by its address', { code: 550, at: 'address' }, triedForSeconds.refused],
    ['refused by what it says', { code: 554, at: 'text' }, triedForSeconds.refused],
    ['put off', { code: 450, at: 'address' }, triedForSeconds['not-taken']],
  ] as const)('and that is %s is tried for so long, and no longer', async (_, answer, seconds) => {
    answers.set('bo@example.test', answer)
    await post('bo@example.test')
    await tried()
    expect(await isWaiting()).toBe(true)
    await triedSince(seconds - 60)
    await tried()
    expect(await isWaiting()).toBe(true)
    await triedSince(seconds + 60)
    await tried()
    expect(await isWaiting()).toBe(false)
    const { rows } = await pool.query<{ attempts: number }>(
      `select attempts from outbox where recipient like 'bo@%'`,
    )
    await tried()
    expect(await pool.query(`select attempts from outbox where recipient like 'bo@%'`)).toMatchObject({
      rows,
    })
    expect(await isQuiet(pool)).toBe(true)
  })

  test('is counted from when it was tried first, however long there was no server', async () => {
    answers.set('bo@example.test', { code: 550, at: 'address' })
    await post('bo@example.test')
    await pool.query(`update outbox set run_at = now() - interval '1 year'`)
    await tried()
    expect(await isWaiting()).toBe(true)
  })
})

async function givenUp(to: string, id?: string): Promise<void> {
  answers.set(to, { code: 550, at: 'address' })
  await post(to, id)
  await tried()
  await triedSince(triedForSeconds.refused + 60)
  await tried()
}

describe('a mail that was given up', () => {
  test('stands first among the mails, and the admins are told once, with what it says', async () => {
    await givenUp('bo@example.test')
    await tried()
    expect(await list()).toMatchObject([
      { recipient: 'bo@example.test', givenUpAt: expect.any(String), nextTryAt: null, sentAt: null },
      { recipient: admin, subject: 'Baton could not deliver a mail to bo@example.test', givenUpAt: null },
    ])
    expect((await list())[0]?.error).toContain('No such mailbox here')
    expect((await list())[1]?.body).toMatch(/No such mailbox here.*baton mail retry.*The words\./s)
    expect(taken).toEqual([admin])
  })

  test('to the admins themselves is told in no other mail', async () => {
    await givenUp(admin)
    await tried()
    expect((await list()).map(one => one.recipient)).toEqual([admin])
  })

  test('is counted on the overview, and a finding of the doctor’s that says what to do', async () => {
    expect(await mailFindings(engine)).toEqual([])
    await givenUp('bo@example.test')
    expect(await perform(engine, overviewShow, operator(), {})).toMatchObject({
      mailsGivenUp: 1,
      mailsWaiting: 0,
    })
    expect(await mailFindings(engine)).toEqual([
      {
        is: 'wrong',
        what: expect.stringContaining('1 mail'),
        advice: expect.stringContaining('baton mail retry'),
      },
    ])
  })

  test('is tried again when somebody asks, as if for the first time; the others stay', async () => {
    await givenUp('bo@example.test')
    await givenUp('cy@example.test', '<two@example.test>')
    answers.delete('bo@example.test')
    const ask = { messages: ['<one@example.test>'] }
    expect(await perform(engine, mailRetry, operator(), ask)).toEqual({ retried: 1 })
    await tried()
    expect(taken).toContain('bo@example.test')
    expect((await list()).filter(one => one.givenUpAt !== null).map(one => one.recipient)).toEqual([
      'cy@example.test',
    ])
    expect(await perform(engine, mailRetry, operator(), {})).toEqual({ retried: 1 })
    await tried()
    expect((await list()).filter(one => one.givenUpAt !== null)).toEqual([])
    await expect(perform(engine, mailRetry, operator(), {})).rejects.toThrow('No mail was given up')
  })
})

test('without a server, mails that wait are a finding', async () => {
  await post('bo@example.test')
  expect(await mailFindings({ ...engine, config: { ...engine.config, mail: null } })).toMatchObject([
    { is: 'doubtful', advice: expect.stringContaining('BATON_SMTP_URL') },
  ])
})

test('a mail server that repeats the password it is signed in to with is told without it', async () => {
  const password = 'the-word-of-the-mail'
  const strict = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ password: given }, _session, done) => done(new Error(`not with ${given}`)),
  })
  await new Promise<void>(resolve => strict.listen(0, '127.0.0.1', resolve))
  const bound = strict.server.address()
  const at = typeof bound === 'object' && bound ? bound.port : 0
  const opened = await testEngine({ BATON_SMTP_URL: `smtp://baton:${password}@127.0.0.1:${at}` })
  await postLetters(opened.engine.pool, [
    { messageId: '<one@x>', recipient: 'bo@example.test', subject: '', body: '' },
  ])
  const strictMailer = openMailer(opened.engine)
  await strictMailer.deliver()
  strictMailer.close()
  const { rows } = await opened.engine.pool.query<{ why: string }>('select last_error as why from outbox')
  expect(rows[0]?.why).toContain('not with [redacted]')
  expect(opened.logged()).toContain('a mail could not be handed over')
  expect(opened.logged()).not.toContain(password)
  await new Promise<void>(resolve => strict.close(() => resolve()))
})
