import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { SandboxDelivery } from '../../src/spi/index.ts'
import { furnish, openBox } from './espocrm-sandbox-desk.ts'

const url = (event: string) => `https://baton.example.test/hooks/crm?event=${event}`

async function listening(...events: readonly string[]) {
  const desk = openBox()
  const made = await furnish(desk)
  const hooks = []
  for (const event of events)
    hooks.push((await desk.call('POST', 'Webhook', { event, url: url(event) })).body)
  return { ...desk, ...made, hooks }
}

const changesIn = (deliveries: readonly SandboxDelivery[]) =>
  deliveries.map(one => [one.url.split('event=')[1], JSON.parse(one.body)])

describe('webhooks', () => {
  test('have a key of their own, and skip nothing unless told', async () => {
    const { hooks } = await listening('Task.update', 'Task.delete')
    expect(hooks[0]).toMatchObject({
      event: 'Task.update',
      isActive: true,
      skipOwn: false,
      secretKey: expect.any(String),
    })
    expect(hooks[0]?.secretKey).not.toBe(hooks[1]?.secretKey)
  })

  test('tell what changed, in one list for each webhook', async () => {
    const { box, call, task } = await listening('Task.update')
    await call('PUT', `Task/${task.id}`, { status: 'Completed' })
    await call('PUT', `Task/${task.id}`, { status: 'Not Started' })
    expect(changesIn(box.takeDeliveries())).toEqual([
      [
        'Task.update',
        [
          { status: 'Completed', dateCompleted: '2026-11-21 21:20:00', id: task.id },
          { status: 'Not Started', dateCompleted: null, id: task.id },
        ],
      ],
    ])
    expect(box.takeDeliveries()).toEqual([])
  })

  test('tell of a new record whole and of a deleted one by its id', async () => {
    const { box, call, ada } = await listening('Task.create', 'Task.delete')
    const { body } = await call('POST', 'Task', { name: 'New', assignedUserId: ada })
    await call('DELETE', `Task/${body.id}`)
    expect(changesIn(box.takeDeliveries())).toEqual([
      ['Task.create', [expect.objectContaining({ id: body.id, name: 'New', status: 'Not Started' })]],
      ['Task.delete', [{ id: body.id }]],
    ])
  })

  test('one change of a stage is told twice: as an update and as a field', async () => {
    const { box, call, deal } = await listening('Opportunity.update', 'Opportunity.fieldUpdate.stage')
    await call('PUT', `Opportunity/${deal.id}`, { stage: 'Proposal' })
    expect(changesIn(box.takeDeliveries())).toEqual([
      ['Opportunity.update', [{ stage: 'Proposal', lastStage: 'Proposal', probability: 50, id: deal.id }]],
      ['Opportunity.fieldUpdate.stage', [{ stage: 'Proposal', id: deal.id }]],
    ])
  })

  test('a change of nothing is told to nobody', async () => {
    const { box, call, task } = await listening('Task.update')
    await call('PUT', `Task/${task.id}`, { name: 'Kick-off' })
    expect(box.takeDeliveries()).toEqual([])
  })

  test('come in lists of 50 at most', async () => {
    const { box, ada } = await listening('Task.create')
    for (let at = 0; at < 120; at += 1)
      box.person({
        as: 'Ada Sync',
        does: 'add',
        module: 'Task',
        fields: { name: `T${at}`, assignedUserId: ada },
      })
    expect(changesIn(box.takeDeliveries()).map(([, list]) => list.length)).toEqual([50, 50, 20])
  })

  test('are signed over the body, in two ways', async () => {
    const { box, call, task, hooks } = await listening('Task.update')
    await call('PUT', `Task/${task.id}`, { status: 'Started' })
    const [sent] = box.takeDeliveries()
    const [hook] = hooks
    const hmac = () => createHmac('sha256', String(hook?.secretKey)).update(sent?.body ?? '')
    expect(Buffer.from(sent?.headers.signature ?? '', 'base64').toString()).toBe(
      `${hook?.id}:${hmac().digest('hex')}`,
    )
    const old = Buffer.from(sent?.headers['x-signature'] ?? '', 'base64')
    expect(old).toEqual(Buffer.concat([Buffer.from(`${hook?.id}:`), hmac().digest()]))
  })

  test.each([
    ['an older EspoCRM signs the old way only', 'webhook-headers', 'old', 1],
    ['a lost one', 'webhooks', 'lost', 0],
    ['one that comes twice', 'webhooks', 'duplicate', 1],
    ['a late one', 'webhooks', 'late', 0],
  ])('%s', async (_, name, value, expected) => {
    const { box, call, task } = await listening('Task.update')
    box.turn(name, value)
    await call('PUT', `Task/${task.id}`, { status: 'Started' })
    const sent = box.takeDeliveries()
    expect(sent).toHaveLength(expected)
    expect(sent.some(one => 'signature' in one.headers)).toBe(name === 'webhooks' && expected > 0)
    box.advance(120)
    expect(box.takeDeliveries()).toHaveLength(value === 'late' ? 1 : 0)
  })

  test('one that was switched off, or leaves out its own, stays silent', async () => {
    const { box, call, task, hooks } = await listening('Task.update', 'Task.update')
    box.person({
      as: 'Ada Sync',
      does: 'edit',
      module: 'Webhook',
      id: String(hooks[0]?.id),
      fields: { isActive: false },
    })
    await call('PUT', `Webhook/${hooks[1]?.id}`, { skipOwn: true })
    await call('PUT', `Task/${task.id}`, { status: 'Started' })
    expect(box.takeDeliveries()).toEqual([])
    box.person({
      as: 'Cy Delivery',
      does: 'edit',
      module: 'Task',
      id: String(task.id),
      fields: { status: 'Completed' },
    })
    expect(box.takeDeliveries()).toHaveLength(1)
  })

  test.each([
    ['Lead.create', 403],
    ['Task.sleep', 403],
    ['Task.fieldUpdate', 403],
    ['', 400],
  ])('%s cannot be listened to', async (event, status) => {
    expect((await openBox().call('POST', 'Webhook', { event, url: url(event) })).status).toBe(status)
  })

  test('fifty at most, and none without the right', async () => {
    const desk = openBox()
    desk.box.turn('webhook-limit', 1)
    await desk.call('POST', 'Webhook', { event: 'Task.create', url: url('Task.create') })
    expect(
      (await desk.call('POST', 'Webhook', { event: 'Task.create', url: url('Task.create') })).status,
    ).toBe(403)
    desk.box.turn('webhook-right', 'no')
    expect((await desk.call('GET', 'Webhook')).status).toBe(403)
  })
})

