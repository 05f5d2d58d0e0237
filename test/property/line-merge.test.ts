import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Base, settleWrite } from '../../src/core/base.ts'
import { emptyWorld } from '../../src/core/lens.ts'
import { richTextLens } from '../../src/core/lenses/rich-text.ts'
import { textLens } from '../../src/core/lenses/text.ts'
import { mergeLines } from '../../src/core/line-merge.ts'
import { type FieldVerdict, mergeField } from '../../src/core/merge.ts'
import type { FieldRule } from '../../src/core/policy.ts'
import { textToHtml } from '../../src/core/rich-text/text-to-html.ts'
import type { Fields, Side } from '../../src/core/value.ts'
import { sides } from '../../src/core/value.ts'
import { runs } from '../support/property.ts'

const line: fc.Arbitrary<string> = fc.constantFrom(
  '',
  'a',
  'b',
  'c',
  '- d',
  '- e',
  '1. f',
  '**g**',
  '> h',
  '# i',
  '<j> & k',
  ' l ',
)
const text = fc.array(line, { maxLength: 8 })

/** What somebody makes of a text: mostly a line here and there. */
function edited(past: readonly string[]): fc.Arbitrary<readonly string[]> {
  const kept = { weight: 5, arbitrary: fc.constant<'keep'>('keep') }
  const deed = fc.oneof(
    kept,
    { weight: 1, arbitrary: fc.constant<'drop'>('drop') },
    { weight: 2, arbitrary: line },
  )
  return fc
    .tuple(fc.array(deed, { minLength: past.length, maxLength: past.length }), text)
    .map(([deeds, end]) => [
      ...past.flatMap((one, at) =>
        deeds[at] === 'keep' ? [one] : deeds[at] === 'drop' ? [] : [deeds[at] ?? one],
      ),
      ...end.slice(0, 1),
    ])
}

const story = text.chain(past => fc.record({ past: fc.constant(past), crm: edited(past), pm: edited(past) }))

describe('lines', () => {
  test('of both sides all stay that are new', () => {
    fc.assert(
      fc.property(story, ({ past, crm, pm }) => {
        const merged = mergeLines(past, crm, pm)
        for (const one of [...crm, ...pm]) if (merged && !past.includes(one)) expect(merged).toContain(one)
      }),
      runs(2000),
    )
  })

  test('come out the same whichever side is asked first, and an edit of one side alone is that edit', () => {
    fc.assert(
      fc.property(story, ({ past, crm, pm }) => {
        expect(mergeLines(past, crm, pm)).toEqual(mergeLines(past, pm, crm))
        expect(mergeLines(past, crm, past)).toEqual(crm)
        expect(mergeLines(past, crm, crm)).toEqual(crm)
      }),
      runs(2000),
    )
  })
})

type Write = (lines: readonly string[]) => string

const asText: Write = lines => lines.join('\n')
const asHtml: Write = lines => textToHtml(lines.join('\n'))
const asBlocks: Write = lines => lines.map(one => `<p>${textToHtml(one)}</p>`).join('')

const lenses = [
  { name: 'plain on both sides', lens: textLens(), write: { crm: asText, pm: asText } },
  {
    name: 'text and HTML',
    lens: richTextLens({ crm: 'text', pm: 'html' }),
    write: { crm: asText, pm: asHtml },
  },
  {
    name: 'HTML and text',
    lens: richTextLens({ crm: 'html', pm: 'text' }),
    write: { crm: asHtml, pm: asText },
  },
  {
    name: 'HTML on both sides',
    lens: richTextLens({ crm: 'html', pm: 'html' }),
    write: { crm: asBlocks, pm: asBlocks },
  },
]

interface Stand {
  readonly base: Base
  readonly now: Readonly<Record<Side, Fields>>
}

/** One look at the two sides: what was decided, and how they stand once that was written. */
function look(
  rule: FieldRule,
  { base, now }: Stand,
): { readonly verdict: FieldVerdict; readonly after: Stand } {
  const at = (side: Side) => ({
    base: base[side][rule[side]],
    now: now[side][rule[side]] ?? null,
    changedAt: null,
  })
  const verdict = mergeField(rule, { crm: at('crm'), pm: at('pm') }, 'hold', emptyWorld)
  if (verdict.is !== 'copy') return { verdict, after: { base, now } }
  const { to, value } = verdict
  const written = { before: at(to).now, sent: value, shown: value, editor: 'us' } as const
  return {
    verdict,
    after: {
      base: settleWrite(rule, base, to, now, written, verdict.why),
      now: { ...now, [to]: { [rule[to]]: value } },
    },
  }
}

/** A text field of these lenses, and how it may stand. */
function textField({ lens, write }: (typeof lenses)[number]) {
  const rule: FieldRule = { crm: 'note', pm: 'text', lens, flow: 'both', tie: 'hold' }
  const linesOf = (side: Side, stand: Pick<Stand, 'now'>) =>
    lens.lines?.of(side, stand.now[side][rule[side]] ?? null)
  const standing = (past: readonly string[], crm: readonly string[], pm: readonly string[]): Stand => ({
    base: { crm: { note: write.crm(past) }, pm: { text: write.pm(past) } },
    now: { crm: { note: write.crm(crm) }, pm: { text: write.pm(pm) } },
  })
  return { rule, linesOf, standing }
}

describe.each(lenses)('a text edited on both sides, $name', one => {
  const { rule, linesOf, standing } = textField(one)

  test('holds both edits once it has crossed twice', () => {
    const first = look(rule, standing(['a', '', 'b'], ['A', '', 'b'], ['a', '', 'b', '- c']))
    const second = look(rule, first.after)
    expect([first.verdict, second.verdict]).toMatchObject([
      { is: 'copy', to: 'pm', why: 'merged' },
      { is: 'copy', to: 'crm', why: 'changed' },
    ])
    const both = standing([], [], ['A', '', 'b', '- c'])
    for (const side of sides) expect(linesOf(side, second.after)).toEqual(linesOf('pm', both))
  })

  test('is merged or asked about: nothing new is lost, and both sides end with the same', () => {
    fc.assert(
      fc.property(story, ({ past, crm, pm }) => {
        const typed = standing(past, crm, pm)
        const first = look(rule, typed)
        if (first.verdict.is === 'hold') return
        const second = look(rule, first.after)
        expect(look(rule, second.after).verdict).toEqual({ is: 'same' })
        if (first.verdict.is !== 'copy' || first.verdict.why !== 'merged') return
        for (const side of sides)
          for (const one of linesOf(side, typed) ?? [])
            if (!linesOf(side, { now: typed.base })?.includes(one))
              for (const end of sides) expect(linesOf(end, second.after)).toContain(one)
      }),
      runs(150),
    )
  })
})

describe.each(lenses)('a text with both edits that was set back before it crossed, $name', one => {
  const { rule, linesOf, standing } = textField(one)

  test('is the same on both sides in the end', () => {
    fc.assert(
      fc.property(story, ({ past, crm, pm }) => {
        const first = look(rule, standing(past, crm, pm))
        if (first.verdict.is !== 'copy' || first.verdict.why !== 'merged') return
        const { base, now } = first.after
        const { to } = first.verdict
        const back = { ...now, [to]: standing(past, past, past).now[to] }
        const second = look(rule, { base, now: back })
        expect(look(rule, second.after).verdict).toEqual({ is: 'same' })
        expect(linesOf('crm', second.after)).toEqual(linesOf('pm', second.after))
      }),
      runs(150),
    )
  })
})
