import { expect, test } from 'vitest'
import { createVault, newMasterKey } from '../../src/engine/vault.ts'

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
