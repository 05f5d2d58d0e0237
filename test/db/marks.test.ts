import { beforeAll, expect, test } from 'vitest'
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
  mark: { pm: { tag: CRM } }
  fields: [{ crm: title, pm: title }]
`

let box: VendorPair
let project = ''
beforeAll(async () => {
  box = await vendorPair(text, ({ crm }) => crm.put('deal', 'd1', { title: 'd1', stage: 'Won' }))
  await perform(box.engine, dealsCreateProject, operator(), { mapping: 'box', deal: 'd1' })
  await box.settle()
  project = box.pm.all('project')[0]?.[0] ?? ''
})

const tagsOf = (title: string) => box.pm.all('task').find(([, fields]) => fields.title === title)?.[1].tags

test('a task made in the project carries the mark from the start, in the same write', async () => {
  await box.edit('crm', 'task', 'c1', { title: 'From the CRM', deal: 'd1' })
  await box.settle()
  const before = box.pm.writes.length
  await perform(box.engine, tasksAddToPm, operator(), { mapping: 'box', tasks: ['c1'] })
  await box.settle()
  expect(tagsOf('From the CRM')).toEqual(['CRM'])
  expect(box.pm.writes.slice(before).map(one => one.write.op)).toEqual(['create'])
})

test('a task that was there is marked beside its other tags, and that is no news to the CRM', async () => {
  await box.edit('pm', 'task', 'p1', { title: 'From the project', project, tags: ['Red'] })
  await box.settle()
  await perform(box.engine, tasksAddToCrm, operator(), { mapping: 'box', tasks: ['p1'] })
  await box.settle()
  expect(tagsOf('From the project')).toEqual(['Red', 'CRM'])
  const before = box.crm.writes.length
  await box.edit('pm', 'task', 'p1', {})
  await box.settle()
  expect(box.crm.writes.length).toBe(before)
})

test('a title that is edited does not touch the tags', async () => {
  await box.edit('pm', 'task', 'p1', { tags: ['CRM', 'Blue'], title: 'Another' })
  await box.settle()
  expect(tagsOf('Another')).toEqual(['CRM', 'Blue'])
})

test('when its counterpart is gone the mark is taken off, and its other tags stay', async () => {
  const [id = ''] = box.crm.all('task').find(([, fields]) => fields.title === 'Another') ?? []
  box.crm.remove('task', id)
  await box.engine.pool.query(`update link set crm_missing_since = 'epoch' where crm_id = $1`, [id])
  await box.edit('pm', 'task', 'p1', {})
  await box.settle()
  expect(tagsOf('Another')).toEqual(['Blue'])
})
