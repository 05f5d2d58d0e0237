import { expect, test } from 'vitest'
import { mappingOn } from '../../src/engine/verbs/mapping-on.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { connectionReady, saveConnection } from '../../src/store/connections.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const { engine, pool, mapping } = await pocketEngine()
const rest = { connector: 'pocket-crm', side: 'crm', settings: {}, credentials: '', hookSecret: '' } as const
const other = await saveConnection(pool, { name: 'other', ...rest })
await connectionReady(pool, other.id, { account: 'other', userId: 'us', facts: {} })
const on = (crm: string) =>
  perform(engine, mappingOn, operator(), { text: pocketMapping(), file: 'pockets.yaml', crm, pm: 'pm' })

test.each([
  ['a link', `insert into link (mapping, pair, crm_id, pm_id) values ($1, 'tasks', '1', '1')`, 'link'],
  ['somebody', `insert into person (mapping, crm, pm, by) values ($1, '1', '1', 'Ada Sync')`, 'person'],
])(
  'a mapping that knows %s is not moved to another account, where the ids are other rows',
  async (_, knows, table) => {
    await pool.query(knows, [mapping])
    await expect(on('other')).rejects.toThrow(
      /knows rows of "crm", and elsewhere the same ids are other rows/,
    )
    expect(await on('crm')).toMatchObject({ id: mapping })
    await pool.query(`delete from ${table}`)
  },
)

test('one that knows nothing yet goes to whichever account it is switched on for', async () => {
  expect(await on('other')).toMatchObject({ id: mapping })
  const stored = await pool.query('select crm from mapping where id = $1', [mapping])
  expect(stored.rows).toEqual([{ crm: other.id }])
})
