import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningSandbox, runSandbox } from '../../src/cli/sandbox.ts'
import { diagnose } from '../../src/engine/doctor.ts'
import { connectionsConnect } from '../../src/engine/verbs/connections-connect.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { type TestEngine, testEngine } from '../support/engine.ts'

let running: RunningSandbox
let opened: TestEngine

beforeAll(async () => {
  running = await runSandbox('zoho-crm')
  opened = await testEngine({ BATON_HOSTS: running.hosts })
  const { settings, credentials } = running.sandbox
  const ask = {
    name: 'crm',
    connector: 'zoho-crm',
    settings: { ...settings, edition: 'enterprise' },
    credentials,
  }
  await perform(opened.engine, connectionsConnect, operator(), ask)
})

afterAll(async () => {
  await opened.engine.sessions.close()
  await running.close()
})

const whatIsFound = async () => (await diagnose(opened.engine)).flatMap(({ findings }) => findings)

test('a connection that is set up well has no findings', async () => {
  expect(await diagnose(opened.engine)).toEqual([{ connection: 'crm', findings: [] }])
})

test('a clock that is minutes off is told, with the way it is off', async () => {
  running.sandbox.advance(300)
  expect(await whatIsFound()).toEqual([
    {
      is: 'doubtful',
      what: expect.stringMatching(/clock is (299|30\d) seconds behind the vendor's/),
      advice: expect.any(String),
    },
  ])
})

test('what the vendor refuses is a finding, not an end', async () => {
  running.sandbox.turn('api-permission', 'NO_PERMISSION')
  expect(await whatIsFound()).toContainEqual({
    is: 'wrong',
    what: 'Zoho CRM: permission denied',
    advice: expect.any(String),
  })
})

test('a connection that is not there is an error', async () => {
  await expect(diagnose(opened.engine, 'nowhere')).rejects.toThrow('There is no connection "nowhere".')
})
