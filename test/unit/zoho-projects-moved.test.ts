import { expect, test } from 'vitest'
import zohoProjects from '../../connectors/zoho-projects/index.ts'
import { make, newFields, one, oneMore } from '../conformance/bench.ts'
import { seenBy } from '../conformance/promises/changing.ts'
import { sandboxBench } from '../conformance/sandbox-bench.ts'

test.each(['stays', 'new'] as const)(
  'a task that somebody moved to another project is absent where it was, and listed where it is: its id %s',
  async id => {
    const bench = await sandboxBench(zohoProjects, sandbox => sandbox.turn('moved-task-id', id))
    const ground = await bench.open()
    const { row, standing } = await one(ground, 'task')
    const elsewhere = await oneMore(ground, 'project', standing)
    const [, own = ''] = row.id.split('/')
    const below = newFields(ground, 'task', { ...standing, task: row })
    const child = await make(ground, 'task', { ...below, parent: row.id })
    const move = { module: 'Tasks', does: 'edit', id: own, fields: { project: elsewhere.id } } as const
    ground.sandbox?.person({ as: 'Cy Delivery', ...move })
    await ground.tick()
    expect(await ground.connector.fetch(ground.session, 'task', [row.id, child.id])).toEqual([])
    const there = (await seenBy(ground, 'task', null)).rows.filter(one => one.fields.project === elsewhere.id)
    const [parent, subtask] = [
      there.find(one => one.fields.parent === null),
      there.find(one => one.fields.parent !== null),
    ]
    expect([parent?.fields.title, subtask?.fields.title]).toEqual([row.fields.title, child.fields.title])
    expect(subtask?.fields.parent).toBe(parent?.id)
    expect(parent?.id === `${elsewhere.id}/${own}`).toBe(id === 'stays')
    expect(there).toHaveLength(2)
  },
)
