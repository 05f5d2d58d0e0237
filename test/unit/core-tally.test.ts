import { expect, test } from 'vitest'
import { tallyOf } from '../../src/core/tally.ts'

const rows: readonly (readonly [string, number, number, number, number | null])[] = [
  ['no tasks at all: no percentage', 0, 0, 0, null],
  ['nothing closed', 3, 0, 1, 0],
  ['one of three', 2, 1, 0, 33],
  ['all but one of a thousand: not a hundred', 1, 999, 0, 99],
  ['all', 0, 4, 0, 100],
]
test.each(rows)('%s', (_, open, closed, overdue, percent) => {
  const tally = { tasksOpen: open, tasksClosed: closed, tasksOverdue: overdue, tasksPercent: percent }
  expect(tallyOf({ open, closed, overdue })).toEqual(tally)
})
