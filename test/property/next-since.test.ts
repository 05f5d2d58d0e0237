import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextSince, overlapMs } from '../../src/core/next-since.ts'
import { runs } from '../support/property.ts'

const start = Date.parse('2026-03-01T00:00:00Z')
const day = 24 * 3600_000

/** An edit by the vendor's own clock, which tells whole seconds, and when a list shows it at last. */
interface Edit {
  readonly stamp: number
  readonly shownAt: number
}

const edit = fc
  .tuple(fc.integer({ min: 0, max: 3600_000 }), fc.integer({ min: 0, max: overlapMs - 2000 }))
  .map(([at, lag]): Edit => ({ stamp: Math.floor((start + at) / 1000) * 1000, shownAt: start + at + lag }))

/** Pulls at these gaps (ms); answers which edits each of them listed. */
function listings(edits: readonly Edit[], gaps: readonly number[], tookMs: number) {
  let since: string | null = null
  let now = start
  let ended: number | null = null
  return gaps.map(gap => {
    now += gap
    const began = now
    const from = since === null ? Number.NEGATIVE_INFINITY : Date.parse(since)
    const listed = edits.filter(({ stamp, shownAt }) => shownAt <= began && stamp >= from)
    const newest =
      listed.length === 0 ? null : new Date(Math.max(...listed.map(one => one.stamp))).toISOString()
    since = nextSince({ since, newest, elapsedMs: ended === null ? 0 : began - ended })
    now += tookMs
    ended = now
    return listed
  })
}

const world = fc.record({
  edits: fc.array(edit, { minLength: 1, maxLength: 30 }),
  gaps: fc.array(fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 600_000 })), {
    minLength: 1,
    maxLength: 60,
  }),
  tookMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60_000 })),
})

test('whatever is shown two minutes late at most is listed by a pull after that', () => {
  fc.assert(
    fc.property(world, ({ edits, gaps, tookMs }) => {
      const seen = new Set(listings(edits, [...gaps, day], tookMs).flat())
      expect(edits.filter(one => !seen.has(one))).toEqual([])
    }),
    runs(3000),
  )
})

test('once a vendor has been quiet for two minutes, nothing is listed again', () => {
  fc.assert(
    fc.property(world, ({ edits, gaps, tookMs }) => {
      const quiet = listings(edits, [...gaps, day, overlapMs + 2000, overlapMs + 2000, 60_000], tookMs)
      expect(quiet.at(-1)).toEqual([])
    }),
    runs(1000),
  )
})

test('where nothing can be told of the time between, two minutes before the newest are read again', () => {
  const newest = '2026-03-01T10:00:00.000Z'
  const about = { since: '2026-03-01T09:58:30.000Z', newest, elapsedMs: 0 }
  expect(nextSince({ ...about, since: null })).toBe('2026-03-01T09:58:00.000Z')
  expect(nextSince(about)).toBe('2026-03-01T09:58:30.000Z')
  expect(nextSince({ ...about, newest: null })).toBe(about.since)
})
