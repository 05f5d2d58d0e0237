import { describe, expect, it } from 'vitest'
import { makeRig, onboarding } from './zoho-projects-sandbox-rig.ts'

const hook = {
  name: 'Baton',
  url: 'https://sync.example.test/h?k=S',
  on: 'task',
  parameters: { secret: 'S' },
}
const adds = { as: 'Ada Sync', does: 'add' } as const

describe('webhooks', () => {
  async function hooked(fields: Record<string, unknown> = {}) {
    const rig = makeRig()
    const made = rig.sandbox.person({ ...adds, module: 'Webhooks', fields: { ...hook, ...fields } })
    const project = await rig.project()
    return { ...rig, project, made }
  }

  it('ping thinly, as a form', async () => {
    const { sandbox, project, task } = await hooked()
    const id = await task(project)
    expect(sandbox.takeDeliveries()).toEqual([
      {
        method: 'POST',
        url: hook.url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `type=task&event=created&taskId=${id}&projectId=${project}&secret=S`,
      },
    ])
    expect(sandbox.takeDeliveries()).toEqual([])
  })

  it('come as JSON, or as JSON inside a form', async () => {
    const { sandbox, project, task, made } = await hooked({ format: 'json' })
    const id = await task(project)
    const ping = { type: 'task', event: 'updated', taskId: id, projectId: project, secret: 'S' }
    const created = sandbox.takeDeliveries()[0]
    expect(created?.headers['content-type']).toBe('application/json')
    expect(JSON.parse(created?.body ?? '')).toEqual({ ...ping, event: 'created' })
    const fields = { format: 'data' }
    sandbox.person({ as: 'Ada Sync', does: 'edit', module: 'Webhooks', id: String(made.id), fields })
    sandbox.person({ as: 'Cy Delivery', does: 'edit', module: 'Tasks', id, fields: { name: 'b' } })
    const { body } = sandbox.takeDeliveries()[0] ?? { body: '' }
    expect(JSON.parse(new URLSearchParams(body).get('data') ?? '')).toEqual(ping)
  })

  it('ring for projects', async () => {
    const { sandbox, call, project } = await hooked({ on: 'project' })
    await call('PATCH', `projects/${project}`, { name: 'b' })
    expect(sandbox.takeDeliveries().map(one => one.body)).toEqual([
      `type=project&event=created&projectId=${project}&secret=S`,
      `type=project&event=updated&projectId=${project}&secret=S`,
    ])
  })

  it.each([
    ['webhooks', 'duplicate', 2],
    ['webhooks', 'lost', 0],
    ['webhooks', 'late', 0],
    ['webhooks-on-api', false, 0],
  ])('with %s at %s send %i', async (name, value, count) => {
    const { sandbox, project, task } = await hooked()
    sandbox.turn(name, value)
    await task(project)
    expect(sandbox.takeDeliveries()).toHaveLength(count)
    sandbox.advance(300)
    expect(sandbox.takeDeliveries()).toHaveLength(value === 'late' ? 1 : 0)
  })

  it('stay silent on deletion unless told', async () => {
    const { sandbox, call, project, task } = await hooked()
    const [one, other] = [await task(project), await task(project)]
    sandbox.takeDeliveries()
    await call('DELETE', `projects/${project}/tasks/${one}`)
    expect(sandbox.takeDeliveries()).toEqual([])
    sandbox.turn('webhooks-on-delete', true)
    await call('DELETE', `projects/${project}/tasks/${other}`)
    expect(sandbox.takeDeliveries()[0]?.body).toContain('event=deleted')
  })

  it('ring for copied tasks unless told', async () => {
    const { sandbox } = await hooked()
    const fields = { name: 'x', copy_from: onboarding }
    sandbox.person({ ...adds, module: 'Projects', fields })
    expect(sandbox.takeDeliveries()).toHaveLength(4)
    sandbox.turn('webhooks-on-copy', false)
    sandbox.person({ ...adds, module: 'Projects', fields })
    expect(sandbox.takeDeliveries()).toHaveLength(0)
  })

  it('are set up by people alone, and rightly', () => {
    const { sandbox } = makeRig()
    const add = (fields: Record<string, unknown>) => () =>
      sandbox.person({ ...adds, module: 'Webhooks', fields: { ...hook, ...fields } })
    expect(add({ on: 'issue' })).toThrow(/task, project/)
    expect(add({ url: 'nowhere' })).toThrow(/URL/)
    expect(add({ name: 'x'.repeat(101) })).toThrow(/100/)
  })
})
