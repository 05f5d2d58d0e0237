import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeathStage, openDeathStage } from '../../src/cli/demo/placements.ts'
import { type Call, isSamePlacement, type Placement, placementsOf } from '../../src/cli/demo/watch.ts'
import { testDatabase } from '../support/database.ts'

/**
 * The story of the demo with the deaths that matter most: before and after every call that changes something at a
 * vendor. The demo itself (`npm run demo -- --once`) dies at the readings too.
 */
const timeout = 240_000

let stage: DeathStage
let folder: string

beforeAll(async () => {
  const database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'baton-story-'))
  stage = await openDeathStage(database.url, 'T', folder)
  await stage.rehearse('from-start')
}, timeout)

afterAll(async () => {
  await stage.close()
  await rm(folder, { recursive: true, force: true })
})

function changes(call: Call): boolean {
  return !call.name.startsWith('GET') && !/token|coql/.test(call.name)
}

function write(placement: Placement): string {
  return `${placement.when} ${placement.call}`
}

test('[I1] [I3] [I6] [I13] [I14] a death before or after any write ends as a calm day does', {
  timeout,
}, async () => {
  const calls = await stage.rehearse('later')
  const placements = placementsOf('later', calls).filter(one => changes({ step: one.step, name: one.call }))
  expect(placements.length).toBeGreaterThanOrEqual(8)
  for (const when of ['before', 'after'] as const) {
    const ours = placements.filter(one => one.when === when)
    const { faults, died } = await stage.perform(ours)
    expect(faults).toEqual([])
    const missed = ours.filter(one => !died.some(other => isSamePlacement(one, other)))
    expect(missed.map(write)).toEqual([])
  }
})
