import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { passedNotice, type RefusedChange, refusedNotice } from '../../src/core/notice.ts'
import type { Value } from '../../src/core/value.ts'

const change: RefusedChange = {
  typedIn: 'The CRM',
  refusedBy: 'The Tool',
  record: 'Kick-off',
  field: 'Due date',
  value: '2026-04-01',
  refusal: { why: 'It is after the end of the project.', passes: 'A due date up to 2026-03-31.' },
}

test('the mail about a refusal says what, why, and what would pass', () => {
  expect(refusedNotice({ ...change, url: 'https://crm.example/7' })).toEqual({
    subject: 'Not carried over: Due date of "Kick-off"',
    body: [
      'You set Due date of "Kick-off" in The CRM to "2026-04-01".',
      'The Tool was not changed, because this is not allowed:',
      '  It is after the end of the project.',
      '',
      'What would pass: A due date up to 2026-03-31.',
      '',
      'Your value stays in The CRM. Nothing else you changed was held up.',
      'When it passes later, you will hear so once more; until then you will not be reminded.',
      '',
      'https://crm.example/7',
    ].join('\n'),
  })
})

test('the mail that ends it says that it has passed', () => {
  expect(passedNotice(change)).toEqual({
    subject: 'Now carried over: Due date of "Kick-off"',
    body: [
      'Due date of "Kick-off", which you set in The CRM to "2026-04-01",',
      'is now the same in The Tool. There is nothing left to do.',
    ].join('\n'),
  })
})

describe('a value in a mail', () => {
  const rows: readonly (readonly [value: Value, shown: string])[] = [
    [null, 'to nothing.'],
    ['', 'to nothing.'],
    [5, 'to "5".'],
    [false, 'to "false".'],
    [['Ada', 'Bo'], 'to Ada, Bo.'],
    ['one\r\ntwo', 'to "one two".'],
  ]
  test.each(rows)('%j', (value, shown) => {
    expect(refusedNotice({ ...change, value }).body.split('\n')[0]).toContain(shown)
  })
})

const breaks = [
  '\n',
  '\r',
  '\r\n',
  '\t',
  '\0',
  '\u0085',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u200f',
  '\u061c',
  '\u2066',
]
const sign = fc.constantFrom('a', ' ', 'é', '😀', '\ud83d', '\ude00', ...breaks)
const breaksOrTurns = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

describe('what comes from outside stays in its line', () => {
  const plainBody = refusedNotice(change).body.split('\n').length

  test.each(breaks.map(mark => [JSON.stringify(mark), mark]))('%s', (_, mark) => {
    const text = `Kick${mark}Bcc: everybody@example.com`
    const outside = {
      ...change,
      record: text,
      field: text,
      value: text,
      refusal: { why: text, passes: text },
    }
    for (const notice of [refusedNotice(outside), passedNotice(outside)]) {
      expect(notice.subject).not.toMatch(breaksOrTurns)
      expect(notice.body.replaceAll('\n', '')).not.toMatch(breaksOrTurns)
    }
    expect(refusedNotice(outside).body.split('\n')).toHaveLength(plainBody)
    expect(refusedNotice({ ...outside, value: [text, text] }).body.split('\n')).toHaveLength(plainBody)
  })

  test('whatever it is, and a subject stays short and whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 400, size: 'max' }), text => {
        const { subject } = refusedNotice({ ...change, record: text, field: text })
        expect(subject).not.toMatch(breaksOrTurns)
        expect(subject.isWellFormed()).toBe(true)
        expect([...subject].length).toBeLessThan(280)
      }),
    )
  })

  test('a letter of two halves is not cut in two', () => {
    const { subject } = refusedNotice({ ...change, record: `${'a'.repeat(119)}😀😀` })
    expect(subject).toBe(`Not carried over: Due date of "${'a'.repeat(119)}😀"`)
  })
})
