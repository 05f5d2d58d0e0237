import { expect, test } from 'vitest'
import { type Schedule, type ScheduleRows, scheduleShown } from '../../src/core/schedule.ts'
import type { Fields } from '../../src/core/value.ts'

const project = { id: 'p1', fields: { name: 'Launch', cf_1: '2026-03-01', cf_2: '2026-03-31', cf_3: true } }
const deal = (fields: Fields, unread?: Readonly<Record<string, string>>) => ({
  entity: 'deal',
  id: 'd1',
  row: { id: 'd1', fields, ...(unread ? { unread } : {}) },
})
const versions = [
  { id: 'v1', fields: { name: 'Beta', dueDate: '2026-02-01' } },
  { id: 'v2', fields: { name: 'Go-live', dueDate: '2026-04-30' } },
]

function shown(schedule: Schedule, more: Partial<ScheduleRows> = {}) {
  const parts = (entity: string) => (entity === 'version' ? versions : [])
  return scheduleShown(schedule, { project, deal: null, parts, ...more })
}

const own = (field: string) => ({ of: 'project', field }) as const
const closing = { of: 'deal', field: 'closing' } as const
const version = (named: string) =>
  ({ of: 'part', entity: 'version', by: 'name', named, field: 'dueDate' }) as const
const dealWait = { side: 'crm', entity: 'deal', id: 'd1' }

interface Read {
  readonly fields: Fields
  readonly waits?: readonly object[]
}
type Row = readonly [what: string, Schedule, Partial<ScheduleRows>, Read]
const rows: readonly Row[] = [
  [
    "the project's own fields, whatever they are called",
    { start: own('cf_1'), end: own('cf_2'), strict: own('cf_3') },
    {},
    { fields: { start: '2026-03-01', end: '2026-03-31', strict: true } },
  ],
  ['all projects are strict', { strict: true }, {}, { fields: { strict: true } }],
  ['no project is strict', { strict: false }, {}, { fields: { strict: false } }],
  [
    'a day of the deal, which is waited for',
    { end: closing },
    { deal: deal({ closing: '2026-05-05' }) },
    { fields: { end: '2026-05-05' }, waits: [dealWait] },
  ],
  [
    'a deal without the day leaves that end open',
    { end: closing },
    { deal: deal({}) },
    { fields: { end: null }, waits: [dealWait] },
  ],
  ['a project without a deal is open on that end', { end: closing }, {}, { fields: { end: null } }],
  [
    'a version by its name, which is waited for',
    { end: version('Go-live') },
    {},
    { fields: { end: '2026-04-30' }, waits: [{ entity: 'version', id: 'v2' }] },
  ],
  ['no version of that name leaves that end open', { end: version('Gold') }, {}, { fields: { end: null } }],
  [
    'what is not named stands in the project',
    { strict: true },
    { project: { id: 'p1', fields: { end: '2026-06-06' } } },
    { fields: { end: '2026-06-06', strict: true } },
  ],
]

test.each(rows)('%s', (_, schedule, more, { fields, waits = [] }) => {
  const found = shown(schedule, more)
  expect(found).toMatchObject({ is: 'read', fields, waits })
})

type Unread = readonly [what: string, Schedule, Partial<ScheduleRows>, object]
const unread: readonly Unread[] = [
  [
    'a deal that is linked and was not read',
    { end: closing },
    { deal: { entity: 'deal', id: 'd1', row: undefined } },
    dealWait,
  ],
  ['a day of the deal without a form', { end: closing }, { deal: deal({}, { closing: 'no day' }) }, dealWait],
  [
    "a project's field without a form",
    { strict: own('cf_3') },
    { project: { id: 'p1', fields: {}, unread: { cf_3: 'neither yes nor no' } } },
    { entity: 'project', id: 'p1' },
  ],
]

test.each(unread)('nobody can tell: %s', (_, schedule, more, row) => {
  expect(shown(schedule, more)).toEqual({ is: 'unread', row })
})
