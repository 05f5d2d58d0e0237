import { beforeAll, describe, expect, test } from 'vitest'
import type { Fields } from '../../src/core/value.ts'
import { dealsCreateProject } from '../../src/engine/verbs/deals-create-project.ts'
import { tasksAddToCrm } from '../../src/engine/verbs/tasks-add-to-crm.ts'
import { tasksAddToPm } from '../../src/engine/verbs/tasks-add-to-pm.ts'
import { tasksOffers } from '../../src/engine/verbs/tasks-offers.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { dealsHead, type VendorPair, vendorPair } from '../support/vendor-pair.ts'

const text = `${dealsHead}tasks:
  pair: [task, task]
  inside: deals
  fields: [{ crm: title, pm: title }]
`
const ask = { mapping: 'box' }
const by = operator('Bo')

let box: VendorPair
beforeAll(async () => {
  box = await vendorPair(text, ({ crm, pm }) => {
    crm.put('account', 'a1', { name: 'Zylker' })
    crm.put('account', 'a2', { name: 'Nobody knows it' })
    pm.put('client', 'c1', { name: 'Zylker' })
    for (const id of ['d1', 'd2', 'd3'])
      crm.put('deal', id, { title: `Deal ${id}`, account: 'a1', stage: 'Open' })
    pm.put('project', 'loose', { name: 'Loose', client: 'c1' })
    pm.put('project', 'strange', { name: 'Strange' })
  })
  for (const deal of ['d1', 'd2']) await perform(box.engine, dealsCreateProject, by, { ...ask, deal })
  await box.settle()
  for (const project of [projectOf('d1'), 'loose', 'strange'])
    for (const at of [1, 2])
      await put('pm', `${project}/${at}`, { title: `Task ${at} of ${project}`, project })
  for (const deal of ['d1', 'd3']) await put('crm', `on-${deal}`, { title: `On ${deal}`, deal })
  for (const account of ['a1', 'a2']) await put('crm', `on-${account}`, { title: `On ${account}`, account })
  await box.settle()
})

const put = (side: 'crm' | 'pm', id: string, fields: Fields) => box.edit(side, 'task', id, fields)
function projectOf(deal: string): string {
  return box.pm.all('project').find(([, fields]) => fields.name === `Deal ${deal}`)?.[0] ?? 'none'
}
const toCrm = (tasks: readonly string[], on?: object) =>
  perform(box.engine, tasksAddToCrm, by, { ...ask, tasks, ...(on ? { on } : {}) })
const toPm = (tasks: readonly string[], project?: string) =>
  perform(box.engine, tasksAddToPm, by, { ...ask, tasks, ...(project ? { project } : {}) })
const titled = (side: 'crm' | 'pm', title: string) =>
  box[side].all('task').flatMap(([, fields]) => (fields.title === title ? [fields] : []))
const offers = (side: 'crm' | 'pm', task: string) =>
  perform(box.engine, tasksOffers, by, { ...ask, side, task })

test('only the deal and the account of its own project are offered', async () => {
  expect(await offers('pm', `${projectOf('d1')}/1`)).toEqual([
    { pair: 'deals', id: 'd1', title: 'Deal d1' },
    { pair: 'accounts', id: 'a1', title: 'Zylker' },
  ])
  expect(await offers('pm', 'loose/1')).toEqual([{ pair: 'accounts', id: 'a1', title: 'Zylker' }])
  expect(await offers('pm', 'strange/1')).toEqual([])
})

test('the project of a deal is offered by its name, also while no list has shown it', async () => {
  const project = projectOf('d1')
  await box.engine.pool.query(`delete from sighting where entity = 'project' and row_id = $1`, [project])
  expect(await offers('crm', 'on-d1')).toEqual([{ pair: 'deals', id: project, title: 'Deal d1' }])
})

test('many tasks are added at once: on the deal, on an account, or refused in words', async () => {
  const d1 = projectOf('d1')
  expect(await toCrm([`${d1}/1`, 'loose/1', 'strange/1', 'nowhere', `${d1}/1`])).toEqual([
    { task: `${d1}/1`, was: 'asked', on: { pair: 'deals', id: 'd1' } },
    { task: 'loose/1', was: 'asked', on: { pair: 'accounts', id: 'a1' } },
    {
      task: 'strange/1',
      was: 'refused',
      why: 'Its project belongs to no mapped account. Map the client of the project first.',
    },
    { task: 'nowhere', was: 'refused', why: 'It is not there, or could not be read just now.' },
  ])
  await box.settle()
  expect(titled('crm', `Task 1 of ${d1}`)).toMatchObject([{ deal: 'd1', account: null }])
  expect(titled('crm', 'Task 1 of loose')).toMatchObject([{ deal: null, account: 'a1' }])
  expect(await toCrm([`${d1}/1`])).toEqual([{ task: `${d1}/1`, was: 'linked' }])
})

