import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createDatabase } from '../../src/store/copies.ts'
import { migrate } from '../../src/store/migrate.ts'
import { postgresServer } from '../support/postgres-server.ts'
import { mayhem } from './mayhem/mayhem.ts'

/** `npm run kills -- --kills 200 --seed 7`: the real processes killed at random calls, and what is wrong at the end. */
const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } })
const kills = wholeNumber('kills', values.kills ?? '200')
const seed = wholeNumber('seed', values.seed ?? String(1 + Math.floor(Math.random() * 1_000_000_000)))
const say = (line: string) => void process.stdout.write(`${line}\n`)

const server = await postgresServer()
const cacheFolder = await mkdtemp(join(tmpdir(), 'baton-kills-'))
try {
  const databaseUrl = await createDatabase(server.url, 'baton_kills')
  await migrate(databaseUrl)
  say(`${kills} deaths from the seed ${seed}.`)
  const { deaths, edits, faults } = await mayhem({ databaseUrl, cacheFolder, kills, seed, say })
  for (const fault of faults) say(`WRONG: ${fault}`)
  say(
    `${deaths} deaths among ${edits} edits: ${faults.length === 0 ? 'all is well.' : `${faults.length} faults.`}`,
  )
  if (faults.length > 0) process.exitCode = 1
} finally {
  await rm(cacheFolder, { recursive: true, force: true })
  await server.stop()
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new Error(`--${name}: "${text}" is no whole number above zero.`)
}
