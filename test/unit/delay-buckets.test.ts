import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketOf, msOf, percentile } from '../../src/core/delay-buckets.ts'

test('a delay is told with an error of at most a twentieth', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), ms => {
      expect(Math.abs(msOf(bucketOf(ms)) / ms - 1)).toBeLessThan(0.05)
    }),
  )
})

test('a percentile is one of the delays, and grows with the share', () => {
  const counts = fc.array(fc.record({ bucket: fc.nat(200), count: fc.integer({ min: 1, max: 50 }) }), {
    minLength: 1,
  })
  fc.assert(
    fc.property(counts, buckets => {
      const [p50, p95, p99] = [0.5, 0.95, 0.99].map(share => percentile(buckets, share))
      expect(buckets.map(one => msOf(one.bucket))).toContain(p95)
      expect(p50).toBeLessThanOrEqual(p95 ?? 0)
      expect(p95).toBeLessThanOrEqual(p99 ?? 0)
    }),
  )
})

const rows: readonly (readonly [string, readonly (readonly [number, number])[], number, number | null])[] = [
  ['nothing', [], 0.5, null],
  ['one', [[80, 1]], 0.99, msOf(80)],
  [
    'a tail that is too short to count',
    [
      [0, 99],
      [80, 1],
    ],
    0.95,
    msOf(0),
  ],
  [
    'a tail that counts',
    [
      [0, 90],
      [80, 10],
    ],
    0.95,
    msOf(80),
  ],
]
test.each(rows)('the percentile of %s', (_, counts, share, expected) => {
  expect(
    percentile(
      counts.map(([bucket, count]) => ({ bucket, count })),
      share,
    ),
  ).toBe(expected)
})

test('no delay is negative, whatever the clocks say', () => {
  expect(bucketOf(-5)).toBe(0)
})
