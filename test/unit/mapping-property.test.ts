import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { bindMapping } from '../../src/mapping/bind.ts'
import { loadMapping } from '../../src/mapping/load.ts'
import { near } from '../../src/mapping/near.ts'
import { fakes } from '../support/mapping-connectors.ts'

const shipped = readFileSync(new URL('../../mappings/zoho.yaml', import.meta.url), 'utf8')

/** Words that mean something in a mapping or to JavaScript, so that random files come near the interesting ones. */
const word = fc.constantFrom(
  ...[
    'version',
    'name',
    'crm',
    'pm',
    'accounts',
    'deals',
    'tasks',
    'tables',
    'pair',
    'fields',
    'as',
    'flow',
    'only',
  ],
  ...[
    'match',
    'inside',
    'needs',
    'create',
    'template',
    'dates',
    'rules',
    'when',
    'account',
    'deal',
    'task',
    'title',
  ],
  ...['__proto__', 'constructor', 'toString', '<<', '', ' ', '~', '#!'],
)

const anything = fc.anything({
  key: word,
  values: [word, fc.integer(), fc.double(), fc.boolean(), fc.constant(null)],
})

/** Loads, and binds where it loads: whatever the text is, there is an answer, and each problem stands in the text. */
function answers(text: string): void {
  const loaded = loadMapping(text, 'any.yaml')
  const bound = loaded.ok ? bindMapping(loaded.mapping, loaded.places, fakes) : loaded
  const problems = bound.ok ? [] : bound.problems
  expect(bound.ok || problems.length > 0).toBe(true)
  const lines = text.split('\n').length
  expect(problems.filter(({ line, column }) => line < 1 || line > lines || column < 1)).toEqual([])
}

test('no text makes the loader throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom(...'ab:-[]{}&*!%#\'"|>?,\n\t ') }),
      ),
      answers,
    ),
    { numRuns: 2_000 },
  )
})

test('no YAML makes the loader throw', () => {
  fc.assert(
    fc.property(anything, value => answers(stringify(value) ?? '')),
    { numRuns: 2_000 },
  )
})

test('a shipped mapping with a few letters changed is answered too', () => {
  const edit = fc.tuple(fc.nat(shipped.length), fc.nat(12), fc.oneof(word, fc.string({ maxLength: 5 })))
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), edits => {
      answers(edits.reduce((text, [at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut), shipped))
    }),
    { numRuns: 2_000 },
  )
})

test('a word is near to itself, and a suggestion is always one of the candidates', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (typed, candidates) => {
      expect(near(typed, [...candidates, typed])?.toLowerCase()).toBe(typed.toLowerCase())
      expect([null, ...candidates]).toContain(near(typed, candidates))
    }),
  )
})
