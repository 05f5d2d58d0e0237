import { describe, expect, test } from 'vitest'
import { journalUndo } from '../../src/engine/verbs/journal-undo.ts'
import { rowsAddCounterpart } from '../../src/engine/verbs/rows-add-counterpart.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { boxPair } from '../support/box-pair.ts'

const { engine, screens, boxes, homes, settle } = await boxPair('zoho')
const inCrm = async (title: string) =>
  (await screens.crm.tasksIn(homes.crm)).filter(one => one.title === title).map(({ id }) => id)

/** A task of the project tool that a person has added to the CRM; answers its id, and the journal's entry. */
async function added(title: string) {
  const row = await screens.pm.addTask({ in: homes.pm, title })
  await settle()
  await again(row)
  const { rows } = await engine.pool.query<{ id: string }>(
    `select id from journal where kind = 'created' and data->>'from' = $1 order by id desc limit 1`,
    [row],
  )
  return { row, entry: rows[0]?.id ?? '' }
}

async function again(row: string): Promise<void> {
  const ask = { mapping: 'zoho', pair: 'tasks', side: 'pm', row }
  await perform(engine, rowsAddCounterpart, operator(), ask)
  await settle()
  await settle()
}

const ways = ['ignored', 'counted']

describe.each(ways)('where values of records in the bin are %s as taken', way => {
  test('what was made, taken back with its row, and asked for again is another row', async () => {
    boxes.crm.sandbox.turn('unique-in-bin', way)
    const title = `Taken back, ${way}`
    const { row, entry } = await added(title)
    const [first] = await inCrm(title)
    expect(first).toBeDefined()
    await perform(engine, journalUndo, operator(), { entry, deletes: true })
    await settle()
    expect(await inCrm(title)).toEqual([])
    await again(row)
    const second = await inCrm(title)
    expect(second).toEqual([expect.any(String)])
    expect(second).not.toContain(first)
    await again(row)
    expect(await inCrm(title)).toEqual(second)
  })

  test('what is let go and asked for again is the same row: none is made beside it', async () => {
    const title = `Let go, ${way}`
    const { row, entry } = await added(title)
    const first = await inCrm(title)
    await perform(engine, journalUndo, operator(), { entry })
    await settle()
    await again(row)
    expect(await inCrm(title)).toEqual(first)
    const { rowCount } = await engine.pool.query('select from link where crm_id = $1', [first[0]])
    expect(rowCount).toBe(1)
  })
})

test.each(ways)(
  'what is let go, then deleted by somebody, and asked for again is made at the first ask, and once: records in the bin are %s',
  async way => {
    boxes.crm.sandbox.turn('unique-in-bin', way)
    const title = `Let go and deleted, ${way}`
    const { row, entry } = await added(title)
    const [first] = await inCrm(title)
    await perform(engine, journalUndo, operator(), { entry })
    await settle()
    await screens.crm.removeTask(String(first))
    await settle()
    await again(row)
    // It is looked for twice.
    await engine.pool.query(`update intent set at = at - interval '1 min'`)
    await engine.pool.query(`update dirty set run_at = now() where again = 'look'`)
    await settle()
    await settle()
    const second = await inCrm(title)
    expect(second).toEqual([expect.any(String)])
    await again(row)
    expect(await inCrm(title)).toEqual(second)
  },
)
