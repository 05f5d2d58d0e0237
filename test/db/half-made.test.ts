import { expect, test } from 'vitest'
import { dealsCreateProject } from '../../src/engine/verbs/deals-create-project.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { dealsHead, vendorPair } from '../support/vendor-pair.ts'

const text = dealsHead

test('a row that a lost create left half made, and that a reading has shown meanwhile, is finished and made once', async () => {
  const box = await vendorPair(text, ({ crm, pm }) => {
    crm.put('account', 'a1', { name: 'Zylker' })
    pm.put('client', 'c1', { name: 'Zylker' })
    crm.put('deal', 'd1', { title: 'Roll-out', account: 'a1', stage: 'Open' })
  })
  const creates = () => box.pm.writes.filter(({ entity }) => entity === 'project')
  // As Redmine, where a project is found by our key once all of its template is there.
  const { find } = box.pm.connector
  Object.assign(box.pm.connector, {
    find: async (...ask: Parameters<typeof find>) => (creates().length < 2 ? null : find(...ask)),
  })
  box.pm.silent = () => 'made'
  await perform(box.engine, dealsCreateProject, operator('Bo'), { mapping: 'box', deal: 'd1' })
  await box.settle()
  box.pm.silent = () => null
  // A reading has shown it, and time has passed.
  const [[made] = []] = box.pm.all('project')
  await box.engine.pool.query("update intent set made = $1, at = at - interval '1 day'", [made])
  await box.engine.pool.query('update dirty set run_at = now()')
  await box.settle()
  const keys = creates().map(({ write }) => (write.op === 'create' ? write.key : null))
  expect([keys.length, new Set(keys).size, box.pm.all('project').length]).toEqual([2, 1, 1])
  expect((await box.engine.pool.query("select 1 from link where pair = 'deals'")).rowCount).toBe(1)
})
