import { describe, expect, test } from 'vitest'
import { createSandbox as espocrm } from '../../connectors/espocrm/sandbox.ts'
import { createSandbox as redmine } from '../../connectors/redmine/sandbox.ts'
import { createSandbox as zohoCrm } from '../../connectors/zoho-crm/sandbox.ts'
import { createSandbox as zohoProjects } from '../../connectors/zoho-projects/sandbox.ts'
import type { Sandbox } from '../../src/spi/index.ts'
import { controlSandbox } from '../../src/web/sandbox-control.ts'

const id = { $row: 'acme' }

const boxes = [
  [
    'zoho-crm',
    zohoCrm,
    'Ada Sync',
    { module: 'Accounts', name: 'acme', fields: { Account_Name: 'Zylker' } },
    { module: 'Contacts', fields: { Last_Name: 'Ito', Account_Name: { id } } },
    'Contacts',
    { Account_Name: { name: 'Zylker' } },
  ],
  [
    'zoho-projects',
    zohoProjects,
    'Ada Sync',
    { module: 'Projects', name: 'acme', fields: { name: 'Zylker' } },
    { module: 'Tasks', fields: { name: 'Kick-off', project: { id } } },
    'Tasks',
    { project: { name: 'Zylker' } },
  ],
  [
    'espocrm',
    espocrm,
    'Ada Sync',
    { module: 'Account', name: 'acme', fields: { name: 'Zylker' } },
    {
      module: 'Task',
      fields: {
        name: 'Kick-off',
        parentType: 'Account',
        parentId: id,
        assignedUserId: '6a00000000000a002',
      },
    },
    'Task',
    { parentName: 'Zylker' },
  ],
  [
    'redmine',
    redmine,
    'ada',
    { module: 'projects', name: 'acme', fields: { name: 'Zylker', identifier: 'zylker' } },
    { module: 'issues', fields: { subject: 'Kick-off', project_id: id, tracker_id: 2, priority_id: 2 } },
    'issues',
    { project: { name: 'Zylker' } },
  ],
] as const

const at = Date.UTC(2026, 10, 2, 9)

function post(sandbox: Sandbox, body: unknown) {
  const url = `https://${sandbox.hosts[0]}/__sandbox/seed`
  return controlSandbox(sandbox, { method: 'POST', url, headers: {}, body: JSON.stringify(body) })
}

describe('many rows in one order', () => {
  test.each(boxes)('%s: linked by the names they were given, each with its id', (...row) => {
    const [, createSandbox, as, parent, child, module, shown] = row
    const sandbox = createSandbox({ now: () => at })
    const before = sandbox.state()[module]?.length ?? 0
    const { status, body } = post(sandbox, { as, rows: [parent, child, child] })
    const { ids } = body as { ids: unknown[] }
    expect(status).toBe(200)
    expect(ids).toHaveLength(3)
    const rows = sandbox.state()[module] ?? []
    expect(rows.length).toBe(before + 2)
    for (const id of ids.slice(1)) expect(rows.find(one => one.id === id)).toMatchObject(shown)
    expect(ids[1]).not.toEqual(ids[2])
  })

  test.each(boxes)('%s: what its rules refuse ends the order, and says where', (...row) => {
    const [, createSandbox, as, parent, , , ,] = row
    const sandbox = createSandbox({ now: () => at })
    const { status, body } = post(sandbox, { as, rows: [parent, { module: 'Nothing' }, parent] })
    expect(status).toBe(400)
    expect(String((body as { error: unknown }).error)).toMatch(
      /^rows\[1\] \(Nothing\): .*Nothing.* The 1 rows before it are there\.$/s,
    )
  })

  test('each row by whoever is told, and the history says so', () => {
    const sandbox = zohoCrm({ now: () => at })
    const accounts = { module: 'Accounts', fields: { Account_Name: 'Zylker' } }
    post(sandbox, { as: 'Ada Sync', rows: [accounts, { ...accounts, as: 'Bo Sales' }] })
    expect(sandbox.history().map(({ by }) => by)).toEqual(['person:Ada Sync', 'person:Bo Sales'])
  })

  test.each([
    ['a name that no row before has', { $row: 'nobody' }, 'No row before this one is named "nobody".'],
    ['a value that the row does not have', { $row: 'acme', $value: 'x' }, '"acme" has no x; it has: id, '],
  ])('%s', (_, what, words) => {
    const parent = { module: 'Projects', name: 'acme', fields: { name: 'Zylker' } }
    const child = { module: 'Tasks', fields: { name: 'Kick-off', project: { id: what } } }
    const { body } = post(zohoProjects({ now: () => at }), { as: 'Ada Sync', rows: [parent, child] })
    expect(String((body as { error: unknown }).error)).toContain(words)
  })

  test.each([
    ['no rows', { as: 'Ada Sync', rows: [] }, 'rows'],
    ['nobody to add them', { rows: [{ module: 'Projects' }] }, 'as'],
    ['an unknown key', { as: 'Ada Sync', rows: [{ module: 'Projects', id: '1' }] }, 'Unrecognized key'],
  ])('an order with %s is refused whole', (_, body, words) => {
    const sandbox = zohoProjects({ now: () => at })
    const answer = post(sandbox, body)
    expect(answer.status).toBe(400)
    expect(String((answer.body as { error: unknown }).error)).toContain(words)
    expect(sandbox.history()).toEqual([])
  })
})
