import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { startLoop } from '../../src/engine/loop.ts'
import { inTransaction, openDatabase } from '../../src/store/database.ts'
import { type Claim, claimKeys } from '../../src/store/dirty.ts'
import { fold, readyOverdueLanes } from '../../src/store/fold.ts'
import { type KeyEnd, settleKeys } from '../../src/store/key-ends.ts'
import { freeLane, takeLane } from '../../src/store/lanes.ts'

/** The smallest worker there can be: it looks at counters, and locks what it looks at for as long as it does. */
export interface StressWork {
  readonly url: string
  /** Of all keys, how many fail when they are looked at. */
  readonly failing: number
}

const { url, failing }: StressWork = JSON.parse(process.argv[2] ?? '')
const keyLease = 30
/** So short that workers meet in a lane all the time, and keys have to be exclusive by themselves. */
const laneLease = 0.005
const pool = openDatabase(url, 10)
const log = pino({ level: 'silent' })
process.on('disconnect', () => process.exit())

async function serve(): Promise<boolean> {
  const [owner, token] = [randomUUID(), randomUUID()]
  const lane = await takeLane(pool, owner, laneLease)
  if (!lane) return false
  const claims = await claimKeys(pool, lane, token, 50, keyLease)
  await settleKeys(pool, lane.mapping, token, await lookedAt(claims))
  await freeLane(pool, lane, owner)
  return true
}

/** Notes of every key how far its counter had come, and of any that somebody else is looking at that it was so. */
function lookedAt(claims: readonly Claim[]): Promise<KeyEnd[]> {
  const keys = claims.map(claim => claim.key)
  const bad = new Set(keys.filter(() => Math.random() < failing))
  return inTransaction(pool, async tx => {
    await tx.query(
      `insert into overlap (key) select key from unnest($1::text[]) as k(key)
       where not pg_try_advisory_xact_lock(hashtextextended(key, 1))`,
      [keys],
    )
    const seen = await tx.query('select key, counter from edit where key = any($1)', [keys])
    for (let at = 0; at < Math.random() * 20; at++) await tx.query('select')
    const good = seen.rows.filter(row => !bad.has(row.key))
    await tx.query(
      `update edit e set handled = s.counter, runs = runs + 1
       from unnest($1::text[], $2::int[]) as s(key, counter) where e.key = s.key`,
      [good.map(row => row.key), good.map(row => row.counter)],
    )
    return claims.map(({ key, version }) =>
      bad.has(key)
        ? { key, version, is: 'failed', error: 'for a test', why: { is: 'unexpected' } }
        : { key, version, is: 'done' },
    )
  })
}

startLoop({ name: 'fold', idleMs: 5, log, round: async () => (await fold(pool, 500)) > 0 })
startLoop({ name: 'overdue', idleMs: 100, log, round: async () => (await readyOverdueLanes(pool)) > 0 })
for (let slot = 0; slot < 3; slot++) startLoop({ name: 'lanes', idleMs: 10, log, round: serve })
process.send?.('ready')
