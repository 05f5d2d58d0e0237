import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mappingFields } from '../../src/engine/verbs/mapping-fields.ts'
import { recordsNames } from '../../src/engine/verbs/records-names.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { webApp } from '../../src/web/app.ts'
import { type Listening, listen } from '../../src/web/listen.ts'
import { consoleAsker } from '../support/console-asker.ts'
import { put } from '../support/pocket.ts'
import { pocketEngine } from '../support/pocket-engine.ts'
import { pocketTasks } from '../support/pocket-tasks.ts'

const desk = await pocketEngine()
const { engine, pool, crm, settle, timePasses } = desk
let web: Listening
const ask = consoleAsker(desk, () => web.url)
let link = ''

beforeAll(async () => {
  web = await listen(webApp(engine), 0, '127.0.0.1')
  const { linked, edit, look } = pocketTasks(desk)
  const id = await linked('Kick-off')
  edit('crm', id, { note: 'Bring the badges' })
  await look(id)
  put(crm, 'account', 'a:1', { name: 'Zylker' })
  await timePasses(4000)
  await settle()
  link = (await pool.query<{ id: string }>('select id::text from link')).rows[0]?.id ?? ''
})
afterAll(() => web.close())

describe('what records are called', () => {
  test('is told of what is linked, of a thread, and of what stands alone; whatever else is asked, nothing', async () => {
    const keys = [
      `link:${link}`,
      `thread:${link}`,
      'new:accounts:crm:a:1',
      'new:accounts:crm:gone',
      'link:x',
      'link:99999',
    ]
    const named = await perform(engine, recordsNames, operator(), { mapping: 'pockets', keys })
    expect(named).toEqual([
      { key: `link:${link}`, pair: 'tasks', name: 'Kick-off', ids: { crm: 't0', pm: 't0' } },
      { key: `thread:${link}`, pair: 'tasks', name: 'Kick-off', ids: { crm: 't0', pm: 't0' } },
      { key: 'new:accounts:crm:a:1', pair: 'accounts', name: 'Zylker', ids: { crm: 'a:1', pm: null } },
    ])
  })

  test('stands in each line of the journal, with the way to its page', async () => {
    const { text } = await ask('/journal?kind=wrote', { as: 'viewer' })
    expect(text).toContain('<a href="/tasks/pockets/crm/t0">Kick-off</a>')
  })
})

describe('what fields are called', () => {
  test('is told pair by pair, as people see them', async () => {
    const fields = await perform(engine, mappingFields, operator(), { mapping: 'pockets' })
    expect(fields).toContainEqual({
      pair: 'tasks',
      names: { crm: 'note', pm: 'note' },
      titles: { crm: 'The note', pm: 'Remarks' },
    })
  })

  test('stands in the story of a task', async () => {
    const { text } = await ask('/tasks/pockets/crm/t0', { as: 'viewer' })
    expect(text).toContain('Written to the project tool: Remarks.')
    expect(text).toMatch(/<th scope="row"[^>]*>Remarks<\/th>/)
  })
})
