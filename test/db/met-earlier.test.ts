import { expect, test } from 'vitest'
import { VendorError } from '../../src/spi/index.ts'
import { boxHead, vendorPair } from '../support/vendor-pair.ts'

const text = `${boxHead}deals: { pair: [deal, project] }
tasks:
  pair: [task, task]
  inside: deals
  create: [pm]
  fields: [{ crm: title, pm: title }]
`

/** A deal with its project, and a vendor that makes a task and then refuses it, as Redmine does for its status. */
async function halfRefused() {
  const box = await vendorPair(text, ({ crm, pm }) => {
    crm.put('deal', 'd', { title: 'Roll-out', stage: 'Open' })
    pm.put('project', 'p', { name: 'Roll-out' })
  })
  const link = `insert into link (mapping, pair, crm_id, pm_id) values ($1, 'deals', 'd', 'p')`
  await box.engine.pool.query(link, [box.mapping])
  const { write } = box.pm.connector
  box.pm.connector.write = async (...ask) => {
    const results = await write(...ask)
    if (ask[1] !== 'task') return results
    const { failure } = new VendorError({ kind: 'rejected', message: 'Not in this status.' }, null)
    return results.map(() => ({ ok: false, failure, unanswered: false }))
  }
  await box.edit('crm', 'task', 'c', { title: 'Old', deal: 'd' })
  await box.settle()
  box.pm.connector.write = write
  return box
}

test('a create that meets the row of an earlier one does not carry its older words back over newer ones [I4]', async () => {
  const box = await halfRefused()
  await box.edit('crm', 'task', 'c', { title: 'New', deal: 'd' })
  await box.settle()
  const titles = [box.crm.all('task'), box.pm.all('task')].map(rows => rows.map(([, fields]) => fields.title))
  expect(titles).toEqual([['New'], ['Old']])
  const { rows } = await box.engine.pool.query(`select field, code from hold where pair = 'tasks'`)
  expect(rows).toEqual([{ field: 'title', code: 'hold/first-meeting' }])
})

test('a create that meets the row of an earlier one, which shows what was to be written, is as good as that one', async () => {
  const box = await halfRefused()
  await box.engine.pool.query('update dirty set run_at = now()')
  await box.settle()
  await box.edit('crm', 'task', 'c', { title: 'New', deal: 'd' })
  await box.settle()
  expect(box.pm.all('task').map(([, fields]) => fields.title)).toEqual(['New'])
})
