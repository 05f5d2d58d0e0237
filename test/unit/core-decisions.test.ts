import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Base, settleSet } from '../../src/core/base.ts'
import type { Choice, Decision } from '../../src/core/decision.ts'
import { emptyWorld } from '../../src/core/lens.ts'
import { tableLens } from '../../src/core/lenses/table.ts'
import { planLink } from '../../src/core/plan.ts'
import type { AtLink, FieldRule } from '../../src/core/policy.ts'
import type { Fields } from '../../src/core/value.ts'
import { fieldRule, sees, smallMapping } from '../support/small-mapping.ts'

const title = fieldRule('title')
const shown = { crm: 'b', pm: 'c' }
const given = (choice: Choice, about: Fields = shown): Decision => ({ choice, about })

interface Situation {
  readonly rule?: FieldRule
  readonly atLink?: AtLink
  readonly base?: Base
  readonly now?: { readonly crm: string | null; readonly pm: string | null }
}

const past: Base = { crm: { title: 'a' }, pm: { title: 'a' } }

/** A tie, unless told otherwise: agreed on `a`, now `b` in the CRM and `c` in the project tool. */
function decide(
  decision: Decision | null,
  { rule = title, atLink, base = past, now = shown }: Situation = {},
) {
  const policy = smallMapping([rule], atLink ? { atLink } : {})
  const rows = { crm: sees({ title: now.crm }), pm: sees({ title: now.pm }) }
  const verdict = planLink(
    policy,
    { base, ...rows, ...(decision ? { decisions: { title: decision } } : {}) },
    emptyWorld,
  )
  if (verdict.is !== 'rest' && verdict.is !== 'update') throw new Error(verdict.is)
  return verdict.fields.title
}

describe('a question about a field', () => {
  test('shows both values, the past, and what each answer would do', () => {
    const asked = decide(null)
    expect(asked).toMatchObject({
      is: 'hold',
      question: { about: { crm: 'b', pm: 'c' }, past: { crm: 'a', pm: 'a' } },
    })
    const options = asked?.is === 'hold' ? asked.question?.options : []
    expect(options?.map(({ choice, side, writes }) => ({ choice, side, writes }))).toEqual([
      { choice: 'take', side: 'crm', writes: { side: 'pm', value: 'b' } },
      { choice: 'take', side: 'pm', writes: { side: 'crm', value: 'c' } },
      { choice: 'set', side: 'crm' },
      { choice: 'set', side: 'pm' },
      { choice: 'leave' },
      { choice: 'retry' },
    ])
  })

  test('offers only sides whose value has a counterpart', () => {
    const rule = {
      ...title,
      lens: tableLens('t', [
        ['a', 'a'],
        ['d', 'c'],
      ]),
    }
    const asked = decide(null, { rule, now: { crm: 'b', pm: 'c' } })
    const options = asked?.is === 'hold' ? asked.question?.options : []
    expect(options?.filter(one => one.choice === 'take')).toMatchObject([
      { side: 'pm', writes: { side: 'crm', value: 'd' } },
    ])
  })
})

describe('an answer', () => {
  const rows: readonly (readonly [what: string, choice: Choice, of: Situation, verdict: object])[] = [
    [
      'take the CRM',
      { is: 'take', side: 'crm' },
      {},
      { is: 'copy', to: 'pm', value: 'b', lost: 'c', why: 'answer' },
    ],
    [
      'take the project tool',
      { is: 'take', side: 'pm' },
      {},
      { is: 'copy', to: 'crm', value: 'c', lost: 'b', why: 'answer' },
    ],
    ['leave both as they are', { is: 'leave' }, {}, { is: 'same' }],
    [
      'a typed value is written on one side first',
      { is: 'set', side: 'crm', value: 'd', why: 'typed' },
      {},
      { is: 'copy', to: 'crm', value: 'd', lost: 'b', why: 'typed' },
    ],
    [
      'a typed value that its side shows already takes that side',
      { is: 'set', side: 'pm', value: 'c', why: 'typed' },
      {},
      { is: 'copy', to: 'crm', value: 'c', lost: 'b', why: 'answer' },
    ],
    [
      'take a side at the first meeting',
      { is: 'take', side: 'pm' },
      { atLink: 'hold', base: { crm: {}, pm: {} } },
      { is: 'copy', to: 'crm', value: 'c', lost: 'b', why: 'answer' },
    ],
  ]
  test.each(rows)('%s', (_, choice, of, verdict) => {
    expect(decide(given(choice), of)).toEqual(verdict)
  })

  test.each([
    ['the CRM changed meanwhile', { crm: 'x', pm: 'c' }],
    ['the project tool changed meanwhile', { crm: 'b', pm: 'x' }],
  ])('is no answer any more once %s: the question is asked anew', (_, now) => {
    const asked = decide(given({ is: 'take', side: 'crm' }), { now })
    expect(asked).toMatchObject({ is: 'hold', question: { about: now } })
  })

  test('is not needed where nothing is in question', () => {
    expect(decide(given({ is: 'take', side: 'pm' }, {}), { now: { crm: 'b', pm: 'a' } })).toMatchObject({
      is: 'copy',
      to: 'pm',
      value: 'b',
      why: 'changed',
    })
  })

  test('that the value has no counterpart for is asked again', () => {
    const rule = { ...title, lens: tableLens('t', [['a', 'a']]) }
    const asked = decide(given({ is: 'take', side: 'crm' }), { rule })
    expect(asked).toMatchObject({ is: 'hold', code: 'hold/both-changed' })
  })

  test('to leave an untranslatable value accepts the difference', () => {
    const rule = { ...title, lens: tableLens('t', [['a', 'a']]) }
    const now = { crm: 'b', pm: 'a' }
    expect(decide(null, { rule, now })).toMatchObject({ is: 'hold', code: 'carry/no-counterpart' })
    expect(decide(given({ is: 'leave' }, now), { rule, now })).toEqual({ is: 'same' })
  })
})

