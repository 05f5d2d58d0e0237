import { describe, expect, test } from 'vitest'
import { dealsCreateProject } from '../../src/engine/verbs/deals-create-project.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { restartPulls } from '../../src/store/chores.ts'
import { inTransaction } from '../../src/store/database.ts'
import { boxHead, type VendorPair, vendorPair } from '../support/vendor-pair.ts'

const [inside, outside] = ['2026-03-10', '2026-06-01']

/** A task in a project whose schedule ends on March 31, wherever that stands. */
async function scheduled(schedule: string): Promise<VendorPair> {
  const text = `${boxHead}accounts: { pair: [account, client], match: name }
deals:
  pair: [deal, project]
  needs: accounts
  schedule: ${schedule}
  fields: [{ crm: title, pm: name, flow: to-pm }]
tasks:
  pair: [task, task]
  inside: deals
  create: [pm]
  fields:
    - { crm: title, pm: title }
    - { crm: dueDate, pm: dueDate }
  rules: [strict-schedule]
`
  const box = await vendorPair(text, ({ crm, pm }) => {
    crm.put('account', 'a1', { name: 'Zylker' })
    pm.put('client', 'c1', { name: 'Zylker' })
    crm.put('deal', 'd1', { title: 'Roll-out', account: 'a1', stage: 'Open', closing: '2026-03-31' })
  })
  await perform(box.engine, dealsCreateProject, operator('Bo'), { mapping: 'box', deal: 'd1' })
  await box.settle()
  return box
}

function due(box: VendorPair) {
  return [box.crm.show('task', 't1')?.dueDate, box.pm.all('task')[0]?.[1].dueDate]
}

function projectOf(box: VendorPair): string {
  return box.pm.all('project')[0]?.[0] ?? ''
}

interface Kept {
  readonly schedule: string
  /** Makes the schedule end on that day. */
  ends(box: VendorPair, day: string): Promise<void>
}

const polled = (box: VendorPair) =>
  inTransaction(box.engine.pool, async tx => {
    const found = await tx.query<{ id: number }>("select id from connection where side = 'pm'")
    await restartPulls(tx, found.rows[0]?.id ?? 0, ['version'], false)
  })

const places: Readonly<Record<string, Kept>> = {
  'fields of the project': {
    schedule: '{ end: { pm: Kept until }, strict: { pm: Keeps to it } }',
    ends: (box, day) => box.edit('pm', 'project', projectOf(box), { kept: day, firm: true }),
  },
  'the deal': {
    schedule: '{ end: { crm: closing }, strict: true }',
    ends: (box, closing) => box.edit('crm', 'deal', 'd1', { closing }),
  },
  'a version': {
    schedule: '{ end: { of: version, named: Go-live, pm: dueDate }, strict: true }',
    // Nothing tells of a version that has changed; those that are waited for are polled.
    ends: async (box, dueDate) => {
      box.pm.put('version', 'v1', { name: 'Go-live', project: projectOf(box), dueDate })
      await polled(box)
    },
  },
}
describe.each(Object.entries(places))('a schedule that stands in %s', (_, { schedule, ends }) => {
  test('refuses a date beyond its end, also for a new task, and lets it pass once it ends later', async () => {
    const box = await scheduled(schedule)
    await ends(box, '2026-03-31')
    await box.settle()
    await box.edit('crm', 'task', 't1', { title: 'Kick-off', deal: 'd1', dueDate: outside })
    await box.settle()
    expect(due(box)).toEqual([outside, null])
    await box.edit('crm', 'task', 't1', { dueDate: inside })
    await box.settle()
    expect(due(box)).toEqual([inside, inside])
    await box.edit('crm', 'task', 't1', { dueDate: outside })
    await box.settle()
    expect(due(box)).toEqual([outside, inside])
    await ends(box, '2026-12-31')
    await box.settle()
    expect(due(box)).toEqual([outside, outside])
  })
})

test('the first days of a new project are written to the fields that its schedule names', async () => {
  const box = await vendorPair(
    `${boxHead}accounts: { pair: [account, client], match: name }
deals:
  pair: [deal, project]
  needs: accounts
  dates: { start: closing, days: 30 }
  schedule: { start: { pm: begun }, end: { pm: kept } }
  fields: [{ crm: title, pm: name, flow: to-pm }]
`,
    ({ crm, pm }) => {
      crm.put('account', 'a1', { name: 'Zylker' })
      pm.put('client', 'c1', { name: 'Zylker' })
      crm.put('deal', 'd1', { title: 'Roll-out', account: 'a1', stage: 'Open', closing: '2026-03-31' })
      crm.put('deal', 'd2', { title: 'Support', account: 'a1', stage: 'Open', closing: '2026-03-31' })
    },
  )
  for (const asked of [{ deal: 'd1' }, { deal: 'd2', form: { start: '2027-01-01' } }])
    await perform(box.engine, dealsCreateProject, operator('Bo'), { mapping: 'box', ...asked })
  await box.settle()
  const shown = box.pm
    .all('project')
    .map(([, { name, start, end, begun, kept }]) => ({ name, start, end, begun, kept }))
  expect(shown).toEqual([
    { name: 'Roll-out', start: null, end: null, begun: '2026-03-31', kept: '2026-04-30' },
    { name: 'Support', start: null, end: null, begun: '2027-01-01', kept: '2027-01-31' },
  ])
})
