import { beforeEach, expect, test } from 'vitest'
import { createVault, keyIdOf, newMasterKey, WrongSecret } from '../../src/engine/vault.ts'
import { connectionsConnect } from '../../src/engine/verbs/connections-connect.ts'
import { secretsList } from '../../src/engine/verbs/secrets-list.ts'
import { secretsRotate } from '../../src/engine/verbs/secrets-rotate.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { addConsent } from '../../src/store/consents.ts'
import { storeToken } from '../../src/store/tokens.ts'
import { dumpTables } from '../support/dump.ts'
import { testEngine } from '../support/engine.ts'

const [old, next] = [newMasterKey(), newMasterKey()]
const { engine } = await testEngine({ BATON_SECRET: old })
const before = engine
/** The same node, started with other keys. */
const node = (key: string, others: readonly string[] = []) => ({ ...engine, vault: createVault(key, others) })
const turning = node(next, [old])
const after = node(next)

const credentials = { clientId: 'id', clientSecret: 'invented', refreshToken: 'invented, too' }

/** One of everything that is sealed. */
beforeEach(async () => {
  await engine.pool.query('delete from connection')
  await engine.pool.query('delete from consent')
  const asked = {
    name: 'crm',
    connector: 'zoho-crm',
    settings: { dc: 'us' },
    credentials,
    hookSecret: 'invented-for-hooks',
  }
  await perform(before, connectionsConnect, operator(), asked)
  await storeToken(engine.pool, await connection(), await before.vault.seal('token'), 3600)
  await addConsent(engine.pool, Buffer.from('ticket'), await before.vault.seal({ by: 'Ada' }), 900)
})

async function connection() {
  return (await engine.pool.query('select id, credentials, hook_secret from connection')).rows[0]
}

/** Whatever looks like a sealed text, in whichever table. */
async function sealedAnywhere(): Promise<string[]> {
  const all = Object.values(await dumpTables(engine.pool))
    .flat()
    .join('\n')
  return all.match(/eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+/g) ?? []
}

test('everything that is sealed, in every table, is sealed with the new key, and the old one is needed no more', async () => {
  expect(new Set((await sealedAnywhere()).map(keyIdOf))).toEqual(new Set([before.vault.keyId]))
  const answer = await perform(turning, secretsRotate, operator(), {})
  expect(answer).toEqual({ key: after.vault.keyId, sealed: 4, left: 0 })
  const texts = await sealedAnywhere()
  expect(texts.map(keyIdOf)).toEqual(Array(4).fill(after.vault.keyId))
  const kept = await connection()
  expect(await after.vault.open(kept.credentials)).toEqual(credentials)
  expect(await after.vault.open(kept.hook_secret)).toBe('invented-for-hooks')
  await expect(before.vault.open(kept.credentials)).rejects.toThrow(WrongSecret)
})

test('asked again it changes nothing', async () => {
  await perform(turning, secretsRotate, operator(), {})
  const texts = await sealedAnywhere()
  expect(await perform(after, secretsRotate, operator(), {})).toMatchObject({ sealed: 0, left: 0 })
  expect(await sealedAnywhere()).toEqual(texts)
})

test('a node without the old key changes nothing, and says which key it lacks', async () => {
  const texts = await sealedAnywhere()
  await expect(perform(after, secretsRotate, operator(), {})).rejects.toMatchObject({
    code: 'verb/conflict',
    message: expect.stringContaining(
      `(key ${before.vault.keyId}) than BATON_SECRET (key ${after.vault.keyId})`,
    ),
  })
  expect(await sealedAnywhere()).toEqual(texts)
})

test('which keys are in use is told by their ids, and whether this node can read them', async () => {
  const of = (isReadable: boolean) =>
    ['credentials', 'webhooks', 'tokens', 'consents'].map(what => ({
      ...{ key: before.vault.keyId, of: what, count: 1, isReadable },
    }))
  expect(await perform(turning, secretsList, operator(), {})).toEqual({
    key: after.vault.keyId,
    items: of(true),
  })
  expect(await perform(after, secretsList, operator(), {})).toMatchObject({ items: of(false) })
})

test('what a node that still seals with the old key wrote meanwhile is counted', async () => {
  await perform(turning, secretsRotate, operator(), {})
  await storeToken(engine.pool, await connection(), await before.vault.seal('renewed'), 3600)
  expect(await perform(turning, secretsRotate, operator(), {})).toMatchObject({ sealed: 1, left: 0 })
})
