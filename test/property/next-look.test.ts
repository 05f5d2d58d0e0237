import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextLookSeconds, soonest } from '../../src/core/comments/next-look.ts'
import { runs } from '../support/property.ts'

const day = 24 * 3600

/** When a thread in which nothing more is said is looked at, from the last comment on, up to a moment. */
function looksUntil(end: number, isAnnounced: boolean, first: number): number[] {
  const looks: number[] = []
  for (let at = first; at <= end; at += nextLookSeconds(at, isAnnounced)) looks.push(at)
  return looks
}

const moments = fc.double({ min: 1, max: 400 * day, noNaN: true })

function law(name: string, holds: (one: number, other: number) => void): void {
  test(name, () => {
    fc.assert(fc.property(moments, moments, holds), runs(500))
  })
}

describe.each([
  ['announced', true, 30 * day],
  ['unannounced', false, day],
] as const)('where comments are %s', (name, isAnnounced, rest) => {
  law('the longer a thread was quiet, the later it is looked at again, up to its rest', (one, other) => {
    const [less = 0, more = 0] = [one, other].sort((a, b) => a - b)
    const [soon, late] = [less, more].map(quiet => nextLookSeconds(quiet, isAnnounced))
    expect(soon).toBeLessThanOrEqual(late ?? 0)
    expect(soon).toBeGreaterThanOrEqual(soonest[name])
    expect(late).toBeLessThanOrEqual(rest)
  })

  law('an answer waits no longer than the quiet before it, or the shortest wait', said => {
    const seen = looksUntil(said + rest + 1, isAnnounced, soonest[name]).find(at => at >= said) ?? Number.NaN
    expect(seen - said).toBeLessThanOrEqual(Math.min(rest, Math.max(soonest[name], said)))
  })

  law('looks in a quiet thread grow with the logarithm of its age, and then come once a rest', end => {
    const looks = looksUntil(end, isAnnounced, soonest[name]).length
    expect(looks).toBeLessThanOrEqual(
      2 + Math.max(0, Math.log2(Math.min(end, rest) / soonest[name])) + end / rest,
    )
  })
})

test('a thread in which nobody answers costs 14 looks in its first day where comments are unannounced, then one a day', () => {
  expect(looksUntil(day, false, soonest.unannounced)).toHaveLength(14)
  expect(looksUntil(8 * day, false, soonest.unannounced)).toHaveLength(21)
})
