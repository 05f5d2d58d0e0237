import { expect, test } from 'vitest'
import { settleWrite } from '../../src/core/base.ts'
import { textLens } from '../../src/core/lenses/text.ts'
import { mergeLines } from '../../src/core/line-merge.ts'

const clash = null

test.each([
  { name: 'edits of different lines both stay', past: 'a b c', crm: 'A b c', pm: 'a b C', merged: 'A b C' },
  { name: 'so do edits of lines that touch', past: 'a b c', crm: 'A b c', pm: 'a B c', merged: 'A B c' },
  { name: 'the same edit is made once', past: 'a b', crm: 'a B', pm: 'a B', merged: 'a B' },
  {
    name: 'the same edit beside another one',
    past: 'a b c',
    crm: 'A b c',
    pm: 'A B c',
    merged: 'A B c',
  },
  {
    name: 'a line added behind one that was edited',
    past: 'a',
    crm: 'A',
    pm: 'a new',
    merged: 'A new',
  },
  {
    name: 'a line added before one that was edited',
    past: 'a',
    crm: 'A',
    pm: 'new a',
    merged: 'new A',
  },
  { name: 'a line taken out, another one edited', past: 'a b c', crm: 'a c', pm: 'a b C', merged: 'a C' },
  {
    name: 'lines added at both ends',
    past: 'a b',
    crm: 'x a b',
    pm: 'a b y z',
    merged: 'x a b y z',
  },
  { name: 'one line edited in two ways is a clash', past: 'a b', crm: 'A b', pm: 'å b', merged: clash },
  {
    name: 'so are different lines put at the same place',
    past: 'a b',
    crm: 'a x b',
    pm: 'a y b',
    merged: clash,
  },
  {
    name: 'and lines put beside several that became fewer or more',
    past: 'a b',
    crm: 'A B C',
    pm: 'a b c',
    merged: clash,
  },
  { name: 'and a line edited that is taken out', past: 'a b', crm: 'a', pm: 'a B', merged: clash },
  {
    name: 'and a line put into what was written anew',
    past: 'a b c',
    crm: 'one',
    pm: 'a b new c',
    merged: clash,
  },
])('$name', ({ past, crm, pm, merged }) => {
  const lines = (text: string) => text.split(' ')
  const expected = merged === null ? null : lines(merged)
  expect(mergeLines(lines(past), lines(crm), lines(pm))).toEqual(expected)
  expect(mergeLines(lines(past), lines(pm), lines(crm))).toEqual(expected)
})

test('a text of very many lines is left to the mapping', () => {
  const past = Array.from({ length: 2_001 }, (_, at) => String(at))
  expect(mergeLines(past, ['x', ...past.slice(1)], [...past.slice(1), 'y'])).toBeNull()
})

test('a merged text that somebody takes back at once to what was agreed on leaves the other edit to be carried', () => {
  const rule = { crm: 'note', pm: 'text', lens: textLens(), flow: 'both', tie: 'hold' } as const
  const base = { crm: { note: 'a' }, pm: { text: 'a' } }
  const saw = { crm: { note: 'a\nb' }, pm: { text: 'A' } }
  const written = { before: 'A', sent: 'A\nb', shown: 'a', editor: 'unknown' } as const
  expect(settleWrite(rule, base, 'pm', saw, written, 'merged')).toEqual(base)
})
