import { describe, expect, test } from 'vitest'
import { type Replay, runs } from '../support/property.ts'

describe('a property runs', () => {
  const rows: readonly (readonly [what: string, given: NodeJS.ProcessEnv, replay: Partial<Replay>])[] = [
    ['as often as it asks for', {}, { numRuns: 300 }],
    ['as often as one asks for all of them', { BATON_PROPERTY_RUNS: '5000' }, { numRuns: 5000 }],
    [
      'from a seed and a path',
      { BATON_PROPERTY_SEED: '-17', BATON_PROPERTY_PATH: '3:0:1' },
      { numRuns: 300, seed: -17, path: '3:0:1' },
    ],
    [
      'for so many seconds, however often that is',
      { BATON_PROPERTY_SECONDS: '90' },
      { numRuns: 1_000_000_000, interruptAfterTimeLimit: 90_000 },
    ],
    [
      'as usual where the settings are empty',
      { BATON_PROPERTY_RUNS: '', BATON_PROPERTY_SEED: '', BATON_PROPERTY_PATH: '' },
      { numRuns: 300 },
    ],
  ]
  test.each(rows)('%s', (_, given, replay) => {
    expect(runs(300, given)).toMatchObject(replay)
  })

  test('not at all with a seed that is none', () => {
    expect(() => runs(300, { BATON_PROPERTY_SEED: 'lucky' })).toThrow('"lucky" is no whole number.')
  })
})
