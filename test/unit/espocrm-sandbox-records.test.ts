import { describe, expect, test } from 'vitest'
import { furnish, openBox } from './espocrm-sandbox-desk.ts'

describe('signing in', () => {
  test.each([
    ['a wrong key', { 'x-api-key': 'wrong' }],
    ['no key', { 'x-api-key': '' }],
  ])('%s is 401 with an empty page', async (_, headers) => {
    const { status, text } = await openBox().call('GET', 'Task', undefined, headers)
    expect({ status, text }).toEqual({ status: 401, text: '' })
  })

  test('a missing right is 403 with a reason and no body', async () => {
    const desk = openBox()
    desk.box.turn('create-right', 'no')
    const { status, reason, text } = await desk.call('POST', 'Task', { name: 'x' })
    expect({ status, reason, text }).toEqual({ status: 403, reason: 'No create access.', text: '' })
  })

  test('the key tells whose it is', async () => {
    const { body } = await openBox().call('GET', 'App/user')
    expect(body).toMatchObject({ user: { userName: 'baton' }, settings: { timeZone: 'UTC' } })
  })
})

describe('a new record', () => {
  test('is answered with 200, 17 signs of id, the first version and names of what it links to', async () => {
    const { deal } = await furnish(openBox())
    expect(deal).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{17}$/),
      name: 'Zylker roll-out',
      amount: 120000,
      amountCurrency: 'USD',
      probability: 80,
      lastStage: 'Negotiation',
      accountName: 'Zylker',
      assignedUserName: 'Ada Sync',
      createdAt: '2026-11-21 21:20:00',
      versionNumber: 1,
      deleted: false,
    })
  })

  test('its answer leaves out what was never given, and its first reading does not', async () => {
    const desk = openBox()
    const { task } = await furnish(desk)
    expect(task).not.toHaveProperty('description')
    expect((await desk.call('GET', `Task/${task.id}`)).body).toMatchObject({
      description: null,
      modifiedById: null,
    })
  })

  test('a telephone number loses its spaces', async () => {
    const { body } = await openBox().call('POST', 'Account', {
      name: 'Zylker',
      phoneNumber: '+49 (30) 123-45',
    })
    expect(body.phoneNumber).toBe('+493012345')
  })

  test('an id that the caller wishes for is ignored', async () => {
    const desk = openBox()
    const { body } = await desk.call('POST', 'Account', { id: '00000000000000001', name: 'Zylker' })
    expect(body.id).not.toBe('00000000000000001')
  })

  test.each([
    ['Opportunity', { name: 'x', amount: 1 }, 'closeDate', 'required'],
    ['Opportunity', { name: 'x', amount: 1, closeDate: '2026-12-01', stage: 'Sold' }, 'stage', 'valid'],
    ['Opportunity', { name: 'x', amount: 'much', closeDate: '2026-12-01' }, 'amount', 'valid'],
    ['Opportunity', { name: 'x', amount: 1, closeDate: '2026-13-01' }, 'closeDate', 'valid'],
    [
      'Opportunity',
      { name: 'x', amount: 1, amountCurrency: 'XXX', closeDate: '2026-12-01' },
      'amount',
      'validCurrency',
    ],
    ['Account', { name: 'x', phoneNumber: 'call me' }, 'phoneNumber', 'valid'],
    ['Account', { name: 'x', website: 'a page' }, 'website', 'valid'],
    [
      'Task',
      { name: 'x', assignedUserId: '6a00000000000a001', dateEndDate: '2026-13-01' },
      'dateEnd',
      'valid',
    ],
    ['Task', { name: 'x' }, 'assignedUser', 'required'],
    ['Task', { name: '', assignedUserId: '6a00000000000a001' }, 'name', 'required'],
    ['Task', { name: 'a < b', assignedUserId: '6a00000000000a001' }, 'name', 'pattern'],
    ['Account', { name: 'n'.repeat(250) }, 'name', 'maxLength'],
  ])('%s %o is refused', async (type, body, field, why) => {
    const answer = await openBox().call('POST', type, body)
    expect(answer.status).toBe(400)
    expect(answer.reason).toBe(
      `Field validation failure; entityType: ${type}, field: ${field}, type: ${why}.`,
    )
    expect(answer.body).toEqual({
      messageTranslation: { label: 'validationFailure', scope: null, data: { field, type: why } },
    })
  })

  test('that links to nowhere is 403', async () => {
    const answer = await openBox().call('POST', 'Task', { name: 'x', assignedUserId: 'nobody' })
    expect(answer).toMatchObject({
      status: 403,
      body: { messageTranslation: { label: 'cannotRelateNonExisting', data: { foreignEntityType: 'User' } } },
    })
  })

  test('JSON that cannot be read breaks the server', async () => {
    const { status, text } = await openBox().call('POST', 'Task', '{"name":')
    expect({ status, text }).toEqual({ status: 500, text: '' })
  })
})

