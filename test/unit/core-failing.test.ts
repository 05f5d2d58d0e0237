import { expect, test } from 'vitest'
import { failingFixes, whyFailing } from '../../src/core/failing.ts'
import { reactions } from '../../src/core/failure.ts'

test.each([...Object.keys(reactions), 'broken', 'died'] as (keyof typeof failingFixes)[])(
  '%s says in whole sentences what happened and what to do',
  is => {
    const { wrong, advice } = failingFixes[is]
    for (const words of [wrong, advice]) expect(words).toMatch(/^[A-Z].*\.$/)
  },
)

test('no two classes of errors have the same words', () => {
  const words = Object.values(failingFixes).map(one => one.wrong)
  expect(new Set(words).size).toBe(words.length)
})

test.each([
  [
    'what the vendor names is kept',
    { kind: 'rejected', message: 'no', code: 'C1', field: 'due' },
    { is: 'rejected', code: 'C1', field: 'due' },
  ],
  ['what it does not name is left out', { kind: 'unexpected', message: 'odd' }, { is: 'unexpected' }],
] as const)('%s', (_, failure, why) => {
  expect(whyFailing(failure)).toEqual(why)
})
