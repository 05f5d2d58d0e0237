import fc from 'fast-check'
import type { Lens, World } from '../../../src/core/lens.ts'
import { dateLens, flagLens, numberLens } from '../../../src/core/lenses/plain.ts'
import { linkedLens, tableLens } from '../../../src/core/lenses/table.ts'
import { textLens } from '../../../src/core/lenses/text.ts'
import type { Recognition } from '../../../src/core/matching/recognition.ts'
import type {
  AtLink,
  FieldRule,
  Flow,
  OnRefusal,
  PairPolicy,
  Tie,
  WhenGone,
} from '../../../src/core/policy.ts'
import type { Fields, Side, Value } from '../../../src/core/value.ts'
import { type Rewriting, rewritingsOfNumbers, rewritingsOfText } from './rewriting.ts'

/** A field of the miniature: what people type into it on either side, and what vendors may make of that. */
interface Kind {
  readonly crm: string
  readonly pm: string
  readonly lens: Lens
  readonly typed: Readonly<Record<Side, readonly Value[]>>
  readonly rewrites: readonly Rewriting[]
  /** Words of the project tool that mean closed. */
  readonly closed?: readonly Value[]
}

const words: readonly Value[] = ['a', ' a ', 'A', 'Ab', 'abcdef', null]
const lines: readonly Value[] = [
  ...['a\nb\nc', 'A\nb\nc', 'a\nb\nC', 'a\nb\nc\nd', 'new\na\nb\nc', 'a\nc', ' a\nb ', 'z'],
  null,
]
const numbers: readonly Value[] = [1, 1.25, 1.4, 2, '2.0', 'many', null]
const days: readonly Value[] = ['2026-03-01', '2026-03-15', '2026-04-01', 'soon', null]

/** Several words of the crm stand for one of the project tool, and some words stand for nothing. */
const stageLens = tableLens('stage', [
  ['open', 'todo'],
  ['waiting', 'todo'],
  ['won', 'done'],
])

export const people: World = {
  pairs: {
    person: [
      ['u1', 'p1'],
      ['u2', 'p1'],
      ['u3', 'p3'],
    ],
  },
}

export const stages: Kind = {
  crm: 'stage',
  pm: 'status',
  lens: stageLens,
  typed: { crm: ['open', 'waiting', 'won', 'lost', null], pm: ['todo', 'done', 'parked', null] },
  rewrites: [],
  closed: ['done'],
}

export const kinds: readonly Kind[] = [
  {
    crm: 'title',
    pm: 'name',
    lens: textLens(),
    typed: { crm: words, pm: words },
    rewrites: rewritingsOfText,
  },
  {
    crm: 'note',
    pm: 'text',
    lens: textLens({ crm: 4, pm: 4 }),
    typed: { crm: words, pm: words },
    rewrites: rewritingsOfText,
  },
  {
    crm: 'story',
    pm: 'details',
    lens: textLens(),
    typed: { crm: lines, pm: lines },
    rewrites: rewritingsOfText,
  },
  {
    crm: 'amount',
    pm: 'hours',
    lens: numberLens,
    typed: { crm: numbers, pm: numbers },
    rewrites: rewritingsOfNumbers,
  },
  stages,
  {
    crm: 'owner',
    pm: 'assignee',
    lens: linkedLens('person'),
    typed: { crm: ['u1', 'u2', 'u3', 'u9', null], pm: ['p1', 'p3', 'p9', null] },
    rewrites: [],
  },
  { crm: 'due', pm: 'dueDate', lens: dateLens, typed: { crm: days, pm: days }, rewrites: [] },
  {
    crm: 'urgent',
    pm: 'flagged',
    lens: flagLens,
    typed: { crm: [true, false, null], pm: [true, false, null] },
    rewrites: [],
  },
]

const sideOf = fc.constantFrom<Side>('crm', 'pm')
const whenGone = fc.constantFrom<WhenGone[]>('unlink', 'delete', 'restore')

/** The choices of a mapping, as plain data, so that a counterexample can be read. */
export interface Choices {
  readonly fields: readonly Pick<FieldRule, 'crm' | 'flow' | 'tie' | 'optionalOn'>[]
  readonly create: readonly Side[]
  readonly whenGone: Readonly<Record<Side, WhenGone>>
  readonly atLink: AtLink
  readonly matches: boolean
  readonly onRefusal: OnRefusal
}

const anyField = fc.record({
  crm: fc.constantFrom(...kinds.map(kind => kind.crm)),
  flow: fc.constantFrom<Flow[]>('both', 'both', 'both', 'to-crm', 'to-pm'),
  tie: fc.constantFrom<Tie[]>('hold', 'crm', 'pm', 'newest'),
  optionalOn: fc.subarray<Side>(['crm', 'pm']),
})

export const anyChoices: fc.Arbitrary<Choices> = fc.record({
  fields: fc.uniqueArray(anyField, { minLength: 1, maxLength: 4, selector: field => field.crm }),
  create: fc.uniqueArray(sideOf, { minLength: 1 }),
  whenGone: fc.record({ crm: whenGone, pm: whenGone }),
  atLink: fc.constantFrom<AtLink[]>('hold', 'crm', 'pm'),
  matches: fc.boolean(),
  onRefusal: fc.constantFrom<OnRefusal[]>('keep', 'revert'),
})

const named = (name: string): Recognition => ({ fields: { name }, legalForm: 'asks' })

export function policyOf({ fields, matches, ...choices }: Choices): PairPolicy {
  const isNamed = fields.some(field => field.crm === 'title')
  return {
    ...choices,
    name: 'tasks',
    entity: { crm: 'task', pm: 'task' },
    fields: fields.flatMap(field =>
      kinds
        .filter(kind => kind.crm === field.crm)
        .map(({ pm, lens, closed }) => ({ ...field, pm, lens, ...(closed ? { closed } : {}) })),
    ),
    match: matches && isNamed ? { crm: named('title'), pm: named('name') } : null,
    rules: ['strict-schedule', 'closed-parent'],
    anchor: null,
    needsAnchor: false,
    createWhen: 'seen',
    when: null,
    project: {},
    only: { crm: {}, pm: {} },
    members: null,
  }
}

/** What a person types: some of the fields of one side. */
export function typing(side: Side): fc.Arbitrary<Fields> {
  const one = fc
    .constantFrom(...kinds)
    .chain(kind => fc.tuple(fc.constant(kind[side]), fc.constantFrom(...kind.typed[side])))
  return fc.array(one, { minLength: 1, maxLength: 5 }).map(typed => Object.fromEntries(typed))
}
