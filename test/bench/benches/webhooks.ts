import express from 'express'
import type { Pool } from '../../../src/store/database.ts'
import { webApp } from '../../../src/web/app.ts'
import { listen } from '../../../src/web/listen.ts'
import { type Bench, type BenchRun, figure } from '../bench.ts'
import { hookSecret } from '../vendor-rows.ts'
import { percentile, timed } from '../work.ts'
import { openWorld } from '../world.ts'

/** Webhooks that are verified and stored, beside an Express that only inserts; with a backlog that nobody works through. */
export const webhooks: Bench = {
  name: 'webhooks',
  title: 'webhooks accepted and stored a second',
  seconds: 12,
  limit:
    'The connection is looked up for each delivery after it came, so that a changed secret holds at once, and Helmet writes its headers on every answer. What comes meanwhile is looked up, and stored, together.',
  run: async run => {
    const world = await openWorld(run, {
      amounts: { accounts: 10, deals: 20, tasks: 1000 },
      bulk: { crm: 1, pm: 1 },
    })
    const { pool } = world.engine
    await backlog(pool, world.connections.crm, run.scaled(50_000, 100))
    const baton = await served(run, webApp(world.engine))
    const bare = await served(run, bareApp(pool, world.connections.crm))
    const ours: Load = { url: `${baton}/hooks/crm`, headers: { 'x-secret': hookSecret } }
    const theirs: Load = { url: bare, headers: {} }
    const taken = { ours: [] as number[], bare: [] as number[], oursMs: 0, bareMs: 0 }
    const before = await stored(pool)
    const rounds = 6
    const each = run.scaled(1000, 40)
    for (let round = 0; round < rounds; round++) {
      taken.oursMs += await timed(() => load(ours, each, taken.ours))
      taken.bareMs += await timed(() => load(theirs, each, taken.bare))
    }
    const kept = (await stored(pool)) - before
    if (kept !== 2 * rounds * each) throw new Error(`${kept} of ${2 * rounds * each} were stored.`)
    const what = 'Express with one insert a request'
    return [
      figure(
        {
          what: 'accepted and stored',
          unit: 'webhooks a second',
          value: (1000 * taken.ours.length) / taken.oursMs,
          baseline: { what, value: (1000 * taken.bare.length) / taken.bareMs },
        },
        { words: 'at least 0.7 of it', holds: one => one.ratio >= 0.7 },
      ),
      figure({
        what: 'p99 until it is answered',
        unit: 'ms',
        value: percentile(taken.ours, 0.99),
        baseline: { what, value: percentile(taken.bare, 0.99) },
      }),
    ]
  },
}

const atOnce = 16

interface Load {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** So many webhooks, some at once; notes how long each of them took, in ms. */
async function load({ url, headers }: Load, count: number, took: number[]): Promise<void> {
  let next = 1
  const one = async () => {
    while (next <= count) {
      const body = JSON.stringify([{ entity: 'task', id: String(next++) }])
      took.push(
        await timed(async () => {
          const response = await fetch(url, { method: 'POST', headers, body })
          await response.arrayBuffer()
          if (response.status !== 200) throw new Error(`A webhook was answered with ${response.status}.`)
        }),
      )
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
}

async function served(run: BenchRun, app: Parameters<typeof listen>[0]): Promise<string> {
  const listening = await listen(app, 0, '127.0.0.1')
  run.finally(() => listening.close())
  return listening.url
}

function bareApp(pool: Pool, connection: number) {
  const app = express()
  app.post('/', express.raw({ type: () => true }), async (request, response) => {
    const [hint] = JSON.parse(request.body.toString('utf8'))
    await pool.query('insert into signal (connection, entity, row_id, prio) values ($1, $2, $3, 0)', [
      connection,
      hint.entity,
      hint.id,
    ])
    response.status(200).json({ status: 'taken' })
  })
  return app
}

async function backlog(pool: Pool, connection: number, count: number): Promise<void> {
  await pool.query(
    `insert into signal (connection, entity, row_id) select $1, 'task', i::text from generate_series(1, $2::int) i`,
    [connection, count],
  )
}

async function stored(pool: Pool): Promise<number> {
  const found = await pool.query<{ count: number }>('select count(*)::int as count from signal')
  return found.rows[0]?.count ?? 0
}
