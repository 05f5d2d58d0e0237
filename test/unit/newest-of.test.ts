import { expect, test } from 'vitest'
import { newestOf } from '../../src/core/next-since.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const at = (text: string) => `${text}.000Z`

test.each([
  ['nothing was shown', [], null],
  ['no vendor told when', [null, null], null],
  [
    'what cannot be read as a moment is left out',
    ['yesterday', at('2026-03-01T10:00:00')],
    at('2026-03-01T10:00:00'),
  ],
  ['the newest', [at('2026-03-01T10:00:00'), null, at('2026-03-01T11:00:00')], at('2026-03-01T11:00:00')],
  ['a clock that is hours ahead is believed', [at('2026-03-01T20:00:00')], at('2026-03-01T20:00:00')],
  [
    'a stamp from next year is not',
    [at('2027-03-01T10:00:00'), at('2026-03-01T10:00:00')],
    at('2026-03-01T10:00:00'),
  ],
])('where the next pull begins: %s', (_, moments, newest) => {
  expect(newestOf(moments, now)).toBe(newest)
})
