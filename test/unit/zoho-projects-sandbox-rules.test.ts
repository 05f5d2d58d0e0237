import { describe, expect, it } from 'vitest'
import { makeRig, onboarding, status, title } from './zoho-projects-sandbox-rig.ts'

const day = (text: string) => `${text}T10:00:00.000Z`

async function strictProject() {
  const rig = makeRig()
  const dates = { start_date: '2026-11-10', end_date: '2026-12-31' }
  const project = await rig.project({ copy_from: onboarding, ...dates })
  return { ...rig, project, tasks: `projects/${project}/tasks` }
}

describe('a strict project', () => {
  it('keeps tasks inside its dates', async () => {
    const { call, project, tasks, task } = await strictProject()
    const id = await task(project, { start_date: day('2026-11-10'), end_date: day('2026-12-31') })
    const late = await call('PATCH', `${tasks}/${id}`, { end_date: day('2027-01-01') })
    expect([late.status, late.body.error.error_type]).toEqual([400, 'OPERATIONAL_VALIDATION_ERROR'])
    expect(late.body.error.details[0].field_name).toBe('end_date')
    const early = await call('PATCH', `${tasks}/${id}`, { start_date: day('2026-11-09') })
    expect(early.body.error.details[0].field_name).toBe('start_date')
    expect((await call('POST', tasks, { name: 'x', end_date: day('2027-01-01') })).status).toBe(400)
  })

  it('drops a date outside without a word, or allows it, by switch', async () => {
    const { sandbox, call, project, tasks, task } = await strictProject()
    const id = await task(project, { end_date: day('2026-12-01') })
    const late = { end_date: day('2027-01-01'), priority: 'high' }
    sandbox.turn('strict-dates', 'ignore')
    const ignored = await call('PATCH', `${tasks}/${id}`, late)
    expect([ignored.status, ignored.body.end_date, ignored.body.priority]).toEqual([
      200,
      day('2026-12-01'),
      'high',
    ])
    sandbox.turn('strict-dates', 'allow')
    expect((await call('PATCH', `${tasks}/${id}`, late)).body.end_date).toBe(day('2027-01-01'))
  })

  it('keeps subtasks inside the parent and tasks inside the milestone', async () => {
    const { sandbox, call, project, tasks, task } = await strictProject()
    const parent = await task(project, { end_date: day('2026-12-01') })
    const parental_info = { parent_task_id: parent }
    expect(
      (await call('POST', tasks, { name: 'x', parental_info, end_date: day('2026-12-02') })).status,
    ).toBe(400)
    const by = { as: 'Ada Sync', does: 'add', module: 'Milestones' } as const
    const fields = { name: 'M', project: { id: project }, end_date: '2026-11-30' }
    const milestone = { id: sandbox.person({ ...by, fields }).id }
    const list = await call('POST', `projects/${project}/tasklists`, { name: 'L', milestone })
    expect(list.body.milestone.name).toBe('M')
    const late = { name: 'x', tasklist: { id: list.body.id }, end_date: day('2026-12-01') }
    expect((await call('POST', tasks, late)).status).toBe(400)
    expect(() => sandbox.person({ ...by, fields: { ...fields, end_date: '2027-01-01' } })).toThrow(/end_date/)
  })

  it('holds for people too, in words of the admin’s choice', async () => {
    const { sandbox, project, task } = await strictProject()
    sandbox.turn('strict-message', 'Out of range')
    const id = await task(project)
    const fields = { end_date: day('2027-01-01') }
    const act = { as: 'Cy Delivery', does: 'edit', module: 'Tasks', id, fields } as const
    expect(() => sandbox.person(act)).toThrow(/Out of range \(end_date\)/)
  })
})

async function family() {
  const rig = makeRig()
  const project = await rig.project()
  const tasks = `projects/${project}/tasks`
  const parent = await rig.task(project, { name: 'parent' })
  const child = await rig.task(project, { name: 'child', parental_info: { parent_task_id: parent } })
  const turn = (id: string, to: string) => rig.call('PATCH', `${tasks}/${id}`, { status: { id: to } })
  const statusOf = async (id: string) => (await rig.call('GET', `${tasks}/${id}`)).body.status.name
  return { ...rig, tasks, parent, child, turn, statusOf }
}

describe('a subtask under a closed parent', () => {
  async function closed() {
    const rig = await family()
    await rig.turn(rig.child, status.closed)
    await rig.turn(rig.parent, status.closed)
    return rig
  }

  it('is not opened again', async () => {
    const { sandbox, child, turn } = await closed()
    expect((await turn(child, status.open)).body.error.details[0].field_name).toBe('status')
    sandbox.turn('rule-status', 403)
    expect((await turn(child, status.open)).status).toBe(403)
  })

  it.each([
    ['ignore', 'Closed', 'Closed'],
    ['allow', 'Open', 'Closed'],
    ['reopen-parent', 'Open', 'Open'],
  ])('%s: the child is %s and the parent %s', async (mode, ofChild, ofParent) => {
    const { sandbox, child, parent, turn, statusOf } = await closed()
    sandbox.turn('closed-parent', mode)
    expect((await turn(child, status.open)).status).toBe(200)
    expect([await statusOf(child), await statusOf(parent)]).toEqual([ofChild, ofParent])
  })
})

