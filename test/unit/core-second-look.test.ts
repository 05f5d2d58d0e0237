import { describe, expect, test } from 'vitest'
import { freshFor, isEcho } from '../../src/core/second-look.ts'

const now = Date.parse('2026-03-01T12:00:00.000Z')
const ago = (ms: number) => new Date(now - ms).toISOString()

describe('a write to a row', () => {
  test.each([
    { name: 'that was edited just now waits until its second is over', changedAt: ago(500), wait: 1_500 },
    { name: 'that was edited a while ago does not wait', changedAt: ago(2_000), wait: null },
    { name: 'waits a little longer where the vendor’s clock is ahead', changedAt: ago(-500), wait: 2_500 },
    { name: 'does not wait where a clock is wrong', changedAt: ago(-60_000), wait: null },
    { name: 'does not wait where the vendor does not tell', changedAt: null, wait: null },
    { name: 'does not wait where the moment is none', changedAt: 'yesterday', wait: null },
  ])('$name', ({ changedAt, wait }) => {
    expect(freshFor(changedAt, now)).toBe(wait)
  })
})

describe('a hint without news', () => {
  test.each([
    { name: 'after our own write is its echo', by: 'us', at: ago(5_000), us: 'us', echo: true },
    { name: 'long after our own write is none', by: 'us', at: ago(120_000), us: 'us', echo: false },
    { name: 'after somebody’s edit is none', by: 'bo', at: ago(5_000), us: 'us', echo: false },
    { name: 'where nobody tells who wrote is none', by: null, at: ago(5_000), us: null, echo: false },
  ])('$name', ({ by, at, us, echo }) => {
    expect(isEcho({ changedAt: at, changedBy: by }, us, now)).toBe(echo)
  })
})
