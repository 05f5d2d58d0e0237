import { expect, test } from 'vitest'
import { type Moment, openLease } from '../../src/engine/lease.ts'

const start: Moment = { steady: 1_000, wall: 500_000 }
const times = { leaseSeconds: 30, requestTimeoutMs: 10_000 }
const later = (seconds: number, { slept = 0, set = 0 } = {}): Moment => ({
  steady: start.steady + (seconds - slept) * 1000,
  wall: start.wall + (seconds + set) * 1000,
})

test.each([
  { name: 'right after it was given', now: later(0), may: true },
  { name: 'while a call would still end before it does', now: later(20), may: true },
  { name: 'not when a call could outlast it', now: later(21), may: false },
  { name: 'not when the process slept past it', now: later(60), may: false },
  {
    name: 'not when the whole machine slept, and one clock with it',
    now: later(60, { slept: 60 }),
    may: false,
  },
  { name: 'although somebody put the clock back', now: later(5, { set: -3600 }), may: true },
  { name: 'not when the clock was put back while it slept', now: later(60, { set: -3600 }), may: false },
])('a worker may write under its lease: $name [I6]', ({ now, may }) => {
  expect(openLease(start, times, () => now).mayWrite()).toBe(may)
})

test('renewing counts from when it was asked for [I6]', () => {
  const lease = openLease(start, times, () => later(40))
  expect(lease.mayWrite()).toBe(false)
  lease.renewed(later(25))
  expect(lease.mayWrite()).toBe(true)
})

test('a lease shorter than a call may take is used to its half [I6]', () => {
  const short = { leaseSeconds: 1, requestTimeoutMs: 10_000 }
  expect(openLease(start, short, () => later(0.5)).mayWrite()).toBe(true)
  expect(openLease(start, short, () => later(0.6)).mayWrite()).toBe(false)
})
