import { describe, expect, test } from 'vitest'
import { box, dee } from './redmine-box.ts'

describe('lists', () => {
  test('a wrong key gets an empty list, and 401 for a record', async () => {
    const { call, issue } = box()
    const id = await issue({})
    expect(await call('GET', '/issues.json', undefined, 'nobody')).toMatchObject({
      status: 200,
      body: { issues: [], total_count: 0 },
    })
    expect(await call('GET', `/issues/${id}.json`, undefined, 'nobody')).toEqual({ status: 401, body: null })
    expect(await call('GET', `/issues/${id}.json`, undefined, dee)).toEqual({ status: 403, body: null })
  })

  test('open issues only, unless asked', async () => {
    const { call, issue, put } = box()
    const id = await issue({})
    await put(id, { status_id: 5 })
    const ids = async (query: string) =>
      (await call('GET', `/issues.json?issue_id=${id}${query}`)).body.issues.map(
        (one: { id: number }) => one.id,
      )
    expect(await ids('')).toEqual([])
    expect(await ids('&status_id=*')).toEqual([id])
  })

  test.each([
    ['/issues.json?issue_id=1,abc', 422],
    ['/issues.json?updated_on=garbage', 422],
    ['/projects.json?id=1,2', 500],
    ['/projects.json?status=*', 500],
    ['/projects.json?id=1|2', 200],
    ['/nowhere.json', 404],
  ])('%s answers %i', async (path, status) => {
    expect((await box().call('GET', path)).status).toBe(status)
  })

  test('a page is cut down to a hundred, and `>=` takes a second more', async () => {
    const { call, issue, sandbox } = box()
    await issue({})
    sandbox.advance(1)
    await issue({})
    const since = (moment: string) =>
      call('GET', `/issues.json?limit=500&updated_on=${encodeURIComponent(`>=${moment}`)}`)
    expect((await since('2026-11-02T09:00:01Z')).body).toMatchObject({ limit: 100 })
    expect((await since('2026-11-02T09:00:01Z')).body.total_count).toBeGreaterThan(
      (await since('2026-11-02T09:00:02Z')).body.total_count,
    )
  })

  test('deleting a parent takes its subtasks along, and nothing is left of them', async () => {
    const { call, issue } = box()
    const parent = await issue({})
    const child = await issue({ parent_issue_id: parent })
    expect(await call('DELETE', `/issues/${parent}.json`)).toEqual({ status: 204, body: null })
    expect(await call('GET', `/issues/${child}.json`)).toEqual({ status: 404, body: null })
  })
})
