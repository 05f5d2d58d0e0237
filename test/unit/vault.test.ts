import { CompactEncrypt } from 'jose'
import { expect, test } from 'vitest'
import { createVault, keyIdOf, newMasterKey, WrongSecret } from '../../src/engine/vault.ts'

test('a text opens as what was sealed, first or again, among more of them than stay open', async () => {
  const vault = createVault(newMasterKey())
  const secrets = Array.from({ length: 120 }, (_, at) => ({ key: `secret ${at}` }))
  const sealed = await Promise.all(secrets.map(secret => vault.seal(secret)))
  for (const _ of ['first', 'again'])
    expect(await Promise.all(sealed.map(text => vault.open(text)))).toEqual(secrets)
})

test('what one caller does to an opened secret, the next one does not see', async () => {
  const vault = createVault(newMasterKey())
  const sealed = await vault.seal({ key: 'as it was' })
  const first = await vault.open<{ key: string }>(sealed)
  first.key = 'changed'
  expect(await vault.open(sealed)).toEqual({ key: 'as it was' })
})

test('while a key is changed both are read, and the new one seals', async () => {
  const [old, next] = [newMasterKey(), newMasterKey()]
  const before = createVault(old)
  const turning = createVault(next, [old])
  expect(await turning.open(await before.seal('typed before'))).toBe('typed before')
  const sealed = await turning.seal('typed now')
  expect(keyIdOf(sealed)).toBe(turning.keyId)
  expect(await createVault(next).open(sealed)).toBe('typed now')
})

test('a text that was sealed before keys had ids is read with whichever key opens it', async () => {
  const key = newMasterKey()
  const sealed = await new CompactEncrypt(new TextEncoder().encode('"old"'))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: 'k1' })
    .encrypt(Buffer.from(key, 'base64'))
  expect(await createVault(newMasterKey(), [newMasterKey(), key]).open(sealed)).toBe('old')
})

test('a key that is missing is named by its id, and neither key by its value', async () => {
  const [one, other] = [newMasterKey(), newMasterKey()]
  const lacking = createVault(other)
  const error: Error = await lacking.open(await createVault(one).seal('hush')).then(
    () => new Error('it opened'),
    cause => cause,
  )
  expect(error).toBeInstanceOf(WrongSecret)
  expect(error.message).toContain(`(key ${createVault(one).keyId})`)
  for (const key of [one, other]) expect(error.message).not.toContain(key)
})
