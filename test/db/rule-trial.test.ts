import { beforeAll, expect, test } from 'vitest'
import { plannedWords } from '../../src/cli/planned-words.ts'
import { dealsCreateProject } from '../../src/engine/verbs/deals-create-project.ts'
import { mappingPlan } from '../../src/engine/verbs/mapping-plan.ts'
import { mappingPlanned } from '../../src/engine/verbs/mapping-planned.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { boxHead, type VendorPair, vendorPair } from '../support/vendor-pair.ts'

const text = (rules: string) => `${boxHead}accounts: { pair: [account, client], match: name }
deals:
  pair: [deal, project]
  needs: accounts
  schedule: { end: { pm: Kept until }, strict: { pm: Keeps to it } }
  fields: [{ crm: title, pm: name, flow: to-pm }]
tasks:
  pair: [task, task]
  inside: deals
  create: [pm]
  fields:
    - { crm: title, pm: title }
    - { crm: dueDate, pm: dueDate }
${rules}`

let box: VendorPair
const put = (id: string, fields: Record<string, string>) =>
  box.edit('crm', 'task', id, { deal: 'd1', ...fields }).then(() => box.settle())

beforeAll(async () => {
  box = await vendorPair(text(''), ({ crm, pm }) => {
    crm.put('account', 'a1', { name: 'Zylker' })
    pm.put('client', 'c1', { name: 'Zylker' })
    crm.put('deal', 'd1', { title: 'Roll-out', account: 'a1', stage: 'Open' })
  })
  await perform(box.engine, dealsCreateProject, operator('Bo'), { mapping: 'box', deal: 'd1' })
  await box.settle()
  const [project = ''] = box.pm.all('project').map(([id]) => id)
  await box.edit('pm', 'project', project, { kept: '2026-03-31', firm: true })
  await put('made', { title: 'Made too late', dueDate: '2026-05-05' })
  await put('moved', { title: 'Moved', dueDate: '2026-03-10' })
  await put('moved', { title: 'Moved', dueDate: '2026-06-01' })
  await put('moved', { title: 'Moved', dueDate: '2026-03-20' })
  await put('old', { title: 'Long ago', dueDate: '2026-03-10' })
  await put('old', { title: 'Long ago', dueDate: '2026-07-01' })
  await put('gone', { title: 'Gone', dueDate: '2026-08-01' })
  const { pool } = box.engine
  await pool.query(`update journal set at = now() - interval '31 days' where data::text like '%2026-07-01%'`)
  await pool.query(`delete from link where pm_base->>'title' = 'Gone'`)
})

async function planned(rules: string) {
  const ask = { text: text(rules), file: 'box.yaml', crm: 'crm', pm: 'pm' }
  const { preview } = await perform(box.engine, mappingPlan, operator(), ask)
  await box.settle()
  return perform(box.engine, mappingPlanned, operator(), { preview })
}

test('a rule tried on the last 30 days shows what it would have refused, and changes nothing', async () => {
  const before = box.pm.all('task')
  const found = await planned('  rules: [strict-schedule]\n')
  const { trial } = found
  expect(trial).toMatchObject({ days: 30, rules: ['strict-schedule'], refused: 2, unknown: 0, unlinked: 1 })
  // Made: one date each for three tasks. Moved: two. What is older than 30 days was not tried.
  expect(trial?.tried).toBe(5)
  const told = trial?.newest.map(one => [one.task.name, one.value, one.became])
  expect(told).toEqual(
    expect.arrayContaining([
      ['Moved', '2026-06-01', 'written'],
      ['Made too late', '2026-05-05', 'made'],
    ]),
  )
  expect(trial?.newest[0]).toMatchObject({
    field: 'dueDate',
    why: expect.stringContaining('after the end of the project "Roll-out"'),
    passes: expect.stringContaining('up to 2026-03-31'),
  })
  expect(box.pm.all('task')).toEqual(before)
  const words = plannedWords(found).join('\n')
  expect(words).toContain('would have refused 2 of 5 values of the last 30 days')
  expect(words).toContain('"Moved"  dueDate "2026-06-01"')
})

test('a mapping without rules has nothing to try', async () => {
  expect((await planned('')).trial).toMatchObject({
    rules: [],
    tried: 0,
    refused: 0,
    newest: [],
    unlinked: 0,
  })
})
