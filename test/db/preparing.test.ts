import { afterAll, expect, test } from 'vitest'
import { runSandbox } from '../../src/cli/sandbox.ts'
import { doChore } from '../../src/engine/chores.ts'
import { connectionsConnect } from '../../src/engine/verbs/connections-connect.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { testEngine } from '../support/engine.ts'

const running = await runSandbox('zoho-crm')
const { engine, logged } = await testEngine({ BATON_HOSTS: running.hosts })
afterAll(async () => {
  await engine.sessions.close()
  await running.close()
})

test('what a connector needs in an account is made when it is proved, and seen at once', async () => {
  const fields = { module: 'Tasks', api_name: 'Baton_Key' }
  running.sandbox.person({ as: 'Ada Sync', does: 'remove', module: 'Fields', fields })
  const { settings, credentials } = running.sandbox
  const ask = { name: 'crm', connector: 'zoho-crm', settings, credentials }
  await perform(engine, connectionsConnect, operator(), ask)
  while (await doChore(engine));
  const { rows } = await engine.pool.query('select state, facts from connection')
  expect(rows).toEqual([{ state: 'ready', facts: expect.objectContaining({ 'keyField.task': 'unique' }) }])
  expect(logged()).toContain('the field Baton_Key in Tasks')
})
