import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { newMasterKey } from '../../src/engine/vault.ts'
import { freePort } from '../../src/store/embedded.ts'
import { until } from '../db/until.ts'
import { testDatabase } from '../support/database.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const silent = createServer(() => {})
afterAll(() => void silent.close())

const nowhere = (port: number) => `postgresql://baton:the-word-of-the-database@127.0.0.1:${port}/baton`

/** A real `baton start`. */
function start(databaseUrl: string) {
  const child = spawn(process.execPath, [main, 'start', '--role', 'worker'], {
    env: {
      DATABASE_URL: databaseUrl,
      BATON_SECRET: newMasterKey(),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', data => {
    said += data
  })
  afterAll(() => void child.kill('SIGKILL'))
  return { child, said: () => said, ended: once(child, 'close') }
}

test('a node that waits for a database which never answers ends when it is asked to', async () => {
  const asked = once(silent, 'connection')
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
  const address = silent.address()
  const { child, ended } = start(nowhere(typeof address === 'object' ? (address?.port ?? 0) : 0))
  const [socket] = await asked
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  socket.destroy()
})

test('a node whose database is not there yet says so, waits for it, and ends when it is asked to', async () => {
  const port = await freePort()
  const { child, said, ended } = start(nowhere(port))
  await until('it says so', () => said().includes('the database cannot be reached yet'))
  const tries = createServer(socket => socket.destroy())
  const again = once(tries, 'connection').then(() => once(tries, 'connection'))
  tries.listen(port, '127.0.0.1')
  await again
  expect(child.exitCode).toBeNull()
  expect(said()).not.toMatch(/\bat .*\.ts|"stack"/)
  expect(said()).not.toContain('the-word-of-the-database')
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  tries.close()
})

test('a node ends in words when a newer version changes the database under it', async () => {
  const { url, pool } = await testDatabase()
  const { said, ended } = start(url)
  await until('it runs', () => said().includes('"msg":"started"'))
  await pool.query(`insert into migration (name, run_on) values ('999999_of-later', now())`)
  expect(await ended).toEqual([1, null])
  expect(said()).toMatch(
    /changed by a newer Baton \(999999_of-later\)\. Start that version, or a newer one\./,
  )
})
