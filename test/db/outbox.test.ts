import { beforeEach, expect, test } from 'vitest'
import {
  holdLetter,
  type Letter,
  letterFailed,
  letterSent,
  postLetters,
  takeLetter,
} from '../../src/store/outbox.ts'
import { testDatabase } from '../support/database.ts'
import { names } from './ground.ts'

const { pool } = await testDatabase()
beforeEach(() => pool.query('delete from outbox'))

const letter = (messageId: string, subject = 'Not allowed'): Letter => ({
  messageId,
  recipient: 'ann@example.test',
  subject,
  body: 'Words',
})
/** Takes letters one by one, until none is due. */
async function takeLetters(most = 10): Promise<Letter[]> {
  const taken: Letter[] = []
  while (taken.length < most) {
    const next = await takeLetter(pool, 60)
    if (!next) break
    taken.push(next)
  }
  return taken
}
const idsOf = (letters: readonly Letter[]) => letters.map(one => one.messageId).sort()
/** Makes every letter due, however long it was to wait. */
const timePasses = () => pool.query(`update outbox set run_at = now() - interval '1 s'`)

test('a letter comes out as it was put in', async () => {
  await postLetters(pool, [letter('<1@baton>', 'Ä\r\nü')])
  expect(await takeLetters()).toEqual([letter('<1@baton>', 'Ä\r\nü')])
})

test('a letter of the same id is the same letter, whatever it says, and after it was sent too', async () => {
  await postLetters(pool, [letter('<1@baton>'), letter('<1@baton>', 'Again')])
  await postLetters(pool, [letter('<1@baton>', 'And again')])
  expect(await takeLetters()).toEqual([letter('<1@baton>')])
  await letterSent(pool, '<1@baton>')
  await postLetters(pool, [letter('<1@baton>')])
  await timePasses()
  expect(await takeLetters()).toEqual([])
})

test('takers at the same time get different letters', async () => {
  await postLetters(
    pool,
    names('<', 25).map(id => letter(id)),
  )
  const taken = await Promise.all(names('', 4).map(() => takeLetters(10)))
  const ids = taken.flatMap(idsOf)
  expect(ids.length).toBe(25)
  expect(new Set(ids).size).toBe(25)
})

test('a letter is held for as long as its taker says so', async () => {
  await postLetters(pool, [letter('<1@baton>')])
  await takeLetters()
  await timePasses()
  await holdLetter(pool, '<1@baton>', 60)
  expect(await takeLetters()).toEqual([])
  await holdLetter(pool, '<1@baton>', 0)
  expect(idsOf(await takeLetters())).toEqual(['<1@baton>'])
})

test('a letter whose taker died is due again under the same id', async () => {
  await postLetters(pool, [letter('<1@baton>')])
  expect(idsOf(await takeLetters())).toEqual(['<1@baton>'])
  expect(await takeLetters()).toEqual([])
  await timePasses()
  expect(idsOf(await takeLetters())).toEqual(['<1@baton>'])
})

test('a letter that was not taken by the vendor is tried ever more rarely, at least once an hour', async () => {
  await postLetters(pool, [letter('<1@baton>')])
  const waits: number[] = []
  for (const _ of names('', 14)) {
    await takeLetters()
    await letterFailed(pool, '<1@baton>', 'mailbox full')
    const found = await pool.query(
      'select extract(epoch from run_at - now())::float8 as wait, last_error from outbox',
    )
    expect(found.rows[0]?.last_error).toBe('mailbox full')
    waits.push(Math.round(found.rows[0]?.wait))
    await timePasses()
  }
  expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600, 3600])
})

test('one that fails holds up no other', async () => {
  await postLetters(pool, [letter('<1@baton>'), letter('<2@baton>')])
  await takeLetters(1)
  await pool.query('update outbox set last_error = null')
  await letterFailed(pool, '<1@baton>', 'no')
  expect(idsOf(await takeLetters())).toEqual(['<2@baton>'])
})

test('a late failure of another taker does not make a sent letter look failed', async () => {
  await postLetters(pool, [letter('<1@baton>')])
  await takeLetters()
  await letterSent(pool, '<1@baton>')
  await letterFailed(pool, '<1@baton>', 'too late')
  expect((await pool.query('select last_error from outbox')).rows).toEqual([{ last_error: null }])
  await timePasses()
  expect(await takeLetters()).toEqual([])
})

test('the letter that waits longest goes first', async () => {
  await postLetters(pool, [letter('<new>')])
  await postLetters(pool, [letter('<old>')])
  await pool.query(`update outbox set run_at = now() - interval '1 min' where message_id = '<old>'`)
  expect(idsOf(await takeLetters(1))).toEqual(['<old>'])
})

test('nothing asked, nothing done', async () => {
  await postLetters(pool, [])
  expect(await takeLetters()).toEqual([])
})
