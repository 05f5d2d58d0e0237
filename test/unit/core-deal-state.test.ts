import { expect, test } from 'vitest'
import { type DealFacts, dealState } from '../../src/core/deal-state.ts'

const won: DealFacts = {
  isWon: true,
  takesPart: true,
  project: null,
  isWished: false,
  isBeingMade: false,
  holds: [],
}
const holdOf = (code: string) => [{ code, detail: 'because' }]

const rows: readonly (readonly [string, Partial<DealFacts>, object])[] = [
  ['won and nothing more: offered', {}, { is: 'offered' }],
  ['not won', { isWon: false }, { is: 'not-won' }],
  ['asked for although it is not won', { isWon: false, isWished: true }, { is: 'asked' }],
  [
    'waiting for its account',
    { isWished: true, holds: holdOf('hold/waits') },
    { is: 'waiting', why: 'because' },
  ],
  ['held for a person', { isWished: true, holds: holdOf('hold/no-anchor') }, { is: 'held', why: 'because' }],
  ['left out by the mapping', { isWished: true, takesPart: false }, { is: 'left-out' }],
  [
    'being made, whatever was held before',
    { isBeingMade: true, holds: holdOf('hold/waits') },
    { is: 'being-made' },
  ],
  [
    'made, whatever is asked about its fields',
    { project: 'p1', holds: holdOf('hold/members') },
    { is: 'made', project: 'p1' },
  ],
]
test.each(rows)('a deal %s', (_, facts, state) => {
  expect(dealState({ ...won, ...facts })).toEqual(state)
})
