import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeRig, type Rig, root, title, tokenForm } from './zoho-projects-sandbox-rig.ts'

async function many(rig: Rig, path: string, times: number) {
  for (let at = 0; at < times; at++) expect((await rig.call('GET', path)).status).toBe(200)
}

describe('the pace of mode A', () => {
  it('counts per verb and pattern, in headers', async () => {
    const { call, project } = makeRig()
    const [one, other] = [await project(), await project()]
    await call('GET', `projects/${one}`)
    expect((await call('GET', `projects/${other}`)).headers).toMatchObject({
      ratelimit: '200',
      'ratelimit-remaining': '198',
      'ratelimit-window': '120',
      'ratelimit-window-unit': 'seconds',
    })
    expect((await call('GET', `projects/${one}/tasks`)).headers['ratelimit-remaining']).toBe('199')
    expect((await call('PATCH', `projects/${one}`, {})).headers['ratelimit-remaining']).toBe('199')
  })

  it('locks the pattern for ten minutes with 429 at call 201', async () => {
    const rig = makeRig()
    await many(rig, 'users', 200)
    const locked = await rig.call('GET', 'users')
    expect([locked.status, title(locked)]).toEqual([429, 'URL_ROLLING_THROTTLES_LIMIT_EXCEEDED'])
    expect(locked.headers['retry-after']).toBe('600')
    expect((await rig.call('GET', 'projects')).status).toBe(200)
    rig.sandbox.advance(60)
    expect((await rig.call('GET', 'users')).headers['retry-after']).toBe('540')
    rig.sandbox.advance(540)
    await many(rig, 'users', 1)
  })

  it('lets calls leave the window as they grow old', async () => {
    const rig = makeRig()
    await many(rig, 'users', 150)
    rig.sandbox.advance(121)
    await many(rig, 'users', 200)
  })

  it('is faster in a demo, and off when told', async () => {
    const rig = makeRig()
    rig.sandbox.turn('window-scale', 60)
    await many(rig, 'users', 200)
    const locked = await rig.call('GET', 'users')
    expect([locked.headers['retry-after'], locked.headers['ratelimit-window']]).toEqual(['10', '2'])
    rig.sandbox.turn('rate-mode', 'off')
    await many(rig, 'users', 300)
  })

  it('has an older limit for single tasks by switch', async () => {
    const rig = makeRig()
    rig.sandbox.turn('rate-detail-limit', 100)
    const project = await rig.project()
    const task = await rig.task(project)
    await many(rig, `projects/${project}/tasks/${task}`, 100)
    expect((await rig.call('GET', `projects/${project}/tasks/${task}`)).status).toBe(429)
  })
})

describe('the pace of mode B', () => {
  it('locks at call 101 with 400, no header, and a lock that every call prolongs', async () => {
    const rig = makeRig()
    rig.sandbox.turn('rate-mode', 'B')
    await many(rig, 'users', 100)
    const locked = await rig.call('GET', 'users')
    expect(locked.status).toBe(400)
    expect(locked.headers).not.toHaveProperty('retry-after')
    expect(locked.body.error).toEqual({
      status_code: 400,
      method: 'GET',
      instance: '/api/v3/portal/60000001/users',
      title: 'URL_ROLLING_THROTTLES_LIMIT_EXCEEDED',
      error_type: 'OPERATIONAL_VALIDATION_ERROR',
      details: {
        message: 'Cannot execute more than 100 requests per API in 2 minutes. Try again after 30 minutes.',
      },
    })
    rig.sandbox.advance(29 * 60)
    expect((await rig.call('GET', 'users')).body.error.details.message).toContain('after 30 minutes')
    rig.sandbox.turn('prolong-lock', 'never')
    rig.sandbox.advance(13 * 60)
    expect((await rig.call('GET', 'users')).body.error.details.message).toContain('after 17 minutes')
    rig.sandbox.advance(17 * 60)
    await many(rig, 'users', 1)
  })

  it('has its status and its lock by switch', async () => {
    const rig = makeRig()
    rig.sandbox.turn('rate-mode', 'B')
    rig.sandbox.turn('rate-status', 200)
    rig.sandbox.turn('lock-minutes', 17)
    await many(rig, 'users', 100)
    const { status, body } = await rig.call('GET', 'users')
    expect([status, body.error.details.message]).toEqual([200, expect.stringContaining('17 minutes')])
  })
})

