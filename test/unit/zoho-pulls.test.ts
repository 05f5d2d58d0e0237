import { expect, test } from 'vitest'
import crm from '../../connectors/zoho-crm/index.ts'
import projects from '../../connectors/zoho-projects/index.ts'
import { type Ground, stand } from '../conformance/bench.ts'
import { seenBy } from '../conformance/promises/changing.ts'
import { sandboxBench } from '../conformance/sandbox-bench.ts'

/** Tasks that somebody adds at the screen, so many in each second. */
async function many(ground: Ground, perSecond: readonly number[]) {
  for (const count of perSecond) {
    for (let at = 0; at < count; at += 1)
      ground.sandbox?.person({
        as: 'Bo Sales',
        does: 'add',
        module: 'Tasks',
        fields: { Subject: `Task ${at}` },
      })
    await ground.tick()
  }
  const all = ground.sandbox?.state().Tasks ?? []
  return all.map(({ id }) => String(id))
}

test.each([
  ['a few in each second', [120, 120, 120]],
  ['more in one second than a page holds', [3, 450, 3]],
  ['a page that ends with its second', [200, 200, 1]],
])('Zoho CRM, where queries compare no ids: every task is seen, with %s', async (_, perSecond) => {
  const ground = await (await sandboxBench(crm, sandbox => sandbox.turn('coql-id-range', 'refused'))).open()
  const made = await many(ground, perSecond)
  const { rows, cursors } = await seenBy(ground, 'task', null)
  expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(made))
  const since = rows.find(({ id }) => id === made.at(-1))?.changedAt ?? null
  const late = await seenBy(ground, 'task', since)
  const newest = made.slice(-(perSecond.at(-1) ?? 0))
  expect(new Set(late.rows.map(({ id }) => id))).toEqual(new Set(newest))
  const [resumed] = cursors.slice(-1)
  expect((await seenBy(ground, 'task', null, resumed)).rows.length).toBeGreaterThan(0)
})

test('Zoho Projects, where the portal’s tasks do not name their projects: each project is asked', async () => {
  const ground = await (
    await sandboxBench(projects, sandbox => sandbox.turn('portal-tasks-project', 'absent'))
  ).open()
  const made: string[] = []
  const places = [await stand(ground, 'task'), await stand(ground, 'task'), await stand(ground, 'task')]
  for (const [at, { project }] of places.entries())
    for (let task = 0; task < at * 60; task += 1) {
      const fields = { name: `Task ${task}`, project: { id: project?.id } }
      const { id } = ground.sandbox?.person({ as: 'Cy Delivery', does: 'add', module: 'Tasks', fields }) ?? {}
      made.push(`${project?.id}/${id}`)
    }
  const { rows, cursors, pages } = await seenBy(ground, 'task', null)
  const ids = rows.map(({ id }) => id)
  expect(ids.length).toBe(made.length)
  expect(new Set(ids)).toEqual(new Set(made))
  for (const [at, cursor] of cursors.entries())
    expect((await seenBy(ground, 'task', null, cursor)).pages).toEqual(pages.slice(at + 1))
})

test('Zoho Projects: a project that is trashed meanwhile stops nobody', async () => {
  const ground = await (
    await sandboxBench(projects, sandbox => sandbox.turn('portal-tasks-project', 'absent'))
  ).open()
  const { project } = await stand(ground, 'task')
  const other = (await stand(ground, 'task')).project
  for (const id of [project?.id, other?.id])
    ground.sandbox?.person({
      as: 'Cy Delivery',
      does: 'add',
      module: 'Tasks',
      fields: { name: 'Kick-off', project: { id } },
    })
  const first = await ground.connector.pull(ground.session, { entity: 'task', since: null, cursor: null })
  ground.sandbox?.person({ as: 'Cy Delivery', does: 'remove', module: 'Projects', id: project?.id ?? '' })
  const { rows } = await seenBy(ground, 'task', null, first.next)
  expect(rows.map(({ id }) => id.split('/')[0])).toEqual([other?.id])
})
