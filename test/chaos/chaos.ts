import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type VendorPair, vendorPairNames } from '../../src/cli/demo/vendor-pairs.ts'
import { createDatabase } from '../../src/store/copies.ts'
import { migrate } from '../../src/store/migrate.ts'
import { startStoppableServer } from '../support/stoppable-server.ts'
import { chaos } from './laboratory.ts'
import { planOf } from './plan.ts'

/** `npm run chaos -- --edits 10000 --seed 7 --pair zoho --deaths 200`: what is wrong after everything went wrong. */
const { values } = parseArgs({
  options: {
    edits: { type: 'string' },
    seed: { type: 'string' },
    pair: { type: 'string' },
    deaths: { type: 'string' },
    traces: { type: 'string' },
  },
})
const edits = wholeNumber('edits', values.edits ?? '200')
const seed = wholeNumber('seed', values.seed ?? String(1 + Math.floor(Math.random() * 1_000_000_000)))
const pair = pairNamed(values.pair ?? 'zoho')
const deaths = values.deaths === undefined ? 0 : wholeNumber('deaths', values.deaths)
const traces = values.traces ?? join(tmpdir(), `baton-chaos-${pair}-${edits}-${seed}`)
const started = performance.now()
const passed = () => Math.round((performance.now() - started) / 1000)
const say = (line: string) => void process.stdout.write(`${String(passed()).padStart(5)} s  ${line}\n`)
const plan = createHash('sha256')
  .update(JSON.stringify(planOf(seed, edits, deaths)))
  .digest('hex')
  .slice(0, 12)
say(`${edits} edits between ${pair} from the seed ${seed} (plan ${plan}).`)
const server = await startStoppableServer()
const cacheFolder = await mkdtemp(join(tmpdir(), 'baton-chaos-'))
let faultsFound = Number.POSITIVE_INFINITY
try {
  const databaseUrl = await createDatabase(server.url, 'baton_chaos')
  await migrate(databaseUrl)
  const { made, troubles, faults, stories } = await chaos({
    server,
    databaseUrl,
    cacheFolder,
    pair,
    edits,
    deaths,
    seed,
    say,
    traces,
  })
  for (const fault of faults) say(`WRONG: ${fault}`)
  for (const line of stories) say(`   ${line}`)
  const told = Object.entries(troubles).map(([name, times]) => `${name} ${times}`)
  say(`Troubles: ${told.join(', ')}.`)
  if (faults.length > 0) say(`Both histories, the journal and the logs are kept in ${traces}.`)
  say(
    `${made} of ${edits} edits made, seed ${seed}, ${pair}, plan ${plan}: ${faults.length === 0 ? 'all is well.' : `${faults.length} faults.`}`,
  )
  faultsFound = faults.length
} finally {
  await rm(cacheFolder, { recursive: true, force: true })
  await server.remove()
}
// The embedded server ends the process by itself, and would end it well.
process.exit(faultsFound > 0 ? 1 : 0)

function wholeNumber(name: string, text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new Error(`--${name}: "${text}" is no whole number above zero.`)
}

function pairNamed(name: string): VendorPair {
  const found = vendorPairNames.find(one => one === name)
  if (found) return found
  throw new Error(`--pair: there is no "${name}". There are: ${vendorPairNames.join(', ')}.`)
}
