import { readFileSync, watchFile } from 'node:fs'

/**
 * Loaded before a node of Baton: its `Date` is off by what a file says, in ms, and jumps when that does. What counts time
 * without a date (`performance.now`, timers) goes on as it does on a machine whose clock somebody sets.
 */
const roleAt = process.argv.indexOf('--role')
const file = `${process.env.CHAOS_CLOCK}-${process.argv[roleAt + 1]}`
const True = Date
let off = 0

function look(): void {
  try {
    off = Number(readFileSync(file, 'utf8')) || 0
  } catch {
    // Nobody has set this clock yet.
  }
}

look()
watchFile(file, { interval: 100, persistent: false }, look)

const now = () => True.now() + off
globalThis.Date = new Proxy(True, {
  construct: (target, given, as) => Reflect.construct(target, given.length === 0 ? [now()] : given, as),
  apply: () => new True(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})
