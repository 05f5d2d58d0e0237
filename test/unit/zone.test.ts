import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayIn, instant, momentOn, timeIn } from '../../src/spi/zone.ts'

const auckland = 'Pacific/Auckland'
const losAngeles = 'America/Los_Angeles'

describe('the day of a moment', () => {
  test.each([
    ['UTC', '2026-11-20T16:00:00.000Z', '2026-11-20'],
    ['Europe/Berlin', '2026-11-20T22:59:59.000Z', '2026-11-20'],
    ['Europe/Berlin', '2026-11-20T23:00:00.000Z', '2026-11-21'],
    [auckland, '2026-11-20T10:59:59.000Z', '2026-11-20'],
    [auckland, '2026-11-20T11:00:00.000Z', '2026-11-21'],
    [losAngeles, '2026-11-21T07:59:59.000Z', '2026-11-20'],
    [losAngeles, '2026-11-21T08:00:00.000Z', '2026-11-21'],
    [losAngeles, '2026-07-21T07:00:00.000Z', '2026-07-21'],
    ['UTC', '2026-11-20T23:30:00-05:00', '2026-11-21'],
    [auckland, '2026-11-20', '2026-11-20'],
  ])('in %s, %s is %s', (zone, moment, day) => expect(dayIn(zone, moment)).toBe(day))

  test.each([[null], [undefined], [''], ['soon']])('%s has none', moment =>
    expect(dayIn('UTC', moment)).toBeNull(),
  )
})

describe('the time of day', () => {
  test.each([
    ['Europe/Berlin', '2026-11-20T16:00:00.000Z', '17:00:00'],
    [auckland, '2026-11-20T11:00:00.000Z', '00:00:00'],
    ['Asia/Kolkata', '2026-11-20T11:00:05.000Z', '16:30:05'],
    ['UTC', '2026-11-20', null],
    ['UTC', null, null],
  ])('in %s, %s is %s', (zone, moment, time) => expect(timeIn(zone, moment)).toBe(time))
})

describe('the moment of a day and a time', () => {
  test.each([
    ['winter', 'Europe/Berlin', '2026-11-20', '17:00:00', '2026-11-20T16:00:00.000Z'],
    ['summer', 'Europe/Berlin', '2026-07-20', '17:00:00', '2026-07-20T15:00:00.000Z'],
    ['far east', auckland, '2026-01-01', '00:00:00', '2025-12-31T11:00:00.000Z'],
    ['far west', losAngeles, '2026-12-31', '23:59:59', '2027-01-01T07:59:59.000Z'],
    ['the day clocks go forward, before', losAngeles, '2026-03-08', '01:59:59', '2026-03-08T09:59:59.000Z'],
    ['the hour that is left out', losAngeles, '2026-03-08', '02:30:00', '2026-03-08T10:30:00.000Z'],
    ['the day clocks go forward, after', losAngeles, '2026-03-08', '03:00:00', '2026-03-08T10:00:00.000Z'],
    ['the hour that comes twice', losAngeles, '2026-11-01', '01:30:00', '2026-11-01T08:30:00.000Z'],
    ['the day clocks go back, evening', losAngeles, '2026-11-01', '17:00:00', '2026-11-02T01:00:00.000Z'],
    ['spring in the south', auckland, '2026-09-27', '17:00:00', '2026-09-27T04:00:00.000Z'],
    ['autumn in the south', auckland, '2026-04-05', '02:30:00', '2026-04-04T13:30:00.000Z'],
    ['a leap at midnight', 'Africa/Cairo', '2026-04-24', '00:30:00', '2026-04-23T22:30:00.000Z'],
    ['half an hour of leap', 'Australia/Lord_Howe', '2026-10-04', '02:15:00', '2026-10-03T15:45:00.000Z'],
  ])('%s', (_, zone, day, time, moment) => expect(momentOn(zone, day, time)).toBe(moment))
})

const zones = [
  'UTC',
  auckland,
  losAngeles,
  'Europe/Berlin',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'America/Santiago',
  'America/Nuuk',
  'America/Scoresbysund',
  'Africa/Cairo',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Etc/GMT+12',
]
const day = fc
  .date({ min: new Date('2016-01-01T00:00:00Z'), max: new Date('2040-12-31T00:00:00Z'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))
const time = fc.nat({ max: 86_399 }).map(second => new Date(second * 1000).toISOString().slice(11, 19))

describe('in every zone, through every change of the clocks', () => {
  test('a day that is written is the day that is read', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), day, time, (zone, on, at) => {
        expect(dayIn(zone, momentOn(zone, on, at))).toBe(on)
      }),
      { numRuns: 2000 },
    )
  })

  test('a time that comes once is kept, and changing to the present day changes nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), day, time, (zone, on, at) => {
        const moment = momentOn(zone, on, at)
        const kept = timeIn(zone, moment) ?? ''
        expect(momentOn(zone, on, kept)).toBe(moment)
      }),
      { numRuns: 2000 },
    )
  })
})

test.each([
  ['2026-11-20T16:00:00Z', '2026-11-20T16:00:00.000Z'],
  ['2026-11-20T16:00:00+0100', '2026-11-20T15:00:00.000Z'],
  ['', null],
  [null, null],
])('the instant of %s is %s', (text, iso) => expect(instant(text)).toBe(iso))
