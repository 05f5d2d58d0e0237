import { describe, expect, test } from 'vitest'
import { fold } from '../../src/store/fold.ts'
import { prio, signalKeys, signalRows } from '../../src/store/signals.ts'
import { testDatabase } from '../support/database.ts'
import { ground } from './ground.ts'
import { claimed, dirtyKeys, foldAll } from './schedule.ts'

const { pool } = await testDatabase()

let grounds = 0
const fresh = () => ground(pool, `burst-${grounds++}`)
const account = (connection: number, id: string) => ({ connection, entity: 'account', id })

describe('50,000 hints for one connection', () => {
  const burst = (connection: number, count = 50_000) =>
    pool.query(
      `insert into signal (connection, entity, row_id, prio)
       select $1, 'account', 'b' || i, ${prio.hook} from generate_series(1, $2) i`,
      [connection, count],
    )
  const emptied = () => pool.query('delete from signal')

  test('do not hold up a single edit of another one: it is due after one fold', async () => {
    const [noisy, quiet] = [await fresh(), await fresh()]
    await burst(noisy.crm)
    await signalRows(pool, [account(quiet.crm, '1')], prio.hook)
    await signalKeys(pool, quiet.mapping, ['k'], prio.person)
    await fold(pool)
    expect(await dirtyKeys(pool, quiet.mapping)).toEqual(['k', 'new:accounts:crm:1'])
    await emptied()
  })

  test('go behind a single edit on the other side of the same mapping', async () => {
    const { crm, pm, mapping } = await fresh()
    await burst(crm)
    await fold(pool)
    await signalRows(pool, [{ connection: pm, entity: 'client', id: '1' }], prio.hook)
    await fold(pool)
    const { claims } = await claimed(pool, mapping)
    expect(claims[0]?.key).toBe('new:accounts:pm:1')
    await emptied()
  })

  test('are taken whole, each once', async () => {
    const { crm, pm, mapping } = await fresh()
    await burst(crm, 7000)
    await signalRows(pool, [{ connection: pm, entity: 'client', id: '1' }], prio.hook)
    await foldAll(pool)
    const found = await pool.query(
      'select sum(version)::int as times, count(*)::int from dirty where mapping = $1',
      [mapping],
    )
    expect(found.rows).toEqual([{ times: 7001, count: 7001 }])
  })
})
