import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { until } from '../../src/cli/demo/until.ts'
import { createDatabase } from '../../src/store/copies.ts'
import { openDatabase } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { ownServer } from '../db/own-server.ts'
import { clockVariables, setDatabaseClock, setNodeClock, settableClock } from './clocks.ts'

const folder = await mkdtemp(join(tmpdir(), 'baton-clocks-'))
afterAll(() => rm(folder, { recursive: true }))

test("a node's clock is off by what is set, and what has no date is not", async () => {
  await setNodeClock(folder, 2, -86_400)
  const script = join(folder, 'says.ts')
  await writeFile(
    script,
    'console.log(JSON.stringify([Date.now(), +new Date(), +new Date(5), new Date() instanceof Date, performance.now() < 60_000]))',
  )
  const env = { ...process.env, ...clockVariables(folder, 'second') }
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--role', 'worker'], { env })
  const [now, fresh, given, isDate, isSteady] = JSON.parse(stdout)
  const behind = [now, fresh].map(at => Math.round((Date.now() - at) / 3_600_000))
  expect([behind, given, isDate, isSteady]).toEqual([[24, 24], 5, true, true])
})

test('the clock of a database jumps for all its connections, its defaults too, and a restart keeps it', async () => {
  const server = await ownServer()
  const url = await createDatabase(server.url, 'clocks')
  await settableClock(url)
  await migrate(url)
  const pool = openDatabase(url, 2)
  const hours = async () => {
    const { rows } = await pool.query(
      `select round(extract(epoch from now() - transaction_timestamp()) / 3600)::int as now,
         round(extract(epoch from clock_timestamp() - transaction_timestamp()) / 3600)::int as clock`,
    )
    return rows[0]
  }
  expect(await hours()).toEqual({ now: 0, clock: 0 })
  await setDatabaseClock(pool, -7200)
  await until('the setting is read', async () => (await hours()).now === -2)
  expect(await hours()).toEqual({ now: -2, clock: -2 })
  await server.stop()
  await server.start()
  expect(await hours()).toEqual({ now: -2, clock: -2 })
  await pool.end()
})
