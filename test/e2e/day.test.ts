import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { smallCompany } from '../../src/cli/demo/day/company.ts'
import { openDay, playDay } from '../../src/cli/demo/day/day.ts'
import { faultsOfDay } from '../../src/cli/demo/day/judge.ts'
import { testDatabase } from '../support/database.ts'

test('a day in a small company ends well by the histories of both vendors', {
  timeout: 300_000,
}, async () => {
  const database = await testDatabase()
  const cacheFolder = await mkdtemp(join(tmpdir(), 'baton-day-'))
  const ask = { pair: 'zoho', size: smallCompany, seed: 7, cacheFolder, say: () => {} } as const
  const { stage, plot } = await openDay(database.url, ask)
  try {
    await playDay(stage, plot)
    expect(await faultsOfDay(stage, plot)).toEqual([])
    expect(plot.takenIn.length).toBeGreaterThan(0)
  } finally {
    await stage.close()
    await rm(cacheFolder, { recursive: true, force: true })
  }
})
