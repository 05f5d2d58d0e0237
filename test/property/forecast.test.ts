import fc from 'fast-check'
import { expect, test } from 'vitest'
import { forecast, type Leaving } from '../../src/core/forecast.ts'
import { runs } from '../support/property.ts'

const spanMs = 1000
const anyWindow = fc.record({
  calls: fc.integer({ min: 1, max: 12 }),
  perSeconds: fc.constant(spanMs / 1000),
})
const anyLeaving = fc.array(
  fc.record({ inMs: fc.integer({ min: 1, max: spanMs }), calls: fc.integer({ min: 1, max: 3 }) }),
  { maxLength: 6 },
)

/** Makes each call as soon as there is room, as a backlog does; answers when the last one was made. */
function playedOut(calls: number, most: number, leaving: readonly Leaving[]): number {
  const ends = leaving.flatMap(one => Array.from({ length: one.calls }, () => one.inMs))
  let now = 0
  for (let made = 0; made < calls; made++) {
    const inWindow = () => ends.filter(end => end > now).length
    while (inWindow() >= most) now = Math.min(...ends.filter(end => end > now))
    ends.push(now + spanMs)
  }
  return now
}

test('a forecast is when the last call is made, if each is made as soon as there is room', () => {
  const law = fc.property(anyWindow, anyLeaving, fc.nat({ max: 60 }), (window, leaving, calls) => {
    fc.pre(leaving.reduce((sum, one) => sum + one.calls, 0) <= window.calls)
    const { ms } = forecast([{ of: 'x', calls, window, leaving }])
    expect(ms).toBe(playedOut(calls, window.calls, leaving))
  })
  fc.assert(law, runs(500))
})

test('the class that takes longest decides, and is named', () => {
  const window = { calls: 10, perSeconds: 60 }
  const ahead = [
    { of: 'reads', calls: 5, window, leaving: [] },
    { of: 'writes', calls: 35, window, leaving: [] },
    { of: 'others', calls: 25, window, leaving: [] },
  ]
  expect(forecast(ahead)).toEqual({ ms: 180_000, limitedBy: 'writes' })
  expect(forecast([])).toEqual({ ms: 0, limitedBy: null })
})
