import { describe, expect, test } from 'vitest'
import { furnish, openBox } from './espocrm-sandbox-desk.ts'

describe('due dates', () => {
  test.each([
    ['UTC', '2026-12-06 00:00:00'],
    ['Europe/Berlin', '2026-12-05 23:00:00'],
    ['Pacific/Auckland', '2026-12-05 11:00:00'],
    ['America/Los_Angeles', '2026-12-06 08:00:00'],
  ])('a day makes the moment in %s', async (zone, dateEnd) => {
    const desk = openBox()
    desk.box.turn('time-zone', zone)
    const { task } = await furnish(desk)
    const { body } = await desk.call('PUT', `Task/${task.id}`, { dateEndDate: '2026-12-05' })
    expect(body).toMatchObject({ dateEndDate: '2026-12-05', dateEnd })
  })

  test('with a day set, a moment is ignored without a word', async () => {
    const desk = openBox()
    const { task } = await furnish(desk)
    await desk.call('PUT', `Task/${task.id}`, { dateEndDate: '2026-12-05' })
    const answer = await desk.call('PUT', `Task/${task.id}`, { dateEnd: '2026-12-09 15:00:00' })
    expect(answer).toMatchObject({
      status: 200,
      body: { dateEnd: '2026-12-06 00:00:00', dateEndDate: '2026-12-05' },
    })
  })

  test('with the day emptied, the moment counts', async () => {
    const desk = openBox()
    const { task } = await furnish(desk)
    await desk.call('PUT', `Task/${task.id}`, { dateEndDate: '2026-12-05' })
    const { body } = await desk.call('PUT', `Task/${task.id}`, {
      dateEndDate: null,
      dateEnd: '2026-12-09 15:00:00',
    })
    expect(body).toMatchObject({ dateEnd: '2026-12-09 15:00:00', dateEndDate: null })
  })

  test('nobody compares it with the start', async () => {
    const desk = openBox()
    const { task } = await furnish(desk)
    const body = { dateStartDate: '2026-12-10', dateEndDate: '2026-12-05' }
    expect((await desk.call('PUT', `Task/${task.id}`, body)).status).toBe(200)
  })
})

describe('a delete', () => {
  test('answers true, and the record is gone for lists and by itself', async () => {
    const desk = openBox()
    const { task } = await furnish(desk)
    expect(await desk.call('DELETE', `Task/${task.id}`)).toMatchObject({ status: 200, text: 'true' })
    expect((await desk.call('GET', `Task/${task.id}`)).status).toBe(404)
    expect((await desk.call('GET', 'Task')).list).toEqual([])
    expect((await desk.call('GET', 'Task?where[0][type]=isTrue&where[0][attribute]=deleted')).list).toEqual(
      [],
    )
  })

  test('can be taken back by an admin, silently', async () => {
    const desk = openBox()
    const { task } = await furnish(desk)
    await desk.call('DELETE', `Task/${task.id}`)
    desk.box.person({ as: 'Ada Sync', does: 'restore', module: 'Task', id: String(task.id) })
    expect((await desk.call('GET', `Task/${task.id}`)).body).toMatchObject({ versionNumber: 1 })
  })
})
