import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { goneAfterMs } from '../../src/core/gone.ts'
import { drainLane } from '../../src/engine/drain.ts'
import { takeNote } from '../../src/engine/pull.ts'
import type { WriteResult } from '../../src/spi/index.ts'
import { connectionByName } from '../../src/store/connections.ts'
import { inTransaction } from '../../src/store/database.ts'
import { fold } from '../../src/store/fold.ts'
import { prio, signalRows } from '../../src/store/signals.ts'
import { boxHead, type VendorPair, vendorPair } from '../support/vendor-pair.ts'

/** Tasks cross by themselves; somebody deletes the new one before Baton has heard that it was made. */
const text = `${boxHead}deals: { pair: [deal, project] }
tasks:
  pair: [task, task]
  inside: deals
  create: [pm]
  fields: [{ crm: title, pm: title }]
`

let box: VendorPair
/** Ids of all tasks that were ever made in the project tool. */
let made: string[]

beforeEach(async () => {
  box = await vendorPair(text, ({ crm, pm }) => {
    crm.put('deal', 'd1', { title: 'Roll-out', stage: 'Open' })
    pm.put('project', 'p1', { name: 'Roll-out' })
  })
  made = []
  await box.engine.pool.query(
    `insert into link (mapping, pair, crm_id, pm_id) values ($1, 'deals', 'd1', 'p1')`,
    [box.mapping],
  )
})

const gone: WriteResult = {
  ok: false,
  unanswered: true,
  failure: { kind: 'gone', message: 'It was written and could not be found afterwards.' },
}
const silence: WriteResult = {
  ok: false,
  unanswered: true,
  failure: { kind: 'unavailable', message: 'The vendor did not answer.' },
}

/** What the project tool answers to creates, one after the other, having made the row that it is told. */
function answers(...results: readonly ((row: string) => WriteResult | Promise<WriteResult>)[]): void {
  const { write } = box.pm.connector
  const left = [...results]
  box.pm.connector.write = async (session, entity, writes) => {
    const [first] = writes
    const answer = first?.op === 'create' ? left.shift() : undefined
    const told = await write(session, entity, writes)
    const [result] = told
    if (first?.op === 'create' && result?.ok && result.row) made.push(result.row.id)
    return answer ? [await answer(made.at(-1) ?? '')] : told
  }
}

async function timePasses(): Promise<void> {
  const { pool } = box.engine
  const back = `interval '${goneAfterMs + 1000} ms'`
  for (let times = 0; times < 3; times++) {
    await pool.query(`update intent set at = at - interval '1 hour'`)
    await pool.query(
      `update link set crm_missing_since = crm_missing_since - ${back}, pm_missing_since = pm_missing_since - ${back}`,
    )
    await pool.query('update dirty set run_at = now()')
    await box.settle()
  }
}

const outcome = async () => {
  const { pool } = box.engine
  const graves = await pool.query(`select crm_id, pm_id, gone from tombstone`)
  const links = await pool.query(`select from link where pair = 'tasks'`)
  const intents = await pool.query('select from intent')
  return { made, graves: graves.rows, links: links.rowCount, intents: intents.rowCount }
}

/** Made once, deleted by somebody, and let go: as if its link had been known all the time. */
const letGo = (id: string) => ({
  made: [id],
  graves: [{ crm_id: 't1', pm_id: id, gone: 'pm' }],
  links: 0,
  intents: 0,
})

describe('a row that somebody deletes before Baton has heard that it was made is not made again', () => {
  test('the answer named it, and it could not be shown any more [I6]', async () => {
    answers(row => {
      box.pm.remove('task', row)
      return { ...gone, made: row }
    })
    await box.edit('crm', 'task', 't1', { title: 'Kick-off', deal: 'd1' })
    await box.settle()
    await timePasses()
    expect(await outcome()).toEqual(letGo(made[0] ?? ''))
    await box.edit('crm', 'task', 't1', { title: 'Kick-off, later' })
    await box.settle()
    expect(made).toHaveLength(1)
  })

  test('the answer was lost, and the row was seen before the search knows it [I6]', async () => {
    box.pm.connector.find = async () => null
    answers(() => silence)
    await box.edit('crm', 'task', 't1', { title: 'Kick-off', deal: 'd1' })
    await box.settle()
    const [row = ''] = made
    const { engine, mapping } = box
    const ask = `select id from connection where name = 'pm'`
    const { rows } = await engine.pool.query<{ id: number }>(ask)
    await signalRows(engine.pool, [{ connection: rows[0]?.id ?? 0, entity: 'task', id: row }], prio.hook)
    await fold(engine.pool)
    await drainLane(engine, { mapping, shard: 0 }, randomUUID())
    box.pm.remove('task', row)
    await timePasses()
    expect(await outcome()).toEqual(letGo(row))
  })

  test('the answer was lost, and a pull has shown the row before it was looked at [I6]', async () => {
    box.pm.connector.find = async () => null
    answers(() => silence)
    await box.edit('crm', 'task', 't1', { title: 'Kick-off', deal: 'd1' })
    await box.settle()
    const [row = ''] = made
    const { engine } = box
    const connection = await connectionByName(engine.pool, 'pm')
    const { connector } = box.pm
    if (!connection) throw new Error('there is no such connection')
    const rows = await connector.fetch(engine.sessions.open(connection, 'live'), 'task', [row])
    const chore = { entity: 'task', since: '2026-01-01T00:00:00.000Z', doneOnce: true }
    await inTransaction(engine.pool, tx =>
      takeNote(tx, { chore, connection, connector }, { rows, gone: [], next: null }),
    )
    await engine.pool.query('delete from signal')
    box.pm.remove('task', row)
    await timePasses()
    expect(await outcome()).toEqual(letGo(row))
  })

  test('the answer was lost, and the vendor says that a row in its bin has the key [I6]', async () => {
    answers(
      row => {
        box.pm.remove('task', row)
        return silence
      },
      () => {
        const again = made.pop() ?? ''
        box.pm.remove('task', again)
        const message = 'A record with this key is there already'
        return {
          ok: false,
          unanswered: false,
          failure: { kind: 'duplicate', message, existingId: made[0] ?? '' },
        }
      },
    )
    await box.edit('crm', 'task', 't1', { title: 'Kick-off', deal: 'd1' })
    await box.settle()
    await timePasses()
    expect(await outcome()).toEqual(letGo(made[0] ?? ''))
  })
})