describe('a duplicate account', () => {
  test('is 409 with the accounts that are there', async () => {
    const desk = openBox()
    const { account } = await furnish(desk)
    const answer = await desk.call('POST', 'Account', { name: 'Zylker' })
    expect(answer).toMatchObject({ status: 409, reason: 'duplicate', list: [{ id: account.id }] })
    expect(desk.box.state().Account).toHaveLength(1)
  })

  test.each([
    ['asked for all the same', 'on', { 'x-skip-duplicate-check': 'true' }],
    ['where an admin switched the check off', 'off', {}],
  ])('is made when %s', async (_, check, headers) => {
    const desk = openBox()
    await furnish(desk)
    desk.box.turn('duplicate-check', check)
    expect((await desk.call('POST', 'Account', { name: 'Zylker' }, headers)).status).toBe(200)
  })

  test('tasks of one name are no duplicates', async () => {
    const desk = openBox()
    const { ada } = await furnish(desk)
    expect((await desk.call('POST', 'Task', { name: 'Kick-off', assignedUserId: ada })).status).toBe(200)
  })
})

describe('a change', () => {
  test('with an old version number is 409 and tells what is there', async () => {
    const desk = openBox()
    const { deal } = await furnish(desk)
    await desk.call('PUT', `Opportunity/${deal.id}`, { name: 'Renamed' })
    const answer = await desk.call(
      'PUT',
      `Opportunity/${deal.id}`,
      { name: 'Mine' },
      { 'x-version-number': '1' },
    )
    expect(answer).toMatchObject({
      status: 409,
      reason: 'modified',
      body: { values: { name: 'Renamed' }, versionNumber: 2 },
    })
  })

  test.each([
    ['without a number the last one wins', { name: 'Mine' }, {}],
    ['with the right number', { name: 'Mine' }, { 'x-version-number': '2' }],
    ['with an old number that would change nothing', { name: 'Renamed' }, { 'x-version-number': '1' }],
  ])('%s', async (_, body, headers) => {
    const desk = openBox()
    const { deal } = await furnish(desk)
    await desk.call('PUT', `Opportunity/${deal.id}`, { name: 'Renamed' })
    const answer = await desk.call('PUT', `Opportunity/${deal.id}`, body, headers)
    expect(answer).toMatchObject({ status: 200, body: { ...body, versionNumber: 3 } })
  })

  test('of nothing moves version and time all the same', async () => {
    const desk = openBox()
    const { task } = await furnish(desk)
    desk.box.advance(60)
    const { body } = await desk.call('PUT', `Task/${task.id}`, {
      name: 'Kick-off',
      colour: 'red',
      createdAt: 'x',
    })
    expect(body).toMatchObject({
      versionNumber: 2,
      modifiedAt: '2026-11-21 21:21:00',
      createdAt: task.createdAt,
    })
    expect(body).not.toHaveProperty('colour')
  })

  test.each([
    ['Proposal', 50, 'Proposal'],
    ['Closed Won', 100, 'Closed Won'],
    ['Closed Lost', 0, 'Negotiation'],
  ])(
    'to the stage %s brings its probability, and the last stage that was not lost stays known',
    async (stage, probability, lastStage) => {
      const desk = openBox()
      const { deal } = await furnish(desk)
      const { body } = await desk.call('PATCH', `Opportunity/${deal.id}`, { stage })
      expect(body).toMatchObject({ probability, lastStage, versionNumber: 2 })
    },
  )

  test('that completes a task notes when, and opening it again forgets', async () => {
    const desk = openBox()
    const { task } = await furnish(desk)
    const done = await desk.call('PUT', `Task/${task.id}`, { status: 'Completed' })
    expect(done.body.dateCompleted).toBe('2026-11-21 21:20:00')
    expect((await desk.call('PUT', `Task/${task.id}`, { status: 'Started' })).body.dateCompleted).toBeNull()
  })

  test('of the id 0 is a bad request', async () => {
    expect(await openBox().call('GET', 'Task/0')).toMatchObject({ status: 400, reason: 'No ID.' })
  })

  test('of a record that is not there is 404', async () => {
    const answer = await openBox().call('PUT', 'Task/nope', { name: 'x' })
    expect(answer).toMatchObject({ status: 404, reason: 'Record nope not found.' })
  })
})
