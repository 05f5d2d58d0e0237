import { expect, test } from 'vitest'
import { hashPassword, isPassword } from '../../src/engine/passwords.ts'

const kept = await hashPassword('correct horse battery')

const tries: readonly (readonly [string, string, string | null, boolean])[] = [
  ['the password itself', 'correct horse battery', kept, true],
  ['another one', 'correct horse', kept, false],
  ['the empty one', '', kept, false],
  ['what is kept', kept, kept, false],
  ['any, where none was chosen', 'correct horse battery', null, false],
  ['any, where something else is kept', 'x', '$2b$10$abc', false],
]
test.each(tries)('%s', async (_, password, against, matches) => {
  expect(await isPassword(password, against)).toBe(matches)
})

test('the same letters typed in another way are the same password', async () => {
  expect(await isPassword('Zürich'.normalize('NFD'), await hashPassword('Zürich'.normalize('NFC')))).toBe(
    true,
  )
})

test('is kept as argon2id with a salt of its own', async () => {
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(await hashPassword('correct horse battery')).not.toBe(kept)
})
