import { describe, expect, test } from 'vitest'
import connector from '../../connectors/espocrm/index.ts'
import { furnish, openBox } from './espocrm-sandbox-desk.ts'
import { fake, fixture } from './zoho-fake.ts'

const settings = { url: 'https://crm.example.test' }

describe('who changed a field', () => {
  const ask = (entity: string, field: string) => {
    const { session } = fake(connector, { 'GET /Task/t1/stream': [fixture('espocrm', 'stream')] }, settings)
    return connector.lastEditor(session, entity, 't1', field)
  }
  test.each([
    ['priority', '6a00000000000a001'],
    ['dueDate', '6a00000000000b001'],
    ['status', '6a00000000000a002'],
    ['title', null],
    ['colour', null],
  ])('%s', async (field, userId) => {
    expect(await ask('task', field)).toEqual(userId === null ? null : { userId })
  })

  test('of a user nobody tells', async () => expect(await ask('user', 'name')).toBeNull())
})

describe('the stream of a record', () => {
  test('has the newest first, with what audited fields were and became', async () => {
    const desk = openBox()
    const { task } = await furnish(desk)
    const edit = (as: string, fields: object) =>
      desk.box.person({ as, does: 'edit', module: 'Task', id: String(task.id), fields: { ...fields } })
    edit('Ada Sync', { name: 'Renamed' })
    edit('Ada Sync', { status: 'Started' })
    edit('Cy Delivery', { priority: 'High', dateEndDate: '2026-12-07' })
    const { list } = await desk.call('GET', `Task/${task.id}/stream`)
    expect(list).toMatchObject([
      {
        type: 'Update',
        createdById: '6a00000000000a002',
        data: {
          fields: ['priority', 'dateEnd'],
          attributes: {
            was: { priority: 'Normal', dateEndDate: null },
            became: { priority: 'High', dateEndDate: '2026-12-07', dateEnd: '2026-12-08 00:00:00' },
          },
        },
      },
      { type: 'Update', createdById: '6a00000000000a001', data: { fields: [], value: 'Started' } },
      { type: 'Create', createdById: '6a00000000000b001' },
    ])
  })

  test('of a record that is not there is 404', async () => {
    expect((await openBox().call('GET', 'Task/nope/stream')).status).toBe(404)
  })
})
