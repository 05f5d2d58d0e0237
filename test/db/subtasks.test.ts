import { beforeAll, expect, test } from 'vitest'
import type { Fields } from '../../src/core/value.ts'
import { dealsCreateProject } from '../../src/engine/verbs/deals-create-project.ts'
import { tasksAddToCrm } from '../../src/engine/verbs/tasks-add-to-crm.ts'
import { tasksAddToPm } from '../../src/engine/verbs/tasks-add-to-pm.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { boxHead, type VendorPair, vendorPair } from '../support/vendor-pair.ts'

const text = `${boxHead}deals:
  pair: [deal, project]
  fields: [{ crm: title, pm: name, flow: to-pm }]
tasks:
  pair: [task, task]
  inside: deals
  fields:
    - { crm: title, pm: title }
    - { crm: parent, pm: parent, tie: crm }
`

let box: VendorPair
const projects: string[] = []
beforeAll(async () => {
  box = await vendorPair(text, ({ crm }) => {
    for (const id of ['d1', 'd2']) crm.put('deal', id, { title: id, stage: 'Won' })
  })
  for (const deal of ['d1', 'd2']) {
    await perform(box.engine, dealsCreateProject, operator(), { mapping: 'box', deal })
    await box.settle()
    projects.push(box.pm.all('project').find(([, fields]) => fields.name === deal)?.[0] ?? '')
  }
})

const crmTask = (id: string, fields: Fields) =>
  box.edit('crm', 'task', id, { title: id, deal: 'd1', ...fields })
const add = async (...tasks: string[]) => {
  await box.settle()
  await perform(box.engine, tasksAddToPm, operator(), { mapping: 'box', tasks })
  await box.settle()
}
const inPm = (title: string) => box.pm.all('task').find(([, fields]) => fields.title === title)
const inCrm = (title: string) => box.crm.all('task').find(([, fields]) => fields.title === title)
const waiting = async () =>
  (await box.engine.pool.query(`select detail from hold where closed_at is null and code = 'hold/waits'`))
    .rows

test('a subtask is held, in words, until its parent is added, and then follows below it', async () => {
  await crmTask('parent', {})
  await crmTask('child', { parent: 'parent' })
  await add('child')
  expect(inPm('child')).toBeUndefined()
  expect(await waiting()).toEqual([
    { detail: 'Its parent has no counterpart. Add that one too, and this one follows.' },
  ])
  await add('parent')
  expect(inPm('child')?.[1]).toMatchObject({ parent: inPm('parent')?.[0], project: projects[0] })
  expect(await waiting()).toEqual([])
})

test('the same the other way', async () => {
  await box.edit('pm', 'task', 'pm-parent', { title: 'pm-parent', project: projects[0] ?? null })
  await box.edit('pm', 'task', 'pm-child', {
    title: 'pm-child',
    project: projects[0] ?? null,
    parent: 'pm-parent',
  })
  await box.settle()
  await perform(box.engine, tasksAddToCrm, operator(), { mapping: 'box', tasks: ['pm-child', 'pm-parent'] })
  await box.settle()
  expect(inCrm('pm-child')?.[1]).toMatchObject({ parent: inCrm('pm-parent')?.[0] })
})

test('a change of parent crosses, and so does having none any more', async () => {
  await crmTask('other', {})
  await add('other')
  await crmTask('child', { parent: 'other' })
  await box.settle()
  expect(inPm('child')?.[1].parent).toBe(inPm('other')?.[0])
  await box.edit('pm', 'task', inPm('child')?.[0] ?? '', { parent: null })
  await box.settle()
  expect(box.crm.show('task', 'child')?.parent).toBeNull()
})

const refusedFor = async (title: string) => {
  const found = await box.engine.pool.query(
    `select e.code from episode e join link l on l.id = e.link where l.crm_id = $1 and e.ended_at is null`,
    [title],
  )
  return found.rows.map(row => row.code)
}

test('a task below itself is refused, and the other fields of the edit go through', async () => {
  await crmTask('child', { parent: 'parent' })
  await box.settle()
  await crmTask('parent', { parent: 'child', title: 'Renamed' })
  await box.settle()
  expect(inPm('Renamed')?.[1].parent).toBeNull()
  expect(await refusedFor('parent')).toEqual(['refused/cycle'])
})

test('a parent in another project is refused', async () => {
  await crmTask('far', { deal: 'd2' })
  await add('far')
  await crmTask('other', { parent: 'far' })
  await box.settle()
  expect(inPm('other')?.[1].parent).toBeNull()
  expect(await refusedFor('other')).toEqual(['refused/other-project'])
})
