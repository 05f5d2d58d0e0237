import { expect, test } from 'vitest'
import redmine from '../../connectors/redmine/index.ts'
import zohoCrm from '../../connectors/zoho-crm/index.ts'
import type { Connector, Session } from '../../src/spi/index.ts'
import { fake } from './zoho-fake.ts'

const filesOf = async (connector: Connector, session: Session, entity: string, within: string) => {
  const { rows } = await connector.pull(session, { entity, since: null, cursor: null, within })
  return rows.map(row => row.fields.files)
}

test('files of a note in Zoho CRM are named with the page of their task, and without it where it is not known', async () => {
  const note = {
    id: '770000000000900001',
    Note_Content: 'See the plan.',
    Parent_Id: { id: '770000000000500001', module: { api_name: 'Tasks' } },
    Created_Time: '2026-11-04T09:00:00+01:00',
    $attachments: [{ File_Name: 'plan.pdf' }, { File_Name: 'costs.xlsx' }],
  }
  const answers = { 'GET /Tasks/770000000000500001/Notes': [{ body: { data: [note], info: {} } }] }
  const asked = (facts: Readonly<Record<string, string>>) =>
    filesOf(zohoCrm, fake(zohoCrm, answers, { dc: 'eu' }, facts).session, 'note', '770000000000500001')
  const page = 'https://crm.zoho.eu/crm/org20081234567/tab/Tasks/770000000000500001'
  expect(await asked({ orgId: '20081234567' })).toEqual([[`plan.pdf: ${page}`, `costs.xlsx: ${page}`]])
  expect(await asked({})).toEqual([['plan.pdf', 'costs.xlsx']])
})

test('files that came with a note in Redmine are named with their address', async () => {
  const journal = {
    id: 10,
    user: { id: 1, name: 'Ada Sync' },
    notes: 'See the plan.',
    created_on: '2026-11-04T08:00:00Z',
    details: [
      { property: 'attachment', name: '7', new_value: 'plan.pdf' },
      { property: 'attr', name: 'subject', old_value: 'a', new_value: 'b' },
    ],
  }
  const send = async () => ({ status: 200, headers: {}, body: { issue: { ...issue, journals: [journal] } } })
  const session: Session = { settings: { url: 'https://redmine.example.test' }, facts: {}, send }
  expect(await filesOf(redmine, session, 'comment', '5')).toEqual([
    ['plan.pdf: https://redmine.example.test/attachments/7'],
  ])
})

const issue = {
  id: 5,
  subject: 'T',
  project: { id: 1, name: 'P' },
  tracker: { id: 1, name: 'Bug' },
  status: { id: 1, name: 'New' },
  priority: { id: 2, name: 'Normal' },
  author: { id: 1, name: 'Ada Sync' },
  created_on: '2026-11-04T08:00:00Z',
  updated_on: '2026-11-04T08:00:00Z',
}
