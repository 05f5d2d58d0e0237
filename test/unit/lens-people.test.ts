import { describe, expect, test } from 'vitest'
import { nobody, peopleLens, personLens } from '../../src/core/lenses/people.ts'
import type { Value } from '../../src/core/value.ts'

const world = {
  pairs: {
    person: [
      ['ada', 'p-ada'],
      ['bo', 'p-bo'],
      ['cy', 'p-cy'],
      ['cy', 'p-cy-too'],
      ['desk', nobody],
    ],
  },
} as const
const withoutDesk = { pairs: { person: world.pairs.person.slice(0, 4) } }

describe('one person and several', () => {
  const cases: readonly (readonly [what: string, crm: Value, pm: Value, same: boolean])[] = [
    ['the list holds the person', 'bo', ['p-ada', 'p-bo'], true],
    ['the list holds another one', 'bo', ['p-ada'], false],
    ['any of several counterparts will do', 'cy', ['p-cy-too'], true],
    ['nobody and nobody', null, [], true],
    ['nobody and an empty field', null, null, true],
    ['nobody and somebody', null, ['p-bo'], false],
    ['somebody and nobody', 'bo', [], false],
    ['a user who stands for nobody', 'desk', [], true],
    ['somebody unknown', 'dee', ['p-dee'], false],
  ]
  test.each(cases)('%s', (_, crm, pm, same) => {
    expect(peopleLens.agree(crm, pm, world)).toBe(same)
  })
})

describe('the person goes to the list', () => {
  const cases: readonly (readonly [what: string, value: Value, now: Value, was: Value | undefined, Value])[] =
    [
      ['in the place of the previous one', 'bo', ['p-x', 'p-ada', 'p-y'], 'ada', ['p-x', 'p-bo', 'p-y']],
      ['who may be there twice', 'bo', ['p-cy-too', 'p-x', 'p-cy'], 'cy', ['p-bo', 'p-x']],
      ['first, where the previous one has left', 'bo', ['p-x'], 'ada', ['p-bo', 'p-x']],
      ['first, where nobody knows who was', 'bo', ['p-x'], undefined, ['p-bo', 'p-x']],
      ['first, where nobody was', 'bo', ['p-x'], null, ['p-bo', 'p-x']],
      ['alone, where the list is empty', 'bo', [], 'ada', ['p-bo']],
      ['to a list that already has them: nothing changes', 'bo', ['p-x', 'p-bo'], 'ada', ['p-x', 'p-bo']],
      ['nobody empties the list', null, ['p-x', 'p-ada'], 'ada', []],
      ['so does the user who stands for nobody', 'desk', ['p-x'], 'ada', []],
    ]
  test.each(cases)('%s', (_, value, now, was, becomes) => {
    expect(peopleLens.across(value, 'pm', now, world, was)).toEqual({ ok: true, value: becomes })
  })
})

describe('the list goes to the person', () => {
  const cases: readonly (readonly [what: string, value: Value, now: Value, Value])[] = [
    ['who stays, being in it', ['p-ada', 'p-bo'], 'bo', 'bo'],
    ['who is else the first of it', ['p-ada', 'p-bo'], 'cy', 'ada'],
    ['and nobody where it is empty', [], 'bo', 'desk'],
    ['but a field that says nobody already stays', [], null, null],
  ]
  test.each(cases)('%s', (_, value, now, becomes) => {
    expect(peopleLens.across(value, 'crm', now, world)).toEqual({ ok: true, value: becomes })
  })

  test('nobody is an empty field where no user stands for it', () => {
    expect(peopleLens.across([], 'crm', 'bo', withoutDesk)).toEqual({ ok: true, value: null })
  })
})

describe('a person without counterpart is a question', () => {
  const cases: readonly (readonly [value: Value, to: 'crm' | 'pm', now: Value])[] = [
    ['dee', 'pm', ['p-bo']],
    [['p-dee', 'p-bo'], 'crm', 'ada'],
  ]
  test.each(cases)('%j to %s', (value, to, now) => {
    expect(peopleLens.across(value, to, now, world)).toMatchObject({
      ok: false,
      code: 'carry/no-counterpart',
    })
    expect(personLens.across(value, to, now, world)).toMatchObject({
      ok: false,
      code: 'carry/no-counterpart',
    })
  })
})

test('the same people in another order are no change', () => {
  expect(peopleLens.alike?.('pm', ['p-ada', 'p-bo'], ['p-bo', 'p-ada'])).toBe(true)
  expect(peopleLens.alike?.('pm', ['p-ada', 'p-ada'], ['p-ada', 'p-bo'])).toBe(false)
  expect(peopleLens.alike?.('crm', 'ada', 'bo')).toBe(false)
})

describe('one person on each side', () => {
  const cases: readonly (readonly [value: Value, to: 'crm' | 'pm', now: Value, Value])[] = [
    ['bo', 'pm', null, 'p-bo'],
    ['cy', 'pm', 'p-cy-too', 'p-cy-too'],
    ['p-cy-too', 'crm', null, 'cy'],
    [null, 'pm', 'p-bo', null],
    [null, 'crm', 'bo', 'desk'],
    ['desk', 'pm', 'p-bo', null],
  ]
  test.each(cases)('%s to %s, where %s is: %s', (value, to, now, becomes) => {
    expect(personLens.across(value, to, now, world)).toEqual({ ok: true, value: becomes })
  })
})
