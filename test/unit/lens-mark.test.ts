import { describe, expect, test } from 'vitest'
import { emptyWorld } from '../../src/core/lens.ts'
import { markLens, unmarked } from '../../src/core/lenses/mark.ts'
import { mergeField } from '../../src/core/merge.ts'
import type { Value } from '../../src/core/value.ts'

const tag = { on: 'pm', value: 'CRM', isTag: true } as const
const flag = { on: 'pm', value: true, isTag: false } as const

describe('a mark', () => {
  const carrying: readonly (readonly [string, typeof tag | typeof flag, Value, Value])[] = [
    ['comes first where there is no tag', tag, null, ['CRM']],
    ['is added to the tags that are there', tag, ['Red'], ['Red', 'CRM']],
    ['that is there already changes nothing', tag, ['CRM', 'Red'], ['CRM', 'Red']],
    ['sets its field', flag, false, true],
  ]
  test.each(carrying)('%s', (_, form, now, value) => {
    expect(markLens(form).across(form.value, 'pm', now, emptyWorld)).toEqual({ ok: true, value })
  })

  const leaving: readonly (readonly [
    string,
    typeof tag | typeof flag,
    Value | undefined,
    Value | undefined,
  ])[] = [
    ['is taken out of the tags, and the others stay', tag, ['Red', 'CRM'], ['Red']],
    ['that is not there is not taken off', tag, ['Red'], undefined],
    ['that was not told is not taken off', tag, undefined, undefined],
    ['is taken off its field', flag, true, false],
    ['of a field that has another value stays', flag, false, undefined],
  ]
  test.each(leaving)('%s', (_, form, shown, value) => {
    expect(unmarked(form, shown)).toEqual(value)
  })

  test('that a person takes off stays off, and other tags are no news', () => {
    const rule = { crm: '(linked)', pm: 'tags', lens: markLens(tag), flow: 'to-pm', tie: 'hold' } as const
    const at = (now: Value) => ({
      crm: { base: 'CRM', now: 'CRM', changedAt: null },
      pm: { base: ['CRM'], now, changedAt: null },
    })
    expect(mergeField(rule, at([]), 'hold', emptyWorld)).toEqual({ is: 'left' })
    expect(mergeField(rule, at(['Red', 'CRM']), 'hold', emptyWorld)).toEqual({ is: 'same' })
  })

  test('overwrites nothing, so nothing is lost by it', () => {
    const rule = { crm: '(linked)', pm: 'tags', lens: markLens(tag), flow: 'to-pm', tie: 'hold' } as const
    const at = {
      crm: { base: undefined, now: 'CRM', changedAt: null },
      pm: { base: undefined, now: ['Red'], changedAt: null },
    }
    const verdict = mergeField(rule, at, 'hold', emptyWorld)
    expect(verdict).toEqual({ is: 'copy', to: 'pm', value: ['Red', 'CRM'], why: 'one-way' })
  })
})
