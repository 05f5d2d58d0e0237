import fc from 'fast-check'
import { goneAfterMs } from '../../../src/core/gone.ts'
import type { Tie } from '../../../src/core/policy.ts'
import type { Fields, Side, Value } from '../../../src/core/value.ts'
import { act, type Deed, type Edit } from './deeds.ts'
import { anyChoices, kinds, stages, typing } from './mapping.ts'
import { type Miniature, newMiniature, type Setting } from './memory.ts'
import { type PassAsk, quietPass, runPass } from './pass.ts'
import type { Fate } from './send.ts'
import type { Traits } from './vendor.ts'

export type Step = Deed | ({ readonly do: 'pass' } & PassAsk)

export interface Story {
  readonly setting: Setting
  readonly steps: readonly Step[]
}

const anySide = fc.constantFrom<Side>('crm', 'pm')
const typed = { crm: typing('crm'), pm: typing('pm') }

const anyEdit: fc.Arbitrary<Edit> = anySide.chain(side =>
  fc.record({ do: fc.constant('edit'), side: fc.constant(side), at: fc.nat(5), fields: typed[side] }),
)

const anyAdd: fc.Arbitrary<Deed> = anySide.chain(side =>
  fc.record({ do: fc.constant('add'), side: fc.constant(side), fields: typed[side] }),
)

const otherDeeds: readonly fc.WeightedArbitrary<Deed>[] = [
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('remove'), side: anySide, at: fc.nat(5) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('reschedule'),
      strict: fc.boolean(),
      end: fc.constantFrom('2026-03-31', '2026-04-30', null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close-parent'), closed: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('lose-news', 'double-news') }) },
]

const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: anyEdit },
  { weight: 3, arbitrary: anyAdd },
  ...otherDeeds,
)

const anyFate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ is: fc.constant('fine') }) },
  {
    weight: 4,
    arbitrary: fc.record({
      is: fc.constantFrom('dies-before', 'dies-after', 'unanswered', 'lost', 'late', 'ignored'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('edited'), fields: fc.record(typed) }) },
)

const fieldNames = kinds.flatMap(kind => [kind.crm, kind.pm])

const anyPass: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('pass'),
  waitMs: fc.constantFrom(500, 20_000, goneAfterMs),
  most: fc.constantFrom(1, 2, 100),
  fates: fc.array(anyFate, { maxLength: 4 }),
  meanwhile: fc.array(anyEdit, { maxLength: 1 }),
  hides: fc.subarray(fieldNames, { maxLength: 1 }),
  misses: fc.constant(null),
})

function rewritesOf(side: Side) {
  return fc.record(
    Object.fromEntries(
      kinds.flatMap(kind =>
        kind.rewrites.length === 0 ? [] : [[kind[side], fc.constantFrom(...kind.rewrites)]],
      ),
    ),
  )
}

/** One value of one field, on one side. */
function someValue(side: Side): fc.Arbitrary<Readonly<Record<string, Value>>> {
  const one = fc
    .constantFrom(...kinds)
    .chain(kind =>
      fc
        .constantFrom(...kind.typed[side].filter(value => value !== null))
        .map(value => ({ [kind[side]]: value })),
    )
  return fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: one })
}

/** A field that is never written has no first value either: nobody could tell that from a rewriting. */
function anyTraits(side: Side): fc.Arbitrary<Traits> {
  return fc
    .record({
      rewrites: rewritesOf(side),
      rewritesTyping: fc.boolean(),
      tellsEditor: fc.boolean(),
      ifVersion: fc.boolean(),
      readOnly: fc.subarray(
        kinds.map(kind => kind[side]),
        { maxLength: 1 },
      ),
      rejects: someValue(side),
      defaults: someValue(side),
      bumps: fc.boolean(),
    })
    .map(traits => ({ ...traits, defaults: without(traits.defaults, traits.readOnly) }))
}

function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
}

const anySetting: fc.Arbitrary<Setting> = fc.record({
  mapping: anyChoices,
  crm: anyTraits('crm'),
  pm: anyTraits('pm'),
})

const anySteps = fc.array(fc.oneof(anyDeed, anyPass), { minLength: 1, maxLength: 24, size: 'max' })

/** Whatever may happen; and one reading, at most, that misses all rows of a side. */
export const anyStory: fc.Arbitrary<Story> = fc
  .record({ setting: anySetting, steps: anySteps, missed: fc.option(fc.nat(23)), side: anySide })
  .map(({ setting, steps, missed, side }) => ({
    setting,
    steps: steps.map((step, at) => (step.do === 'pass' && at === missed ? { ...step, misses: side } : step)),
  }))

const anyStage = fc.oneof(
  ...(['crm', 'pm'] as const).map(side =>
    fc.record({
      do: fc.constantFrom('edit', 'edit', 'add'),
      side: fc.constant(side),
      at: fc.nat(1),
      fields: fc.constantFrom(...stages.typed[side]).map(value => ({ [stages[side]]: value })),
    }),
  ),
  fc.record({ do: fc.constant('close-parent'), closed: fc.boolean() }),
)

/** A few tasks are closed and reopened again and again, and so is the one above them. */
export const parentStory: fc.Arbitrary<Story> = fc
  .record({
    setting: anySetting,
    tie: fc.constantFrom<Tie>('hold', 'newest'),
    steps: fc.array(fc.oneof(anyStage, anyPass), { minLength: 8, maxLength: 24, size: 'max' }),
  })
  .map(({ setting, tie, steps }) => {
    const stage = { crm: stages.crm, flow: 'both', tie, optionalOn: [] } as const
    return { setting: { ...setting, mapping: { ...setting.mapping, fields: [stage] } }, steps }
  })

/** Nothing goes wrong: people type, every pass is answered, and the vendors tell who edited. */
export const calmStory: fc.Arbitrary<Story> = fc
  .record({
    setting: anySetting,
    steps: fc.array(fc.oneof(anyEdit, anyAdd, fc.constant<Step>({ do: 'pass', ...quietPass })), {
      minLength: 1,
      maxLength: 24,
      size: 'max',
    }),
  })
  .map(({ setting, steps }) => ({ setting: calm(setting), steps }))

function calm({ mapping, crm, pm }: Setting): Setting {
  const traits = { tellsEditor: true, readOnly: [], rejects: {}, defaults: {} }
  return { mapping: { ...mapping, matches: false }, crm: { ...crm, ...traits }, pm: { ...pm, ...traits } }
}

export function play(
  { setting, steps }: Story,
  afterPass: (mini: Miniature) => void = () => undefined,
): Miniature {
  const mini = newMiniature(setting)
  for (const step of steps) {
    if (step.do !== 'pass') act(mini, step)
    else {
      runPass(mini, step)
      afterPass(mini)
    }
  }
  return mini
}
