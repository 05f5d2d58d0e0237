import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/**
 * `npm run nightly -- --seconds 1800 --seed 7`: every property for so long, each saying how many cases that were. What
 * fails prints its seed and path; `BATON_PROPERTY_SEED`, `BATON_PROPERTY_PATH` and `-t` of vitest bring it back.
 */
const { values } = parseArgs({ options: { seconds: { type: 'string' }, seed: { type: 'string' } } })
const seconds = wholeNumber('seconds', values.seconds ?? '1800')
const seed = wholeNumber('seed', values.seed ?? String(Math.floor(Math.random() * 1_000_000_000)))
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))
const timeoutMs = (seconds + 600) * 1000

process.stdout.write(`Every property for ${seconds} s, from the seed ${seed}.\n`)
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', 'test/property', `--testTimeout=${timeoutMs}`, '--disableConsoleIntercept'],
  {
    env: { ...process.env, BATON_PROPERTY_SECONDS: String(seconds), BATON_PROPERTY_SEED: String(seed) },
    stdio: 'inherit',
  },
)
process.exitCode = status ?? 1

function wholeNumber(name: string, text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new Error(`--${name}: "${text}" is no whole number above zero.`)
}
