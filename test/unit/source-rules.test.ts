import { expect, test } from 'vitest'
import { callsOf, clocksIn, environmentIn, usesOf, waitingIn } from '../support/forbidden.ts'
import { functionsOf } from '../support/functions.ts'
import { importsOf, readSource, textsOf } from '../support/source-tree.ts'

const read = (text: string) => readSource('one.ts', text)

// The rules of the architecture are only worth something when they find what they look for.
test.each([
  ['an import', "import { a } from './a.ts'", './a.ts'],
  ['an import of types', "import type { A } from './a.ts'", './a.ts'],
  ['a type named in place', "let a: import('./a.ts').A", './a.ts'],
  ['a re-export', "export * from './a.ts'", './a.ts'],
  ['a late import', "const a = await import('./a.ts')", './a.ts'],
  ['a package', "import pg from 'pg'", 'pg'],
])('finds %s', (_what, text, from) => {
  expect(importsOf(read(text)).map(one => one.from)).toEqual([from])
})

test('a computed import names nothing', () => {
  expect(importsOf(read('const a = await import(name)'))).toEqual([])
})

test.each([
  ['Date.now()', 1],
  ['new Date()', 1],
  ['new Date', 1],
  ['Date()', 1],
  ['performance.now()', 1],
  ["import { setTimeout } from 'node:timers/promises'", 1],
  ["new Date('2026-01-01')", 0],
  ["Date.parse('2026-01-01')", 0],
  ['let moment: Date', 0],
  ['row.performance', 0],
])('reading a clock: %s', (text, times) => {
  expect(clocksIn(read(text))).toHaveLength(times)
})

test.each([
  ['process.env.HOME', 1],
  ["process['env']", 1],
  ['const { env } = process', 1],
  ["import { env } from 'node:process'", 1],
  ['process.getuid()', 0],
  ['run({ env: {} })', 0],
])('reading the environment: %s', (text, times) => {
  expect(environmentIn(read(text))).toHaveLength(times)
})

test.each([
  ['async function f() {}', 1],
  ['const f = async () => 1', 1],
  ['await f()', 1],
  ['Promise.resolve(1)', 1],
  ['f().then', 0],
])('waiting: %s', (text, times) => {
  expect(waitingIn(read(text))).toHaveLength(times)
})

test.each([
  ['fetch(url)', 1],
  ['const get = fetch', 1],
  ['connector.fetch(ids)', 0],
  ['const connector = { fetch: read }', 0],
  ["import { fetch } from './read.ts'\nfetch(ids)", 0],
])('going to the network: %s', (text, times) => {
  expect(usesOf(read(text), ['fetch'])).toHaveLength(times)
})

test('finds a call by its name and a text by what it says', () => {
  const source = read('pool.query(`select id from link`)')
  expect(callsOf(source, 'query')).toEqual(['one.ts:1 .query('])
  expect(textsOf(source).map(one => one.text)).toContain('select id from link')
})

test('measures functions from their first line to their last, but no group of tests', () => {
  const measured = functionsOf(read('describe("a", () => {\n  function f() {\n    return 1\n  }\n})\n'))
  expect(measured).toEqual([{ name: 'f', place: 'one.ts:2', lines: 3 }])
})
