import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spanMs, type Window } from '../../src/core/budget.ts'
import { forecast, type Leaving } from '../../src/core/forecast.ts'
import { runs } from '../support/property.ts'

const anyWindow = fc.record({
  calls: fc.integer({ min: 1, max: 12 }),
  perSeconds: fc.constant(1),
})
const anyLeaving = fc.array(
  fc.record({ inMs: fc.integer({ min: 1, max: 1000 }), calls: fc.integer({ min: 1, max: 3 }) }),
  { maxLength: 6 },
)

/** Makes each call as soon as there is room, as a backlog does; answers when the last one was made. */
function playedOut(calls: number, window: Window, leaving: readonly Leaving[]): number {
  const ends = leaving.flatMap(one => Array.from({ length: one.calls }, () => one.inMs))
  let now = 0
  for (let made = 0; made < calls; made++) {
    const inWindow = () => ends.filter(end => end > now).length
    while (inWindow() >= window.calls) now = Math.min(...ends.filter(end => end > now))
    ends.push(now + spanMs(window))
  }
  return now
}

test('a forecast is when the last call is made, if each is made as soon as there is room', () => {
  const law = fc.property(anyWindow, anyLeaving, fc.nat({ max: 60 }), (window, leaving, calls) => {
    fc.pre(leaving.reduce((sum, one) => sum + one.calls, 0) <= window.calls)
    const { ms } = forecast([{ of: 'x', calls, window, leaving }])
    expect(ms).toBe(playedOut(calls, window, leaving))
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
  expect(forecast(ahead)).toEqual({ ms: 3 * spanMs(window), limitedBy: 'writes' })
  expect(forecast([])).toEqual({ ms: 0, limitedBy: null })
})
