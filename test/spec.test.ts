import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Holding, holdingsOf, readSpec, strayMarks } from './support/invariants.ts'
import { readSource, readSourceTree, textsOf } from './support/source-tree.ts'

const spec = readSpec(readFileSync(new URL('../src/SPEC.md', import.meta.url), 'utf8'))
const tests = readSourceTree().filter(
  file => file.path.endsWith('.test.ts') && file.path !== 'test/spec.test.ts',
)

/** As a line of SPEC.md. */
function lineOf({ invariant, file, title }: Holding): string {
  return `### ${invariant}: - \`${file}\`: ${title}`
}

const named = spec.flatMap(section => section.holdings)
const told = tests.flatMap(holdingsOf)

test('SPEC.md states each invariant once', () => {
  const stated = spec.flatMap(section => section.invariant ?? [])
  const fourteen = Array.from({ length: 14 }, (_, at) => `I${at + 1}`)
  expect(stated.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))).toEqual(fourteen)
})

test('an invariant that holds has a test', () => {
  const bare = spec.filter(one => one.chapter === 'Holds' && one.invariant && one.holdings.length === 0)
  expect(bare.map(section => section.invariant)).toEqual([])
})

test('every test that SPEC.md names is there, and says which invariant it holds', () => {
  const known = new Set(told.map(lineOf))
  const gone = named.filter(one => one.invariant !== null && !known.has(lineOf(one)))
  expect(gone.map(lineOf)).toEqual([])
})

test('every other test that SPEC.md names is there', () => {
  const titles = new Set(tests.flatMap(file => textsOf(file).map(({ text }) => `${file.path}: ${text}`)))
  const gone = named.filter(one => one.invariant === null && !titles.has(`${one.file}: ${one.title}`))
  expect(gone.map(one => `${one.file}: ${one.title}`)).toEqual([])
})

test('every test that names an invariant stands in SPEC.md; add these lines to it', () => {
  const known = new Set(named.map(lineOf))
  expect(told.map(lineOf).filter(line => !known.has(line))).toEqual([])
})

test('the marks of a title stand before or after it', () => {
  expect(tests.flatMap(strayMarks)).toEqual([])
})

test.each([
  ["test('[I3] [I6] a death')", ['I3 a death', 'I6 a death']],
  ["test('is refused [I12]')", ['I12 is refused']],
  ["test.each([])('%s is [odd] [I1] [I2]')", ['I1 %s is [odd]', 'I2 %s is [odd]']],
  ["test('nothing [I] to [see]')", []],
])('reads the marks of %s', (text, holdings) => {
  const read = holdingsOf(readSource('one.test.ts', text))
  expect(read.map(({ invariant, title }) => `${invariant} ${title}`)).toEqual(holdings)
})
