import fc from 'fast-check'
import { bylineOf, signed } from '../../../../src/core/comments/copied-text.ts'
import { goneAfterMs } from '../../../../src/core/gone.ts'
import { type Side, sides, type Value } from '../../../../src/core/value.ts'
import { anyTalkChoices, forms } from './mapping.ts'
import { linkOf, newTalk, type Talk, type TalkSetting } from './memory.ts'
import { type PassAsk, runPass } from './pass.ts'
import type { Fate } from './send.ts'
import { add, change, type Said, wordsOf } from './tool.ts'

/** What people do under the two tasks. */
export type Deed =
  | { readonly do: 'say'; readonly side: Side; readonly text: Value; readonly private: boolean }
  | { readonly do: 'edit'; readonly side: Side; readonly at: number; readonly text: Value }
  | { readonly do: 'hide' | 'remove' | 'reform' | 'strip'; readonly side: Side; readonly at: number }

type Step = Deed | (Omit<PassAsk, 'meanwhile'> & { readonly do: 'pass'; readonly meanwhile: readonly Deed[] })

export interface TalkStory {
  readonly setting: TalkSetting
  readonly steps: readonly Step[]
}

export const quiet: PassAsk = {
  waitMs: goneAfterMs,
  fates: [],
  hears: sides,
  misses: null,
  meanwhile: () => undefined,
}

const typed: Readonly<Record<Side, readonly Value[]>> = {
  crm: [
    'By Monday.',
    'By *Friday*.',
    '- plan\n- build',
    'see https://example.test/a',
    '@Cy: `x = 1` 🚀',
    'a\nb',
  ],
  pm: [
    '<p>By Monday.</p>',
    '<p>By <b>Friday</b>.</p>',
    '<ul><li>plan</li><li>build</li></ul>',
    '<p>see <a href="https://example.test/a">this</a></p>',
    '<p>@Bo 🚀</p><pre>x = 1</pre>',
    'a<br>b',
  ],
}

export function actIn(talk: Talk, deed: Deed): void {
  const tool = talk.tools[deed.side]
  if (deed.do === 'say') {
    talk.clock += 61_000
    add(tool, { text: deed.text, author: 'ada', private: deed.private, copyOf: null }, talk.clock)
    return
  }
  const all = [...tool.said.values()]
  const said = all[deed.at % Math.max(1, all.length)]
  if (!said) return
  if (deed.do === 'remove') tool.said.delete(said.id)
  else if (deed.do === 'hide') change(tool, said, 'ada', { private: !said.private })
  else if (deed.do === 'reform') reform(talk, deed.side, said)
  else if (deed.do === 'edit') edit(talk, deed.side, said, deed.text)
  else strip(talk, deed.side, said)
}

/** The tool keeps the same words in another form, as after an update of its editor. */
function reform(talk: Talk, side: Side, said: Said): void {
  const text = side === 'pm' ? `<div>${said.text}</div>` : `${said.text}\n`
  change(talk.tools[side], said, said.changedBy, { text })
}

/** Whoever edits a copy leaves its first line alone; only a copy that is linked is known without it. */
function edit(talk: Talk, side: Side, said: Said, text: Value): void {
  const first = said.copyOf === null ? null : bylineOf(forms[side], said.text)
  const kept = first ? signed(forms[side], text, { ...first, at: momentOf(first.at ?? ''), files: [] }) : text
  change(talk.tools[side], said, 'ada', { text: kept })
}

function momentOf(minute: string): string {
  return minute.replace(' UTC', 'Z').replace(' ', 'T')
}

function strip(talk: Talk, side: Side, said: Said): void {
  if (said.copyOf === null || !linkOf(talk, side, said.id)) return
  change(talk.tools[side], said, 'ada', { text: wordsOf(side, said) })
}

const anySide = fc.constantFrom<Side>('crm', 'pm')
const anyDeed: fc.Arbitrary<Deed> = anySide.chain(side => {
  const text = fc.constantFrom(...typed[side])
  const on = fc.constant(side)
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('say' as const), side: on, text, private: fc.boolean() }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('edit' as const), side: on, at: fc.nat(5), text }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom('hide' as const, 'remove' as const, 'reform' as const, 'strip' as const),
        side: on,
        at: fc.nat(5),
      }),
    },
  )
})

const anyFate = fc.constantFrom<Fate[]>('fine', 'dies-before', 'dies-after', 'unanswered', 'lost', 'late')

const anyPass: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('pass' as const),
  waitMs: fc.constantFrom(500, 20_000, goneAfterMs),
  fates: fc.array(anyFate, { maxLength: 4 }),
  hears: fc.subarray<Side>(['crm', 'pm']),
  misses: fc.constant(null),
  meanwhile: fc.array(anyDeed, { maxLength: 1 }),
})

/** Whatever people say and tools do; and one reading, at most, that finds nothing on a side. */
export const anyTalk: fc.Arbitrary<TalkStory> = fc.record({
  setting: fc.record({ choices: anyTalkChoices, knowsUs: fc.subarray<Side>(['crm', 'pm']) }),
  steps: fc
    .tuple(
      fc.array(fc.oneof(anyDeed, anyPass), { minLength: 1, maxLength: 12, size: 'max' }),
      fc.option(fc.nat(11)),
      anySide,
    )
    .map(([steps, missed, misses]) =>
      steps.map((step, at) => (step.do === 'pass' && at === missed ? { ...step, misses } : step)),
    ),
})

export function playTalk({ setting, steps }: TalkStory): Talk {
  const talk = newTalk(setting)
  for (const step of steps) {
    if (step.do !== 'pass') actIn(talk, step)
    else
      runPass(talk, {
        ...step,
        meanwhile: () => {
          for (const deed of step.meanwhile) actIn(talk, deed)
        },
      })
  }
  return talk
}
