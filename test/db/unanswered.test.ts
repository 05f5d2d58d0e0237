import { beforeEach, describe, expect, test } from 'vitest'
import { holdsAnswer } from '../../src/engine/verbs/holds-answer.ts'
import { holdsList } from '../../src/engine/verbs/holds-list.ts'
import { rowsAddCounterpart } from '../../src/engine/verbs/rows-add-counterpart.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import type { Connector, Row } from '../../src/spi/index.ts'
import { boxHead, type VendorPair, vendorPair } from '../support/vendor-pair.ts'

/** A project tool that keeps no key of ours: nobody can tell which of its tasks a create of ours made. */
const text = `${boxHead}deals: { pair: [deal, project] }
tasks:
  pair: [task, task]
  inside: deals
  fields: [{ crm: title, pm: title }]
`

let box: VendorPair
let rows: number

beforeEach(async () => {
  box = await vendorPair(text, ({ crm, pm }) => {
    crm.put('deal', 'd1', { title: 'Roll-out', stage: 'Open' })
    pm.put('project', 'p1', { name: 'Roll-out' })
    crm.put('task', 't1', { title: 'Kick-off', deal: 'd1' })
  })
  Object.assign(box.pm.connector, withoutKeys(box.pm.connector))
  await box.engine.pool.query(
    `insert into link (mapping, pair, crm_id, pm_id) values ($1, 'deals', 'd1', 'p1')`,
    [box.mapping],
  )
  rows = box.pm.all('task').length
})

function withoutKeys({ pull, fetch }: Connector): Partial<Connector> {
  const bare = ({ key, ...row }: Row) => row
  return {
    createsOnce: () => false,
    find: () => Promise.reject(new Error('It keeps no key, so it is not asked.')),
    pull: async (session, ask) => {
      const page = await pull(session, ask)
      return { ...page, rows: page.rows.map(bare) }
    },
    fetch: async (session, entity, ids) => (await fetch(session, entity, ids)).map(bare),
  }
}

/** Somebody asks for the task in the project tool, which makes it or not, and says nothing. */
async function unanswered(silence: 'made' | 'lost') {
  box.pm.silent = (_entity, write) => (write.op === 'create' ? silence : null)
  const ask = { mapping: 'box', pair: 'tasks', side: 'crm', row: 't1' } as const
  await perform(box.engine, rowsAddCounterpart, operator('Bo'), ask)
  await box.settle()
  box.pm.silent = () => null
  await timePasses()
  const [hold] = (await perform(box.engine, holdsList, operator(), {})).items
  if (!hold) throw new Error('Nobody is asked.')
  return hold
}

/** The create can no longer be arriving, and the project tool is read once more. */
async function timePasses() {
  const { pool } = box.engine
  await pool.query(`update intent set at = at - interval '1 hour'`)
  await pool.query(`update chore set done_at = done_at - interval '1 hour' where entity = 'task'`)
  await pool.query(`update dirty set run_at = now()`)
  await box.settle()
}

const answer = (id: string, given: object) =>
  perform(box.engine, holdsAnswer, operator('Ada'), { ids: [id], answer: given })
const made = () => box.pm.all('task').length - rows
const linked = async () => {
  const links = await box.engine.pool.query(`select pm_id from link where pair = 'tasks' and crm_id = 't1'`)
  return links.rows.map(row => row.pm_id)
}

describe('a create that was never answered, where nobody can tell by a key', () => {
  test('is asked about and not repeated, with what it may have made [I6]', async () => {
    const hold = await unanswered('made')
    const [[row] = []] = box.pm.all('task').slice(rows)
    expect(hold).toMatchObject({ code: 'hold/unanswered-create' })
    expect(hold.question?.options).toMatchObject([
      { choice: 'pick', row },
      { choice: 'create-again' },
      { choice: 'retry' },
    ])
    await timePasses()
    expect(made()).toBe(1)
    await answer(hold.id, { choice: 'pick', row })
    await box.settle()
    expect([made(), await linked()]).toEqual([1, [row]])
  })

  test('is made when a person says that it was not, and asked about anew where that is not answered either [I6]', async () => {
    const first = await unanswered('lost')
    expect(first.question?.options).toMatchObject([{ choice: 'create-again' }, { choice: 'retry' }])
    box.pm.silent = (_entity, write) => (write.op === 'create' ? 'lost' : null)
    await answer(first.id, { choice: 'create-again' })
    await box.settle()
    box.pm.silent = () => null
    await timePasses()
    const [second] = (await perform(box.engine, holdsList, operator(), {})).items
    expect(made()).toBe(0)
    await answer(second?.id ?? '', { choice: 'create-again' })
    await box.settle()
    expect(made()).toBe(1)
    expect(await linked()).toHaveLength(1)
  })
})
