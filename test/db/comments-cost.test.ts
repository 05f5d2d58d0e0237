import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { talkCost } from '../support/talk-cost.ts'

test.each([
  ['zoho', { crm: 'zoho-crm', pm: 'zoho-projects' }],
  ['espocrm-redmine', { crm: 'espocrm', pm: 'redmine' }],
] as const)(
  'ten comments cost a handful of calls each, however many tasks there are: %s',
  async (mapping, names) => {
    const { url } = await testDatabase()
    const { carried, calls, close } = await talkCost({ databaseUrl: url, mapping, names, tasks: 40 })
    afterAll(close)
    expect(carried).toBe(10)
    const all = Object.values(calls).reduce((sum, each) => sum + each, 0)
    expect(all, JSON.stringify(calls)).toBeLessThanOrEqual(65)
  },
  120_000,
)
