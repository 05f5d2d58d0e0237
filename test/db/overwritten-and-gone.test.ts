import { expect, test } from 'vitest'
import { goneAfterMs } from '../../src/core/gone.ts'
import { VendorError } from '../../src/spi/index.ts'
import { boxHead, vendorPair } from '../support/vendor-pair.ts'

const text = `${boxHead}deals: { pair: [deal, project] }
tasks:
  pair: [task, task]
  inside: deals
  fields: [{ crm: title, pm: title, tie: pm }]
`

/** A task on both sides, whose two titles are about to differ. */
async function linkedTask() {
  const box = await vendorPair(text, ({ crm, pm }) => {
    crm.put('deal', 'd', { title: 'Roll-out', stage: 'Open' })
    pm.put('project', 'p', { name: 'Roll-out' })
    crm.put('task', 'c', { title: 'as it was', deal: 'd' })
    pm.put('task', 't', { title: 'as it was', project: 'p' })
  })
  const { pool } = box.engine
  const link = `insert into link (mapping, pair, crm_id, pm_id, crm_base, pm_base) values ($1, $2, $3, $4, $5, $5)`
  await pool.query(link, [box.mapping, 'deals', 'd', 'p', '{}'])
  await pool.query(link, [box.mapping, 'tasks', 'c', 't', JSON.stringify({ title: 'as it was' })])
  const typed = async () => {
    await box.edit('crm', 'task', 'c', { title: 'typed in the CRM' })
    await box.edit('pm', 'task', 't', { title: 'typed in the tool' })
    await box.settle()
  }
  return { box, pool, typed }
}

test('what a write without an answer overwrote is named, also when its row is deleted before anybody looks [I4]', async () => {
  const { box, pool, typed } = await linkedTask()
  const { write } = box.crm.connector
  box.crm.silent = () => 'made'
  box.crm.connector.write = async (session, entity, writes) => {
    const answer = await write(session, entity, writes)
    box.crm.remove('task', 'c')
    return answer
  }
  await typed()
  for (let looks = 0; looks < 2; looks++) {
    await pool.query(
      `update link set crm_missing_since = crm_missing_since - interval '${goneAfterMs + 1000} ms'`,
    )
    await pool.query('update dirty set run_at = now()')
    await box.settle()
  }
  expect((await pool.query(`select from link where pair = 'tasks'`)).rowCount).toBe(0)
  expect((await pool.query('select from intent')).rowCount).toBe(0)
  const journal = await pool.query(`select data from journal where kind = 'settled'`)
  expect(journal.rows).toMatchObject([
    {
      data: {
        ...{ side: 'crm', row: 'c' },
        ...{ before: { title: 'typed in the CRM' }, sent: { title: 'typed in the tool' } },
      },
    },
  ])
})

test('what a write without an answer overwrote unseen is named where the vendor has kept it [I4]', async () => {
  const { box, pool, typed } = await linkedTask()
  const asked: unknown[] = []
  box.crm.silent = () => 'made'
  box.crm.connector.replaced = async (_session, ...of) => {
    asked.push(of)
    return { title: 'typed while it was on its way' }
  }
  await typed()
  box.crm.silent = () => null
  await pool.query('update dirty set run_at = now()')
  await box.settle()
  const update = { before: { title: 'typed in the CRM' }, sent: { title: 'typed in the tool' } }
  expect(asked).toContainEqual(['task', 'c', update])
  const journal = await pool.query(`select data from journal where kind = 'settled'`)
  expect(journal.rows).toMatchObject([{ data: { before: { title: 'typed while it was on its way' } } }])
})

test('a row whose history cannot be read holds nothing up: what its writer had seen is named', async () => {
  const { box, pool, typed } = await linkedTask()
  box.crm.silent = () => 'made'
  box.crm.connector.replaced = () =>
    Promise.reject(new VendorError({ kind: 'forbidden', message: 'Not yours to see.' }, null))
  await typed()
  box.crm.silent = () => null
  await pool.query('update dirty set run_at = now()')
  await box.settle()
  const journal = await pool.query(`select data from journal where kind = 'settled'`)
  expect(journal.rows).toMatchObject([{ data: { before: { title: 'typed in the CRM' } } }])
  expect((await pool.query(`select state from mapping`)).rows).toEqual([{ state: 'on' }])
})
