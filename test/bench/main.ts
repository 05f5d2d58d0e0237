import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createDatabase, dropDatabase } from '../../src/store/copies.ts'
import { migrate } from '../../src/store/migrate.ts'
import { postgresServer } from '../support/postgres-server.ts'
import { usualScale } from './bench.ts'
import { benches } from './benches/index.ts'
import { report, tableOf } from './report.ts'
import { runBenches } from './run-benches.ts'

/** `npm run bench -- --only statements --scale 0.1 --json bench.json`: figures beside their baselines, as a table and a file. */
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    scale: { type: 'string' },
    json: { type: 'string', default: 'bench.json' },
  },
})
// What is asked for in so many words is done in full.
const withinSeconds = values.scale === undefined ? 540 : Number.POSITIVE_INFINITY
const say = (line: string) => void process.stdout.write(`${line}\n`)
const scale = Number(values.scale ?? usualScale)
if (!(scale > 0 && scale <= 1)) throw new Error(`--scale: "${values.scale}" is no number from above 0 to 1.`)
const chosen = benches.filter(one => values.only?.includes(one.name) ?? !one.onlyNamed)
const unknown = (values.only ?? []).filter(name => !benches.some(one => one.name === name))
if (unknown.length > 0)
  throw new Error(`--only: there is no ${unknown}. There are: ${benches.map(one => one.name).join(', ')}.`)

const server = await postgresServer()
try {
  const templateUrl = await createDatabase(server.url, 'baton_bench')
  await migrate(templateUrl)
  const made = await runBenches({ templateUrl, benches: chosen, scale, withinSeconds, say })
  await dropDatabase(templateUrl)
  say(
    `\n${tableOf(made)}\n\nA goal that is missed is explained in test/bench/README.md; the figures are in ${values.json}.`,
  )
  await writeFile(values.json, `${JSON.stringify(report.parse(made), null, 2)}\n`)
  if (made.benches.some(one => one.failed !== null)) process.exitCode = 1
} finally {
  await server.stop()
}