describe('a value that is put back', () => {
  const back = (why: 'put-back' | 'undone', about: Fields) =>
    given({ is: 'set', side: 'pm', value: 'a', why }, about)
  const carried = { crm: { title: 'b' }, pm: { title: 'b' } }
  const now = { crm: 'b', pm: 'b' }

  test.each(['put-back', 'undone'] as const)('is written although nothing is in question: %s', why => {
    const put = { is: 'copy', to: 'pm', value: 'a', lost: 'b', why }
    expect(decide(back(why, { pm: 'b' }), { base: carried, now })).toEqual(put)
  })

  test('is not written once somebody has edited on top', () => {
    const edited = { crm: 'b', pm: 'mine' }
    expect(decide(back('put-back', { pm: 'b' }), { base: carried, now: edited })).toMatchObject({
      is: 'copy',
      to: 'crm',
      value: 'mine',
      why: 'changed',
    })
  })

  test('is written all the same when it was forced', () => {
    const edited = { crm: 'b', pm: 'mine' }
    expect(decide(back('put-back', {}), { base: carried, now: edited })).toMatchObject({
      value: 'a',
      lost: 'mine',
    })
  })

  test('is left alone where it stands already', () => {
    expect(decide(back('undone', {}), { base: carried, now: { crm: 'b', pm: 'a' } })).toEqual({ is: 'same' })
  })
})

describe('the base after a value that a person set', () => {
  const saw = { crm: { title: 'b' }, pm: { title: 'c' } }
  const written = { before: 'b', sent: 'd', shown: 'd', editor: 'us' } as const
  const base = (why: 'typed' | 'put-back' | 'undone') => settleSet(title, past, 'crm', saw, written, why)

  test.each([
    ['typed: both sides accept what they showed, so that the new value goes across', 'typed', 'b', 'c'],
    ['put back: it counts as an edit, and an edit of the other side still counts too', 'put-back', 'b', 'a'],
    ['undone: it stays apart', 'undone', 'd', 'c'],
  ] as const)('%s', (_, why, crm, pm) => {
    expect(base(why)).toEqual({ crm: { title: crm }, pm: { title: pm } })
  })

  test('stays where the vendor changed nothing', () => {
    const refused = { ...written, shown: 'b' }
    expect(settleSet(title, past, 'crm', saw, refused, 'typed')).toEqual(past)
  })

  test('only ever moves to what the plan saw or what was sent and shown [I2]', () => {
    const word = fc.constantFrom(null, 'a', 'b', 'c', 'd')
    const why = fc.constantFrom('typed', 'put-back', 'undone')
    fc.assert(
      fc.property(word, word, word, word, word, why, (crm, pm, was, sent, shows, reason) => {
        const before = { crm: { title: was }, pm: { title: was } }
        const seen = { crm: { title: crm }, pm: { title: pm } }
        const field = { before: crm, sent, shown: shows, editor: 'us' } as const
        const after = settleSet(title, before, 'crm', seen, field, reason)
        expect([was, crm, ...(shows === crm ? [] : [sent, shows])]).toContain(after.crm.title)
        expect([was, pm]).toContain(after.pm.title)
      }),
    )
  })
})
