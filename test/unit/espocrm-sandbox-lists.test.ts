import { describe, expect, test } from 'vitest'
import { furnish, openBox, type SandboxDesk } from './espocrm-sandbox-desk.ts'

/** Tasks A to D, each a second younger than the one before. */
async function four(): Promise<SandboxDesk & { ids: readonly string[] }> {
  const desk = openBox()
  const ids: string[] = []
  for (const name of ['A', 'B', 'C', 'D']) {
    const { body } = await desk.call('POST', 'Task', {
      name,
      assignedUserId: '6a00000000000a001',
      description: 'é'.repeat(12),
    })
    ids.push(String(body.id))
    desk.box.advance(1)
  }
  return { ...desk, ids }
}
const where = (...conditions: readonly string[]) => `Task?${conditions.join('&')}`
const condition = (at: string, type: string, attribute: string, value: string) =>
  `${at}[type]=${type}&${at}[attribute]=${attribute}&${at}[value]=${encodeURIComponent(value)}`

describe('a list', () => {
  const second = '2026-11-21 21:20:01'
  test.each([
    ['after', condition('where[0]', 'after', 'modifiedAt', second), 'CD'],
    ['greaterThanOrEquals', condition('where[0]', 'greaterThanOrEquals', 'modifiedAt', second), 'BCD'],
    ['lessThan', condition('where[0]', 'lessThan', 'modifiedAt', second), 'A'],
    ['equals', condition('where[0]', 'equals', 'name', 'C'), 'C'],
    ['whereGroup', condition('whereGroup[0]', 'equals', 'name', 'C'), 'C'],
    [
      'two conditions',
      `${condition('where[0]', 'after', 'modifiedAt', second)}&${condition('where[1]', 'notEquals', 'name', 'D')}`,
      'C',
    ],
    [
      'or',
      `where[0][type]=or&${condition('where[0][value][0]', 'equals', 'name', 'A')}&${condition('where[0][value][1]', 'equals', 'name', 'D')}`,
      'AD',
    ],
    ['in', 'where[0][type]=in&where[0][attribute]=name&where[0][value][]=B&where[0][value][]=A', 'AB'],
    ['isNull', 'where[0][type]=isNull&where[0][attribute]=dateEnd', 'ABCD'],
    ['isNotNull', 'where[0][type]=isNotNull&where[0][attribute]=dateEnd', ''],
  ])('by %s', async (_, conditions, names) => {
    const { call } = await four()
    const { body, list } = await call('GET', where(conditions, 'orderBy=modifiedAt', 'order=asc'))
    expect(list.map(one => one.name).join('')).toBe(names)
    expect(body.total).toBe(names.length)
  })

  test('comes in pages', async () => {
    const { call } = await four()
    const { body, list } = await call('GET', where('orderBy=name', 'order=desc', 'maxSize=2', 'offset=1'))
    expect({ total: body.total, names: list.map(one => one.name) }).toEqual({ total: 4, names: ['C', 'B'] })
  })

  test('newest first unless told', async () => {
    const { call } = await four()
    expect((await call('GET', 'Task')).list.map(one => one.name)).toEqual(['D', 'C', 'B', 'A'])
  })

  test('equal ones are ordered by id', async () => {
    const { call, ids } = await four()
    const { list } = await call('GET', where('orderBy=priority', 'order=asc'))
    expect(list.map(one => one.id)).toEqual(ids)
  })

  test.each([
    ['more than 200', 'maxSize=201', 403, 'Max size should not exceed 200. Use offset and limit.'],
    ['an order by nothing', 'orderBy=colour', 400, "Order by non-existing field 'colour'."],
    [
      'a condition on nothing',
      condition('where[0]', 'equals', 'colour', 'red'),
      400,
      "Not existing attribute 'colour' in where.",
    ],
    [
      'an unknown condition',
      condition('where[0]', 'sounds', 'name', 'A'),
      400,
      "Unknown where item type 'sounds'.",
    ],
  ])('%s is refused', async (_, query, status, reason) => {
    expect(await openBox().call('GET', where(query))).toMatchObject({ status, reason })
  })

  test('that names attributes gives those and a few more, and cuts long texts', async () => {
    const { box, call } = await four()
    box.turn('list-text-length', 10)
    const [named] = (await call('GET', 'Task?select=name,description&maxSize=1')).list
    expect(Object.keys(named ?? {}).sort()).toEqual([
      'assignedUserId',
      'createdAt',
      'createdById',
      'description',
      'id',
      'name',
    ])
    expect(named?.description).toBe('é'.repeat(10))
  })

  test('that names none gives everything whole', async () => {
    const { box, call } = await four()
    box.turn('list-text-length', 10)
    const [whole] = (await call('GET', 'Task?maxSize=1')).list
    expect(whole?.description).toBe('é'.repeat(12))
  })

  test('leaves out what the role may not see, which is forbidden by itself', async () => {
    const desk = openBox()
    const record = desk.box.person({
      as: 'Ada Sync',
      does: 'add',
      module: 'Task',
      fields: { name: 'x', assignedUserId: '6a00000000000a002' },
    })
    desk.box.turn('read-level', 'own')
    expect((await desk.call('GET', 'Task')).list).toEqual([])
    expect((await desk.call('GET', `Task/${record.id}`)).status).toBe(403)
  })

  test('of users has neither inactive ones nor API users', async () => {
    const desk = openBox()
    desk.box.person({
      as: 'Ada Sync',
      does: 'edit',
      module: 'User',
      id: '6a00000000000a002',
      fields: { isActive: false },
    })
    expect((await desk.call('GET', 'User')).list.map(one => one.userName).sort()).toEqual(['ada'])
  })
})

describe('metadata', () => {
  test.each([
    ['entityDefs.Opportunity.fields.stage.options', expect.arrayContaining(['Closed Won'])],
    ['entityDefs.Task.fields.cBatonKey.type', 'varchar'],
    ['entityDefs.Call', null],
    ['entityDefs.Lead.fields.name', null],
    ['entityDefs.Lead.fields.source.options', expect.arrayContaining(['Partner'])],
    ['entityDefs.Task.fields.constructor', null],
    ['entityDefs.Task.fields.versionNumber', null],
  ])('%s', async (key, expected) => {
    const { text } = await openBox().call('GET', `Metadata?key=${key}`)
    if (expected === null) expect(text).toBe('')
    else expect(JSON.parse(text)).toEqual(expected)
  })

  test('an admin changes a field', async () => {
    const desk = openBox()
    const stage = { type: 'Opportunity', name: 'stage', options: ['Signed'], probabilityMap: { Signed: 100 } }
    desk.box.person({ as: 'Ada Sync', does: 'edit', module: 'Fields', fields: stage })
    const { text } = await desk.call('GET', 'Metadata?key=entityDefs.Opportunity.fields.stage.probabilityMap')
    expect(JSON.parse(text)).toEqual({ Signed: 100 })
    desk.box.person({
      as: 'Ada Sync',
      does: 'remove',
      module: 'Fields',
      fields: { type: 'Task', name: 'cBatonKey' },
    })
    const { task } = await furnish(desk)
    expect(task).not.toHaveProperty('cBatonKey')
  })
})
