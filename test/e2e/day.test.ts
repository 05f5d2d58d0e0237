import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallCompany } from '../../src/cli/demo/day/company.ts'
import { openDay, playDay } from '../../src/cli/demo/day/day.ts'
import type { DayPlot } from '../../src/cli/demo/day/day-plot.ts'
import { faultsOfDay } from '../../src/cli/demo/day/judge.ts'
import type { Stage } from '../../src/cli/demo/stage.ts'
import { testDatabase } from '../support/database.ts'
import { produced, secretsOfRun } from '../support/produced.ts'

let stage: Stage
let plot: DayPlot
let cacheFolder: string

beforeAll(async () => {
  const database = await testDatabase()
  cacheFolder = await mkdtemp(join(tmpdir(), 'baton-day-'))
  const variables = { BATON_LOG_LEVEL: 'debug' }
  const ask = { pair: 'zoho', size: smallCompany, seed: 7, cacheFolder, say: () => {}, variables } as const
  const opened = await openDay(database.url, ask)
  stage = opened.stage
  plot = opened.plot
  await playDay(stage, plot)
}, 300_000)

afterAll(async () => {
  await stage.close()
  await rm(cacheFolder, { recursive: true, force: true })
})

test('a day in a small company ends well by the histories of both vendors', async () => {
  expect(await faultsOfDay(stage, plot)).toEqual([])
  expect(plot.takenIn.length).toBeGreaterThan(0)
})

test('nothing that the day has produced holds a secret: no log, table, mail, page, export or metric [I11]', async () => {
  const secrets = await secretsOfRun(stage)
  // The secrets of two clients, two refresh tokens, what webhooks carry, the master key, and at least two access tokens.
  expect(secrets.length).toBeGreaterThanOrEqual(8)
  const { texts: all, keys } = await produced(stage)
  const texts = Object.entries(all)
  expect(keys.map(key => key.length > 20)).toEqual([true, true])
  expect(texts.filter(([, text]) => text.length < 200).map(([what]) => what)).toEqual([])
  const told = texts.flatMap(([what, text]) =>
    [...secrets, ...keys]
      .filter(secret => text.includes(secret))
      .map(secret => `${what}: ${secret.slice(0, 4)}…`),
  )
  expect(told).toEqual([])
})
