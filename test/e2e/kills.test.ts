import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { mayhem } from './mayhem/mayhem.ts'

/** The same as `npm run kills`, only shorter. */
const timeout = 120_000

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-kills-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('killed at random while people edit, both sides end the same or held with a reason, and nothing is lost unsaid [I1] [I4] [I6]', {
  timeout,
}, async () => {
  const { url } = await testDatabase()
  const { deaths, faults } = await mayhem({ databaseUrl: url, cacheFolder: folder, kills: 6, seed: 7 })
  expect(faults).toEqual([])
  expect(deaths).toBe(6)
})
