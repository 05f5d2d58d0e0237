import { describe, expect, test } from 'vitest'
import type { Base } from '../../src/core/base.ts'
import type { Choice, Decision, KeyChoice } from '../../src/core/decision.ts'
import { emptyWorld } from '../../src/core/lens.ts'
import { planNewcomer } from '../../src/core/newcomer.ts'
import { planLink } from '../../src/core/plan.ts'
import type { Fields } from '../../src/core/value.ts'
import { fieldRule, rowWith, sees, smallMapping } from '../support/small-mapping.ts'

const title = fieldRule('title')
const given = (choice: Choice, about: Fields): Decision => ({ choice, about })
const past: Base = { crm: { title: 'a' }, pm: { title: 'a' } }

describe('a deletion on one side and an edit on the other', () => {
  const policy = smallMapping([title], { whenGone: { crm: 'delete', pm: 'delete' } })
  const decide = (choice: KeyChoice | null, about: Fields = { title: 'b' }) =>
    planLink(
      policy,
      {
        base: past,
        crm: { seen: 'gone' },
        pm: sees({ title: 'b' }),
        ...(choice ? { decisions: { '': given(choice, about) } } : {}),
      },
      emptyWorld,
    )

  test('is a question with three answers', () => {
    const asked = decide(null)
    expect(asked).toMatchObject({ is: 'hold', question: { about: { title: 'b' } } })
    const choices = asked.is === 'hold' ? asked.question?.options.map(one => one.choice) : []
    expect(choices).toEqual(['restore', 'delete', 'unlink'])
  })

  test.each([
    ['delete', { is: 'delete', on: 'pm' }],
    ['unlink', { is: 'unlink', why: 'gone-on-crm' }],
    ['restore', { is: 'create', on: 'crm', fields: { title: 'b' }, why: 'restore' }],
  ] as const)('%s', (is, verdict) => {
    expect(decide({ is })).toEqual(verdict)
  })

  test('an answer about another edit is none', () => {
    expect(decide({ is: 'delete' }, { title: 'what it was' })).toMatchObject({ is: 'hold' })
  })
})

describe('a row that was made and is taken back', () => {
  const takeBack = (deletes: boolean, version = '1') =>
    given({ is: 'take-back', on: 'pm', deletes, version }, {})
  const decide = (decision: Decision, pm: Fields = { title: 'a' }) => {
    const made = { seen: 'row', row: { ...rowWith(pm), version: '1' } } as const
    const pair = { base: past, crm: sees({ title: 'a' }), pm: made, decisions: { '': decision } }
    return planLink(smallMapping([title]), pair, emptyWorld)
  }

  test.each([
    [
      'is deleted where that was asked and nobody touched it',
      takeBack(true),
      {},
      { is: 'delete', on: 'pm', why: 'taken-back' },
    ],
    ['is let go where no more was asked', takeBack(false), {}, { is: 'unlink', why: 'taken-back' }],
    [
      'is let go when somebody changed anything of it',
      takeBack(true, '0'),
      {},
      { is: 'unlink', why: 'taken-back' },
    ],
    [
      'is let go when a mapped field was edited',
      takeBack(true),
      { title: 'b' },
      { is: 'unlink', why: 'taken-back' },
    ],
  ])('%s', (_, decision, edit, verdict) => {
    expect(decide(decision, { title: 'a', ...edit })).toEqual(verdict)
  })
})

describe('several rows that could be meant', () => {
  const candidates = ['p1', 'p2']
  const decide = (choice: Choice | null, about: Fields, wish: 'asked' | 'won' | null = null) =>
    planNewcomer(
      smallMapping([title], { create: ['pm'] }),
      {
        side: 'crm',
        row: rowWith({ title: 'a' }),
        match: { is: 'ambiguous', candidates },
        anchor: { is: 'not-needed' },
        wish: wish === null ? null : { why: wish, on: '2026-11-26' },
        ...(choice ? { decision: given(choice, about) } : {}),
      },
      emptyWorld,
    )

  test('are a question that names each of them', () => {
    const asked = decide(null, {})
    expect(asked).toMatchObject({ is: 'hold', code: 'hold/ambiguous', question: { about: { candidates } } })
    const options = asked.is === 'hold' ? asked.question?.options : []
    expect(options?.map(one => one.row ?? one.choice)).toEqual(['p1', 'p2', 'none', 'ignore'])
  })

  test.each([
    ['one of them', { is: 'pick', row: 'p2' }, { candidates }, { is: 'link', with: 'p2' }],
    ['one that is not among them is no answer', { is: 'pick', row: 'p9' }, { candidates }, { is: 'hold' }],
    ['none of them: it is a row of its own', { is: 'none' }, { candidates }, { is: 'create', on: 'pm' }],
    ['none of others is no answer', { is: 'none' }, { candidates: ['p1'] }, { is: 'hold' }],
    ['ignore: it rests', { is: 'ignore' }, {}, { is: 'rest' }],
  ] as const)('%s', (_, choice, about, verdict) => {
    expect(decide(choice, about)).toMatchObject(verdict)
  })

  test.each([
    ['rests although its deal was won', 'won', 'rest'],
    ['is looked at again once somebody asks for its counterpart', 'asked', 'hold'],
  ] as const)('a row that is ignored %s', (_, wish, is) => {
    expect(decide({ is: 'ignore' }, {}, wish).is).toBe(is)
  })
})