describe('bad days', () => {
  afterEach(() => vi.useRealTimers())

  it('hit as many calls as ordered, of those that match', async () => {
    const { sandbox, call, project } = makeRig()
    const id = await project()
    sandbox.fault({ fault: 'down', match: 'GET /api/v3/portal/60000001/projects', times: 2 })
    expect((await call('GET', 'users')).status).toBe(200)
    const down = await call('GET', `projects/${id}`)
    expect([down.status, title(down)]).toEqual([500, 'INTERNAL_SERVER_ERROR'])
    expect((await call('GET', 'projects')).status).toBe(500)
    expect((await call('GET', 'projects')).status).toBe(200)
    expect(sandbox.calls().map(entry => entry.status)).toEqual([200, 201, 200, 500, 500, 200])
    expect(sandbox.calls()[3]?.pattern).toBe('/api/v3/portal/{id}/projects/{id}')
  })

  it('say unauthorized and throttled in the vendor’s words', async () => {
    const { sandbox, send, call } = makeRig()
    await call('GET', 'users')
    sandbox.fault({ fault: 'unauthorized' })
    expect(title(await call('GET', 'users'))).toBe('INVALID_OAUTHTOKEN')
    sandbox.fault({ fault: 'throttled' })
    expect((await call('GET', 'users')).headers['retry-after']).toBe('600')
    sandbox.turn('rate-mode', 'B')
    sandbox.fault({ fault: 'throttled' })
    expect((await call('GET', 'users')).status).toBe(400)
    const tokenUrl = 'https://accounts.zoho.com/oauth/v2/token'
    sandbox.fault({ fault: 'throttled', match: '/oauth/v2/token' })
    expect((await send('POST', tokenUrl, tokenForm(sandbox))).status).toBe(400)
    sandbox.fault({ fault: 'unauthorized', match: '/oauth/v2/token' })
    expect((await send('POST', tokenUrl, tokenForm(sandbox))).body).toEqual({ error: 'invalid_code' })
  })

  it('lose or garble the answer after the work is done', async () => {
    const { sandbox, token, call } = makeRig()
    const headers = { authorization: `Bearer ${await token()}` }
    sandbox.fault({ fault: 'lost-answer' })
    const request = { method: 'POST', url: `${root}/projects`, headers, body: '{"name":"a"}' }
    expect(await sandbox.handle(request)).toBeNull()
    expect(sandbox.state().Projects).toHaveLength(1)
    sandbox.fault({ fault: 'garbled' })
    expect(typeof (await call('GET', 'projects')).body).toBe('string')
    sandbox.turn('down-answer', '503-html')
    sandbox.fault({ fault: 'down' })
    expect((await call('GET', 'projects')).status).toBe(503)
  })

  it('answer late', async () => {
    const { sandbox, token } = makeRig()
    const headers = { authorization: `Bearer ${await token()}` }
    vi.useFakeTimers()
    sandbox.turn('slow-ms', 5000)
    sandbox.fault({ fault: 'slow' })
    let status = 0
    const late = sandbox.handle({ method: 'POST', url: `${root}/projects`, headers, body: '{"name":"a"}' })
    const noted = late.then(response => {
      status = response?.status ?? -1
    })
    await vi.advanceTimersByTimeAsync(4999)
    expect([status, sandbox.state().Projects?.length]).toEqual([0, 1])
    await vi.advanceTimersByTimeAsync(1)
    await noted
    expect(status).toBe(201)
  })
})
