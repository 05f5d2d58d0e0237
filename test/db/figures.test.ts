import { beforeAll, describe, expect, test } from 'vitest'
import { countAccounts } from '../../src/store/account-lists.ts'
import { leftOutFigures, mappingFigures, toDecide } from '../../src/store/figures.ts'
import { testDatabase } from '../support/database.ts'
import { ground } from './ground.ts'
import { plansOf, statementsOf } from './plans.ts'

const { pool } = await testDatabase()
const { crm, pm, mapping } = await ground(pool)
const links = 20_000

beforeAll(async () => {
  await pool.query(
    `insert into link (mapping, pair, crm_id, pm_id, crm_base, verified_at, differs)
     select $1, 'tasks', 'c' || i, 'p' || i, jsonb_build_object('title', repeat('wide ', 50)), now(), i % 1000 = 0
     from generate_series(1, $2::int) i`,
    [mapping, links],
  )
  await pool.query(
    `insert into sighting (connection, entity, row_id, fields, inactive)
     select $1, 'task', 't' || i, jsonb_build_object('title', repeat('wide ', 50)), false from generate_series(1, $2::int) i`,
    [crm, links],
  )
  await pool.query('vacuum analyze link, sighting')
})

test.each([
  ['how mappings are doing', mappingFigures],
  ['what is not in sync', toDecide],
  ['what takes no part', leftOutFigures],
] as const)('%s is counted without reading all links or all sightings', async (_, count) => {
  const asked = await statementsOf(count)
  for (const { wholly } of await plansOf(pool, asked))
    expect(wholly.filter(table => table === 'link' || table === 'sighting')).toEqual([])
})

describe('a link was never looked at whole', () => {
  const unverified = async () => (await mappingFigures(pool))[0]?.unverified
  const set = (what: string) => pool.query(`update link set ${what} where crm_id in ('c1', 'c2')`)

  test.each([
    ['as long as no pass has read it', 'verified_at = null', 2],
    ['not when one has', 'verified_at = now()', 0],
  ] as const)('%s', async (_, now, expected) => {
    await set(now)
    expect(await unverified()).toBe(expected)
    expect(await mappingFigures(pool)).toMatchObject([{ links, differing: 20 }])
  })
})

describe('accounts to match', () => {
  beforeAll(async () => {
    const names = ['open', 'ignored', 'inactive', 'linked', 'named', 'ambiguous', 'let-go', 'alone']
    for (const [connection, entity] of [
      [crm, 'account'],
      [pm, 'client'],
    ])
      await pool.query(
        `insert into sighting (connection, entity, row_id, fields, inactive)
         select $1, $2, name, '{}', name = 'inactive' from unnest($3::text[]) name`,
        [connection, entity, names],
      )
    await pool.query(
      `insert into suggestion (mapping, crm_id, pm_id, score, is_equal, reasons)
       select $1, name, name, 0.9, name in ('ambiguous', 'let-go'), '[]' from unnest($2::text[]) name where name <> 'alone'`,
      [mapping, names],
    )
    await pool.query(
      `insert into suggestion (mapping, crm_id, pm_id, score, is_equal, reasons) values ($1, 'open', 'alone', 0.8, false, '[]')`,
      [mapping],
    )
    await pool.query(
      `insert into link (mapping, pair, crm_id, pm_id) values ($1, 'accounts', 'linked', 'x')`,
      [mapping],
    )
    await pool.query(
      `insert into named_client (mapping, crm_id, name, by) values ($1, 'named', 'x', 'ada')`,
      [mapping],
    )
    await pool.query(
      `insert into apart (mapping, crm_id, pm_id, by) values ($1, 'let-go', 'let-go', 'ada')`,
      [mapping],
    )
    await pool.query(
      `insert into decision (mapping, key, choice, about, by) values ($1, 'new:accounts:crm:ignored', '{"is":"ignore"}', '{}', 'ada')`,
      [mapping],
    )
  })

  test('are those that the match desk lists as suggested, and no others', async () => {
    const side = (connection: number, entity: string) => ({ connection, entity, name: 'name' })
    const ask = { mapping, crm: side(crm, 'account'), pm: side(pm, 'client'), search: '' }
    const desk = await countAccounts(pool, { ...ask, after: ['', ''], limit: 1 }, 'crm')
    expect(await toDecide(pool)).toMatchObject([{ suggested: 2 }])
    expect(desk).toMatchObject({ suggested: 2, ambiguous: 1 })
  })
})
