import fc from 'fast-check'
import { expect, test } from 'vitest'
import { grant, shareOf, spanMs, type Urgency } from '../../src/core/budget.ts'
import { runs } from '../support/property.ts'

const anyWindow = fc.record({ calls: fc.integer({ min: 1, max: 200 }), perSeconds: fc.constant(24) })
const perSecond = 10

interface Call {
  readonly at: number
  readonly urgency: Urgency
}

/** Asks for a call whenever somebody wants one, in tenths of a second; as the ledger does, with whole counts. */
function played(
  window: { calls: number; perSeconds: number },
  wants: (at: number) => readonly Urgency[],
  ends: number,
) {
  const made: Call[] = []
  const refused: Call[] = []
  const span = (spanMs(window) / 1000) * perSecond
  for (let at = 0; at < ends; at++)
    for (const urgency of wants(at)) {
      const inside = made.filter(call => call.at > at - span)
      const live = inside.filter(call => call.urgency === 'live').length
      const use = { made: inside.length, live, held: 0, freesInMs: 100 }
      const isGranted = grant(window, use, 1, 1, urgency).is === 'granted'
      if (isGranted) made.push({ at, urgency })
      else refused.push({ at, urgency })
    }
  return { made, refused }
}

test('no rolling window ever holds more than is declared, whoever asks for what and when [I10]', () => {
  const asks = fc.array(fc.array(fc.constantFrom<Urgency>('live', 'backfill'), { maxLength: 12 }), {
    maxLength: 60,
  })
  const law = fc.property(anyWindow, asks, (window, wants) => {
    const { made } = played(window, at => wants[at % Math.max(1, wants.length)] ?? [], 600)
    for (const { at } of made) {
      const inWindow = made.filter(call => call.at >= at && call.at < at + window.perSeconds * perSecond)
      expect(inWindow.length).toBeLessThanOrEqual(window.calls)
    }
  })
  fc.assert(law, runs(100))
})

test('a backlog alone uses more than 95 of a hundred calls that are declared', () => {
  for (const calls of [50, 90, 240]) {
    const window = { calls, perSeconds: 24 }
    const windows = 10
    const { made } = played(window, () => Array<Urgency>(20).fill('backfill'), windows * 24 * perSecond)
    expect(made.length / (windows * calls)).toBeGreaterThan(0.95)
  }
})

test('people who edit as much as they did within the last window find room for it, whatever a backlog asks for', () => {
  // One edit in four seconds makes six in a window, of forty: less than a fifth.
  const window = { calls: 40, perSeconds: 24 }
  const wants = (at: number): readonly Urgency[] => [
    ...Array<Urgency>(20).fill('backfill'),
    ...(at % 40 === 0 ? (['live'] as const) : []),
  ]
  const { refused } = played(window, wants, 2400)
  const late = refused.filter(call => call.urgency === 'live' && call.at > 5 * 24 * perSecond)
  expect(late).toEqual([])
})

test('a backlog leaves at least a fiftieth and at most a fifth, the more the more people edit', () => {
  const law = fc.property(anyWindow, fc.nat(300), fc.nat(300), (window, some, more) => {
    const [few, many] = [some, some + more].map(live => shareOf(window, 'backfill', live)) as [number, number]
    expect(many).toBeLessThanOrEqual(few)
    expect(few).toBeLessThan(window.calls)
    expect(many).toBeGreaterThanOrEqual(Math.floor(window.calls * 0.8))
    expect(shareOf(window, 'live', some)).toBe(window.calls)
  })
  fc.assert(law, runs(300))
})
