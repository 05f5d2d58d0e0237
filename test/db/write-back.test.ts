import { beforeAll, expect, test } from 'vitest'
import type { Fields } from '../../src/core/value.ts'
import { dealsCreateProject } from '../../src/engine/verbs/deals-create-project.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { boxHead, type VendorPair, vendorPair } from '../support/vendor-pair.ts'

const text = `${boxHead}deals:
  pair: [deal, project]
  fields:
    - { crm: title, pm: name, flow: to-pm }
    - { crm: description, pm: url, flow: to-crm }
    - { crm: progress, pm: tasksPercent, flow: to-crm }
    - { crm: overdue, pm: tasksOverdue, flow: to-crm }
tasks:
  pair: [task, task]
  inside: deals
  fields: [{ crm: title, pm: title }]
`

let box: VendorPair
let project = ''
beforeAll(async () => {
  box = await vendorPair(text, ({ crm }) => {
    crm.put('deal', 'd1', { title: 'Roll-out', stage: 'Won' })
    crm.put('deal', 'd2', { title: 'No tasks', stage: 'Won' })
  })
  for (const deal of ['d1', 'd2'])
    await perform(box.engine, dealsCreateProject, operator(), { mapping: 'box', deal })
  await box.settle()
  project = box.pm.all('project').find(([, fields]) => fields.name === 'Roll-out')?.[0] ?? ''
})

const deal = () => box.crm.show('deal', 'd1')
const task = async (id: string, fields: Fields) => {
  await box.edit('pm', 'task', id, { title: id, project, closed: false, ...fields })
  await box.settle()
}
const writesToCrm = () => box.crm.writes.length

test('the address of the project is written to the deal', () => {
  expect(deal()?.description).toBe(`https://pm.example.test/project/${project}`)
  expect(deal()).toMatchObject({ progress: null, overdue: 0 })
})

test('what is counted of its tasks is written to the deal, linked or not', async () => {
  await task('t1', { dueDate: '2020-01-01' })
  await task('t2', { closed: true, dueDate: '2020-01-01' })
  await task('t3', { dueDate: '2999-01-01' })
  expect(deal()).toMatchObject({ progress: 33, overdue: 1 })
})

test('an edit that changes no count writes nothing', async () => {
  const before = writesToCrm()
  await task('t3', { title: 'Another title' })
  await task('t3', { dueDate: '2998-01-01' })
  expect(writesToCrm()).toBe(before)
})

test('closing, reopening and moving a task are counted', async () => {
  await task('t1', { closed: true })
  expect(deal()).toMatchObject({ progress: 66, overdue: 0 })
  await task('t1', { closed: false })
  expect(deal()).toMatchObject({ progress: 33, overdue: 1 })
  await task('t1', { project: 'elsewhere' })
  expect(deal()).toMatchObject({ progress: 50, overdue: 0 })
})

test('a task that is gone counts no more', async () => {
  box.pm.remove('task', 't3')
  await box.edit('pm', 'task', 't2', {})
  await box.engine.pool.query(`insert into signal (connection, entity, row_id)
    select connection, 'task', 't3' from mapping_entity where side = 'pm' and pair = 'tasks'`)
  await box.settle()
  expect(deal()).toMatchObject({ progress: 100, overdue: 0 })
})

test('a day that passes makes a task overdue, without anybody asking the vendor for its tasks', async () => {
  await task('t4', { dueDate: '2999-01-01' })
  const yesterday = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10)
  await box.engine.pool.query(`update task_state set due = $1 where row_id = 't4'`, [yesterday])
  await box.engine.pool.query(`update chore set due_at = now(), cursor = '2020-01-01' where kind = 'tally'`)
  await box.settle()
  expect(deal()).toMatchObject({ progress: 50, overdue: 1 })
})

test('what a person types over it in the CRM stays, never flows back, and gives way to the next count [I9]', async () => {
  const before = box.pm.writes.length
  await box.edit('crm', 'deal', 'd1', { progress: 7 })
  await box.settle()
  expect(deal()).toMatchObject({ progress: 7 })
  expect(box.pm.writes.length).toBe(before)
  await task('t4', { closed: true })
  expect(deal()).toMatchObject({ progress: 100, overdue: 0 })
})
