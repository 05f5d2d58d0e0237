import { expect, test } from 'vitest'
import { countsAsAttempt, type FailureKind, type Reaction, reactions } from '../../src/core/failure.ts'

const table: readonly (readonly [kind: FailureKind, reaction: Reaction, countsAsAttempt: boolean])[] = [
  ['unauthorized', 'pause-connection', false],
  ['forbidden', 'pause-mapping', false],
  ['throttled', 'retry', false],
  ['unavailable', 'retry', false],
  ['gone', 'replan', false],
  ['stale', 'replan', false],
  ['duplicate', 'relink', false],
  ['rejected', 'hold-row', true],
  ['unexpected', 'hold-row', true],
]

test.each(table)('%s: %s; brings the row nearer to giving up: %s', (kind, reaction, counts) => {
  expect(reactions[kind]).toBe(reaction)
  expect(countsAsAttempt(kind)).toBe(counts)
})