describe('bad days', () => {
  test.each([
    ['unauthorized', 401],
    ['throttled', 429],
    ['down', 503],
  ] as const)('%s does not do the work', async (fault, status) => {
    const desk = openBox()
    desk.box.fault({ fault, match: 'POST' })
    expect((await desk.call('POST', 'Account', { name: 'Zylker' })).status).toBe(status)
    expect(desk.box.state().Account).toEqual([])
    expect((await desk.call('POST', 'Account', { name: 'Zylker' })).status).toBe(200)
  })

  test('a lost answer does the work', async () => {
    const desk = openBox()
    desk.box.fault({ fault: 'lost-answer' })
    await expect(desk.call('POST', 'Account', { name: 'Zylker' })).rejects.toThrow('cut')
    expect(desk.box.state().Account).toHaveLength(1)
  })

  test('a garbled answer cannot be read', async () => {
    const desk = openBox()
    desk.box.fault({ fault: 'garbled' })
    await expect(desk.call('GET', 'Account')).rejects.toThrow(SyntaxError)
  })

  test('who did what is written down', async () => {
    const desk = openBox()
    const { task } = await furnish(desk)
    desk.box.person({
      as: 'Cy Delivery',
      does: 'edit',
      module: 'Task',
      id: String(task.id),
      fields: { status: 'Started' },
    })
    expect(
      desk.box
        .history()
        .map(({ by, does, module }) => [by, does, module])
        .slice(-2),
    ).toEqual([
      ['api:baton', 'add', 'Task'],
      ['person:Cy Delivery', 'edit', 'Task'],
    ])
    expect(desk.box.calls().at(-1)).toMatchObject({ method: 'POST', pattern: '/api/v1/Task', status: 200 })
  })

  test.each([
    ['webhook', 'on'],
    ['webhooks', 'sometimes'],
    ['max-size', 'many'],
    ['time-zone', 'Middle/Earth'],
  ])('the switch %s cannot be %s', (name, value) => {
    expect(() => openBox().box.turn(name, value)).toThrow(/switch/i)
  })
})
