import { expect, test } from 'vitest'
import { dueWords } from '../../src/web/console/pages/mappings.ts'

test.each([
  ['nothing is due', [0, 0, 0], 'nothing'],
  ['what rests is not due', [7, 7, 0], 'nothing; 7 records looked at again later'],
  [
    'what is due says how long it takes',
    [9, 2, 90_000],
    '7 records, done in 90 s; 2 records looked at again later',
  ],
  ['a moment is not worth a number', [1, 0, 400], '1 record'],
] as const)('%s', (_, [keys, resting, ms], words) => {
  expect(dueWords({ keys, resting, ms, known: true })).toBe(words)
})
