import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase } from '../../src/store/copies.ts'
import { migrate } from '../../src/store/migrate.ts'
import { ownServer } from '../db/own-server.ts'
import { chaos } from './laboratory.ts'

/** The same as `npm run chaos`, only shorter. */
const timeout = 240_000

let cacheFolder: string
beforeAll(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), 'baton-chaos-'))
})
afterAll(() => rm(cacheFolder, { recursive: true, force: true }))

test('whatever goes wrong while people edit, both sides end the same or held with a reason, and nothing is lost unsaid [I1] [I4] [I6] [I13] [I14]', {
  timeout,
}, async () => {
  const server = await ownServer()
  const databaseUrl = await createDatabase(server.url, 'baton_chaos')
  await migrate(databaseUrl)
  const { made, troubles, faults } = await chaos({
    server,
    databaseUrl,
    cacheFolder,
    pair: 'zoho',
    edits: 40,
    seed: 7,
  })
  expect(faults).toEqual([])
  expect(made).toBeGreaterThan(20)
  expect(Object.keys(troubles)).toContain('kill')
})