describe('closing', () => {
  it.each([
    ['refuse', 400, 'Open', 'Open'],
    ['ignore', 200, 'Open', 'Open'],
    ['allow', 200, 'Open', 'Closed'],
    ['close-subtasks', 200, 'Closed', 'Closed'],
  ])('a parent with open subtasks: %s', async (mode, code, ofChild, ofParent) => {
    const { sandbox, child, parent, turn, statusOf } = await family()
    sandbox.turn('open-subtasks', mode)
    expect((await turn(parent, status.closed)).status).toBe(code)
    expect([await statusOf(child), await statusOf(parent)]).toEqual([ofChild, ofParent])
  })

  it('makes it 100 %, and 100 % closes', async () => {
    const { sandbox, call, tasks, child, turn } = await family()
    expect((await turn(child, status.closed)).body).toMatchObject({
      completion_percentage: 100,
      is_completed: true,
      completed_on: '2026-11-10T09:00:00.000Z',
    })
    expect((await turn(child, status.inProgress)).body).toMatchObject({
      completion_percentage: 0,
      completed_on: null,
    })
    sandbox.turn('percent-100-closes', false)
    const path = `${tasks}/${child}`
    expect((await call('PATCH', path, { completion_percentage: 100 })).body.is_completed).toBe(false)
    sandbox.turn('percent-steps', 'any')
    await call('PATCH', path, { completion_percentage: 55 })
    sandbox.turn('percent-100-closes', true)
    expect((await call('PATCH', path, { completion_percentage: 100 })).body.status.name).toBe('Closed')
  })

  it('is stopped by a blueprint, for the API', async () => {
    const { sandbox, child, turn, statusOf } = await family()
    sandbox.turn('blueprint', 'refuse')
    expect((await turn(child, status.closed)).status).toBe(400)
    sandbox.turn('blueprint', 'ignore')
    expect((await turn(child, status.closed)).status).toBe(200)
    expect(await statusOf(child)).toBe('Open')
    const fields = { status: { name: 'Closed' } }
    sandbox.person({ as: 'Cy Delivery', does: 'edit', module: 'Tasks', id: child, fields })
    expect(await statusOf(child)).toBe('Closed')
  })
})

describe('dependencies', () => {
  async function chain(lag: number) {
    const rig = makeRig()
    const project = await rig.project()
    const first = await rig.task(project, { end_date: day('2026-11-20') })
    const next = await rig.task(project, { start_date: day('2026-11-21'), end_date: day('2026-11-22') })
    const fields = { dependency_info: { predecessor: [{ id: first, lag }] } }
    rig.sandbox.person({ as: 'Ada Sync', does: 'edit', module: 'Tasks', id: next, fields })
    return { ...rig, tasks: `projects/${project}/tasks`, first, next }
  }

  it('move the successors along a hard link, not along a soft one', async () => {
    const { sandbox, call, tasks, first, next } = await chain(0)
    await call('PATCH', `${tasks}/${first}`, { end_date: day('2026-11-25') })
    expect((await call('GET', `${tasks}/${next}`)).body).toMatchObject({
      start_date: day('2026-11-26'),
      end_date: day('2026-11-27'),
      dependency_info: { predecessor: [{ id: first }] },
    })
    sandbox.turn('dependency-cascade', 'soft')
    await call('PATCH', `${tasks}/${first}`, { end_date: day('2026-11-26') })
    expect((await call('GET', `${tasks}/${next}`)).body.end_date).toBe(day('2026-11-27'))
  })

  it('with a lag refuse a date unless the lag goes', async () => {
    const { call, tasks, next } = await chain(2)
    const late = await call('PATCH', `${tasks}/${next}`, { end_date: day('2026-11-25') })
    expect([late.status, title(late)]).toEqual([403, 'CANNOT_MODIFY_DATE_WITH_DEPENDENCY_LAG'])
    expect(late.body.error.details[0].message_key).toBe('zp.timelag.alert')
    const forced = { end_date: day('2026-11-25'), remove_dependency_lag: true }
    expect((await call('PATCH', `${tasks}/${next}`, forced)).status).toBe(200)
  })
})

describe('a roll-up project', () => {
  it('sums dates and percent upwards and undoes what is written to a parent', async () => {
    const { sandbox, call, project, task } = makeRig()
    const id = await project({ is_rollup_project: true })
    const tasks = `projects/${id}/tasks`
    const parent = await task(id)
    const parental_info = { parent_task_id: parent }
    await task(id, { parental_info, start_date: day('2026-11-18'), completion_percentage: 50 })
    await task(id, { parental_info, end_date: day('2026-11-28') })
    const rolled = { start_date: day('2026-11-18'), end_date: day('2026-11-28'), completion_percentage: 25 }
    expect((await call('GET', `${tasks}/${parent}`)).body).toMatchObject(rolled)
    expect((await call('GET', `projects/${id}`)).body).toMatchObject({
      start_date: '2026-11-18',
      end_date: '2026-11-28',
    })
    const write = { end_date: day('2026-12-24') }
    expect((await call('PATCH', `${tasks}/${parent}`, write)).body).toMatchObject(rolled)
    sandbox.turn('rollup-parent-dates', 'refuse')
    expect((await call('PATCH', `${tasks}/${parent}`, write)).status).toBe(400)
    const off = await call('PATCH', `projects/${id}`, { is_rollup_project: false })
    expect(off.body.is_rollup_project).toBe(true)
  })
})
