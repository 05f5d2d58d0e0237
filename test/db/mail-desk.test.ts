import { expect, test } from 'vitest'
import { mailList } from '../../src/engine/verbs/mail-list.ts'
import { mailTest } from '../../src/engine/verbs/mail-test.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { letterFailed, letterSent, postLetters } from '../../src/store/outbox.ts'
import { testEngine } from '../support/engine.ts'

const { engine } = await testEngine()
const { pool } = engine
const letter = (messageId: string, recipient: string) => ({
  messageId,
  recipient,
  subject: `About ${messageId}`,
  body: 'Words.',
})
const list = async (search = '') => (await perform(engine, mailList, operator(), { search })).items

test('what waits stands first, with why, and what was handed over with when', async () => {
  await postLetters(pool, [letter('<sent>', 'ada@example.test'), letter('<stuck>', 'bo@example.test')])
  await letterSent(pool, '<sent>')
  await letterFailed(pool, '<stuck>', 'The server refused.')
  const found = await list()
  expect(found.map(one => one.messageId)).toEqual(['<stuck>', '<sent>'])
  expect(found[0]).toMatchObject({ sentAt: null, error: 'The server refused.' })
  expect(found[1]).toMatchObject({ nextTryAt: null, error: null, sentAt: expect.any(String) })
})

test('a part of the address or the subject finds it; signs mean themselves', async () => {
  expect((await list('ADA@')).map(one => one.messageId)).toEqual(['<sent>'])
  expect((await list('about <st')).map(one => one.messageId)).toEqual(['<stuck>'])
  expect(await list('%')).toEqual([])
})

test('a test mail goes to whom it is asked for, and says who asked', async () => {
  const { messageId } = await perform(engine, mailTest, operator('Ada Sync'), { to: 'ada@example.test' })
  const found = (await list()).find(one => one.messageId === messageId)
  expect(found).toMatchObject({ recipient: 'ada@example.test', sentAt: null })
  expect(found?.body).toContain('Ada Sync asked')
})