test('the account may be picked although there is a deal; a deal of another project may not', async () => {
  const task = `${projectOf('d1')}/2`
  const [refused] = await toCrm([task], { pair: 'deals', id: 'd2' })
  expect(refused?.why).toBe(
    'It can only be hung on "Deal d1" (d1), "Zylker" (a1), which its project belongs to.',
  )
  await toCrm([task], { pair: 'accounts', id: 'a1' })
  await box.settle()
  expect(titled('crm', `Task 2 of ${projectOf('d1')}`)).toMatchObject([{ deal: null, account: 'a1' }])
})

test('a task of an account goes into the project that is picked, once there are several', async () => {
  const choices = await offers('crm', 'on-a1')
  expect(choices.map(one => one.title).sort()).toEqual(['Deal d1', 'Deal d2', 'Loose'])
  const [refused] = await toPm(['on-a1'])
  expect(refused?.why).toContain('It could go into several projects; pick one of')
  const [wrong] = await toPm(['on-a1'], 'strange')
  expect(wrong?.why).toContain('It can only go into')
  expect(await toPm(['on-a1'], 'loose')).toEqual([
    { task: 'on-a1', was: 'asked', on: { pair: 'deals', id: 'loose' } },
  ])
  await box.settle()
  expect(titled('pm', 'On a1')).toMatchObject([{ project: 'loose' }])
})

test('a task of a deal goes into its project, and is refused where there is none at all', async () => {
  const asked = await toPm(['on-d1', 'on-a2'])
  expect(asked).toEqual([
    { task: 'on-d1', was: 'asked', on: { pair: 'deals', id: projectOf('d1') } },
    {
      task: 'on-a2',
      was: 'refused',
      why: 'Neither its deal nor its account has a project. Create the project first; if the deal was won a moment ago, ask again in a minute.',
    },
  ])
  await box.settle()
  expect(titled('pm', 'On d1')).toMatchObject([{ project: projectOf('d1') }])
})

test('a task of a deal whose project is on its way waits for it', async () => {
  box.pm.refuse = entity => (entity === 'project' ? 'Not just now.' : null)
  await perform(box.engine, dealsCreateProject, by, { ...ask, deal: 'd3' })
  await box.settle()
  expect(await toPm(['on-d3'])).toEqual([{ task: 'on-d3', was: 'asked' }])
  await box.settle()
  expect(titled('pm', 'On d3')).toEqual([])
  box.pm.refuse = () => null
  await box.edit('crm', 'deal', 'd3', {})
  await box.settle()
  expect(titled('pm', 'On d3')).toMatchObject([{ project: projectOf('d3') }])
})

describe('a task that no list has shown yet', () => {
  test('is read when it is asked for, and crosses', async () => {
    box.pm.put('task', 'loose/new', { title: 'Made a moment ago', project: 'loose' })
    expect(await offers('pm', 'loose/new')).toEqual([{ pair: 'accounts', id: 'a1', title: 'Zylker' }])
    expect(await toCrm(['loose/new'])).toMatchObject([{ was: 'asked', on: { id: 'a1' } }])
    await box.settle()
    expect(titled('crm', 'Made a moment ago')).toMatchObject([{ account: 'a1' }])
    box.crm.put('task', 'new-on-d1', { title: 'Just typed', deal: 'd1' })
    expect(await toPm(['new-on-d1'])).toMatchObject([{ was: 'asked', on: { id: projectOf('d1') } }])
  })

  test('is refused in words where the vendor does not answer, and the others are not kept back', async () => {
    box.pm.put('task', 'loose/newer', { title: 'Made a second ago', project: 'loose' })
    box.pm.isDown = true
    const asked = await toCrm(['loose/newer', 'loose/2'])
    box.pm.isDown = false
    expect(asked).toMatchObject([
      { was: 'refused', why: expect.stringContaining('just now') },
      { was: 'asked' },
    ])
  })
})
