import { describe, expect, test } from 'vitest'
import { hasNews, quietIn } from '../../src/core/settling.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString()

describe('a row that is being typed', () => {
  test.each([
    { name: 'waits for the rest of the time', changes: [ago(5)], wait: 15 },
    { name: 'waits for the side that was edited last', changes: [ago(12), ago(5)], wait: 15 },
    { name: 'goes on once it is quiet', changes: [ago(20), ago(300)], wait: null },
    { name: 'goes on where no vendor tells', changes: [null, null], wait: null },
    { name: 'waits a little longer where the clock is fast', changes: [ago(-3)], wait: 23 },
    { name: 'goes on where the clock is wrong', changes: [ago(-3600)], wait: null },
    { name: 'goes on where the moment is none', changes: ['yesterday'], wait: null },
  ])('$name', ({ changes, wait }) => {
    expect(quietIn(20_000, changes, now)).toBe(wait === null ? null : wait * 1000)
  })

  test.each([
    { name: 'a value to carry', plan: { is: 'copy', to: 'pm', value: 'x', why: 'changed' }, news: true },
    { name: 'a question', plan: { is: 'hold', code: 'hold/both-changed', detail: '' }, news: true },
    { name: 'nothing to carry', plan: { is: 'same' }, news: false },
    { name: 'an edit that stays', plan: { is: 'left' }, news: false },
  ] as const)('$name', ({ plan, news }) => {
    expect(hasNews({ title: plan })).toBe(news)
  })
})
