import { describe, expect, test } from 'vitest'
import * as api from '../../connectors/espocrm/api.ts'
import { recordFor } from '../../connectors/espocrm/compose.ts'
import { rowOf } from '../../connectors/espocrm/translate.ts'
import { fixture } from './zoho-fake.ts'

const site = (timeZone = 'Europe/Berlin') => ({
  settings: { url: 'https://crm.example.test' },
  facts: { timeZone },
})

function record(name: string, changes: object = {}) {
  return api.record.parse({ ...(fixture('espocrm', name).body as object), ...changes })
}

describe('when a task with a time of day is due', () => {
  const zones = ['UTC', 'Europe/Berlin', 'Pacific/Auckland', 'America/Los_Angeles'] as const
  test.each([
    ['UTC', '2026-12-05 23:30:00', '2026-12-05'],
    ['Europe/Berlin', '2026-12-05 22:59:59', '2026-12-05'],
    ['Europe/Berlin', '2026-12-05 23:00:00', '2026-12-06'],
    ['Pacific/Auckland', '2026-12-05 10:59:59', '2026-12-05'],
    ['Pacific/Auckland', '2026-12-05 11:00:00', '2026-12-06'],
    ['America/Los_Angeles', '2026-12-06 07:59:59', '2026-12-05'],
    ['America/Los_Angeles', '2026-07-06 07:00:00', '2026-07-06'],
  ])('in %s, %s is on %s', (zone, dateEnd, day) => {
    expect(rowOf('task', record('task-time', { dateEnd }), site(zone)).fields.dueDate).toBe(day)
  })

  test.each(zones.map(zone => [zone]))('a day without a time stays itself in %s', zone => {
    expect(rowOf('task', record('task-day'), site(zone)).fields.dueDate).toBe('2026-12-05')
  })

  test('neither day nor time is no due date', () => {
    const none = record('task-day', { dateEnd: null, dateEndDate: null })
    expect(rowOf('task', none, site()).fields.dueDate).toBeNull()
  })
})

describe('a due date on its way to EspoCRM', () => {
  const none = record('task-day', { dateEnd: null, dateEndDate: null })
  const due = (dueDate: string | null) => ({ dueDate })
  test.each([
    ['a new task', null, due('2026-12-09'), 'UTC', { dateEndDate: '2026-12-09' }],
    ['a task without one', none, due('2026-12-09'), 'UTC', { dateEndDate: '2026-12-09' }],
    ['a task with a day', record('task-day'), due('2026-12-09'), 'UTC', { dateEndDate: '2026-12-09' }],
    [
      'a task with a time of day keeps it',
      record('task-time'),
      due('2026-12-09'),
      'UTC',
      { dateEndDate: null, dateEnd: '2026-12-09 15:00:00' },
    ],
    [
      'also over a change of clocks',
      record('task-time'),
      due('2027-04-09'),
      'Europe/Berlin',
      { dateEndDate: null, dateEnd: '2027-04-09 14:00:00' },
    ],
    [
      'also beyond the date line',
      record('task-time'),
      due('2026-12-09'),
      'Pacific/Auckland',
      { dateEndDate: null, dateEnd: '2026-12-08 15:00:00' },
    ],
    ['taken away from a day', record('task-day'), due(null), 'UTC', { dateEndDate: null, dateEnd: null }],
    ['taken away from a time', record('task-time'), due(null), 'UTC', { dateEndDate: null, dateEnd: null }],
  ])('%s', (_, present, fields, zone, expected) => {
    expect(recordFor('task', fields, present, site(zone))).toEqual(expected)
  })

  test.each(['UTC', 'Pacific/Auckland', 'America/Los_Angeles', 'Europe/Berlin'])(
    'what is written in %s reads as the same day',
    zone => {
      for (const day of ['2026-03-08', '2026-03-29', '2026-09-27', '2026-11-01', '2026-12-31']) {
        const body = recordFor('task', { dueDate: day }, record('task-time'), site(zone))
        expect(rowOf('task', record('task-time', body), site(zone)).fields.dueDate).toBe(day)
      }
    },
  )
})
