import type { FieldSpec, FieldType, Named, Value } from '#spi'
import { emptyWorld } from '../../src/core/lens.ts'
import { richTextLens } from '../../src/core/lenses/rich-text.ts'
import { plainForm } from '../../src/core/lenses/text.ts'

/** Days on which clocks change in Berlin, Auckland or Los Angeles, and days at the edge of a year or a month. */
export const awkwardDays: readonly string[] = [
  '2026-03-08',
  '2026-03-29',
  '2026-04-05',
  '2026-09-27',
  '2026-10-25',
  '2026-11-01',
  '2026-12-31',
  '2028-02-29',
]

const short = ['Plain words', 'Ünïcödé 漢字 🚀 é', `quotes ' " \\ and <b>signs</b> & %20 #1, (a)`]
const long = ['one\ntwo\n\nfour', 'one\r\ntwo']
/** Texts longer than this are taken to have lines. */
const hasLines = 1000

const byType: Readonly<Record<FieldType, (spec: FieldSpec, named: Named) => readonly Value[]>> = {
  text: spec => [
    ...short.filter(fits(spec)),
    ...((spec.maxLength ?? 0) > hasLines ? long : []),
    ...longest(spec),
  ],
  'rich-text': () => [
    '<p>Agenda &amp; <b>names</b></p>',
    '<ul><li>one</li><li>two</li></ul>',
    '<p>漢字 🚀</p>',
  ],
  number: () => [0, 40],
  money: () => ['0', '1234.5', '99999999.99'],
  date: () => awkwardDays,
  moment: () => ['2026-03-29T01:30:00.000Z', '2026-12-31T23:59:59.000Z'],
  flag: () => [true, false],
  choice: spec => spec.choices ?? [],
  person: (_spec, { people }) => people.slice(0, 2),
  people: (_spec, { people }) => [people.slice(0, 1), people.slice(0, 2)],
  tags: () => [],
  ref: (spec, { standing }) => {
    const row = spec.entity === undefined ? undefined : standing[spec.entity]
    return row ? [row.id] : []
  },
}

function fits({ maxLength = Number.POSITIVE_INFINITY }: FieldSpec) {
  return (text: string) => text.length <= maxLength
}

function longest(spec: FieldSpec): readonly string[] {
  return spec.maxLength === undefined ? [] : [`${'x'.repeat(spec.maxLength - 1)}z`]
}

/** Which types may be empty, and how, where the field is not required. What a choice may be is the vendor's to say. */
const empty: Partial<Record<FieldType, Value>> = {
  text: null,
  'rich-text': null,
  number: null,
  money: null,
  date: null,
  moment: null,
  people: [],
  person: null,
  ref: null,
}

/** Values worth trying in a field, emptiness last. */
export function samplesOf(spec: FieldSpec, named: Named): readonly Value[] {
  const nothing = spec.required ? undefined : empty[spec.type]
  return [...byType[spec.type](spec, named), ...(nothing === undefined ? [] : [nothing])]
}

const rich = richTextLens({ crm: 'html', pm: 'html' })

/** Whether a field holds what was written, as a person would say. Line ends and the wrapping of HTML do not count. */
export function holds(spec: FieldSpec, wrote: Value, shown: Value | undefined): boolean {
  if (shown === undefined) return false
  if (spec.type === 'rich-text') return rich.agree(wrote, shown, emptyWorld)
  if (spec.type === 'text') return plainForm(wrote) === plainForm(shown)
  if (spec.type === 'money') return wrote === shown || (wrote !== null && Number(wrote) === Number(shown))
  return JSON.stringify(wrote) === JSON.stringify(shown)
}
