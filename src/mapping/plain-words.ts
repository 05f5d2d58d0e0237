import type { FieldRule, MappingPolicy, PairName, PairPolicy } from '../core/policy.ts'
import { pairNames } from '../core/policy.ts'
import { ruleWords } from '../core/rule-words.ts'
import { sides } from '../core/value.ts'
import { onlyWords } from './plain-only.ts'
import { projectWords } from './plain-project.ts'
import { threadWords } from './plain-thread.ts'
import { type Tools, titled } from './plain-tools.ts'

/** What a section of a mapping means, sentence by sentence. */
export interface PlainSection {
  readonly pair: PairName
  readonly says: readonly string[]
}

/** What a mapping means, in plain words: whoever reads it need not know the file. */
export function plainWords(policy: MappingPolicy, tools: Tools): readonly PlainSection[] {
  return pairNames.flatMap(name => {
    const pair = policy.pairs[name]
    return pair ? [{ pair: name, says: sectionWords(pair, policy, tools) }] : []
  })
}

function sectionWords(pair: PairPolicy, policy: MappingPolicy, tools: Tools): readonly string[] {
  return [
    `Each ${pair.entity.crm} in ${tools.crm} has a ${pair.entity.pm} in ${tools.pm}.`,
    ...matchWords(pair),
    ...onlyWords(pair, tools),
    ...creation(pair, tools),
    ...anchorWords(pair, policy),
    ...projectWords(pair, tools),
    ...scheduleWords(pair, tools),
    ...fieldWords(pair, tools),
    ...(pair.thread ? [] : [...tieWords(pair, tools), ...meetingWords(pair, tools)]),
    ...ruleSentences(pair),
    ...(pair.thread ? threadWords(pair.thread, tools) : goneWords(pair, tools)),
    ...(pair.settleMs
      ? [
          `Nothing follows from an edit before nobody has typed for ${Math.round(pair.settleMs / 1000)} seconds.`,
        ]
      : []),
  ]
}

function matchWords({ match }: PairPolicy): readonly string[] {
  if (!match) return []
  const { name, ...also } = match.crm.fields
  const by = ['name', ...Object.keys(also)].join(', ')
  return [
    'Those that have the same name, and whose name nobody else has, are linked by themselves.',
    ...(match.crm.legalForm === 'ignored'
      ? ['Names that differ in their legal form alone are the same.']
      : []),
    `Those that are alike by their ${by} are suggested, and a person says whether they are the same.`,
  ]
}

function creation({ create, createWhen, when, entity }: PairPolicy, tools: Tools): readonly string[] {
  const tests = Object.entries(when ?? {}).map(
    ([field, value]) => `${titled(tools, 'crm', entity.crm, field)} is ${String(value)}`,
  )
  const won = tests.length > 0 ? ` when ${tests.join(' and ')}` : ''
  if (create.length === 0) {
    const offered = won === '' ? [] : [`It is offered to them${won}.`]
    return ['Nothing is made by itself; a person asks for a counterpart.', ...offered]
  }
  const need = createWhen === 'needed' ? ' once it is needed' : ''
  return create.map(side => `A missing ${entity[side]} is made in ${tools[side]}${won}${need}.`)
}

/** Only where the mapping names it. */
function scheduleWords({ schedule, entity }: PairPolicy, tools: Tools): readonly string[] {
  const said = (['start', 'end', 'strict'] as const).flatMap(name => {
    const source = schedule?.[name]
    if (source === undefined) return []
    const what = { start: 'It starts', end: 'It ends', strict: 'Whether it is kept to is said' }[name]
    if (typeof source === 'boolean')
      return [`Tasks ${source ? 'have' : 'do not have'} to stay within it in every project.`]
    if (source.of === 'part')
      return [
        `${what} by the ${titled(tools, 'pm', source.entity, source.field)} of its ${source.entity} ${source.named}.`,
      ]
    const side = source.of === 'deal' ? 'crm' : 'pm'
    return [
      `${what} by the ${titled(tools, side, entity[side], source.field)} of the ${source.of} in ${tools[side]}.`,
    ]
  })
  return said.length === 0 ? [] : ['The schedule of a project stands where this mapping says.', ...said]
}

function fieldWords({ fields, entity }: PairPolicy, tools: Tools): readonly string[] {
  const named = (rule: FieldRule) => {
    const [crm, pm] = [titled(tools, 'crm', entity.crm, rule.crm), titled(tools, 'pm', entity.pm, rule.pm)]
    return crm === pm ? crm : `${crm} (${pm})`
  }
  const flows = (flow: FieldRule['flow']) => fields.filter(rule => rule.flow === flow).map(named)
  const said: readonly (readonly [string, readonly string[]])[] = [
    ['Kept the same on both sides', flows('both')],
    [`Carried from ${tools.crm} to ${tools.pm} only`, flows('to-pm')],
    [`Carried from ${tools.pm} to ${tools.crm} only`, flows('to-crm')],
  ]
  return said.flatMap(([words, names]) => (names.length > 0 ? [`${words}: ${names.join(', ')}.`] : []))
}

function tieWords({ fields, entity }: PairPolicy, tools: Tools): readonly string[] {
  const both = fields.filter(rule => rule.flow === 'both')
  const by = (tie: FieldRule['tie']) =>
    both.filter(rule => rule.tie === tie).map(rule => titled(tools, 'crm', entity.crm, rule.crm))
  const winners: readonly (readonly [FieldRule['tie'], string])[] = [
    ['crm', `${tools.crm} wins`],
    ['pm', `${tools.pm} wins`],
    ['newest', 'the later edit wins'],
    ['hold', 'a person is asked'],
  ]
  return winners.flatMap(([tie, words]) => {
    const names = by(tie)
    return names.length > 0 ? [`When both sides edited the same of ${names.join(', ')}, ${words}.`] : []
  })
}

/** What has to be there first. */
function anchorWords(pair: PairPolicy, { pairs }: MappingPolicy): readonly string[] {
  const { anchor, entity } = pair
  const to = anchor && pairs[anchor.pair]
  if (!to || !pair.needsAnchor) return []
  if (pair.name === 'deals')
    return [
      `No ${entity.pm} is made before the ${to.entity.crm} of the ${entity.crm} has its ${to.entity.pm}.`,
    ]
  const places = pair.places?.crm.flatMap(place => pairs[place.pair]?.entity.crm ?? []) ?? [to.entity.crm]
  return [`Only a ${entity.crm} whose ${places.join(' or ')} has its counterpart takes part.`]
}

/** What counts when two rows meet that have no past together. */
function meetingWords({ fields, atLink }: PairPolicy, tools: Tools): readonly string[] {
  if (!fields.some(rule => rule.flow === 'both')) return []
  const counts = atLink === 'hold' ? 'a person is asked' : `${tools[atLink]} counts`
  return [`Where the two differ when they are linked, ${counts}.`]
}

function ruleSentences({ rules: names, onRefusal }: PairPolicy): readonly string[] {
  if (names.length === 0) return []
  const after =
    onRefusal === 'keep'
      ? 'A refused value stays where it was typed, and the person is told.'
      : 'A refused value is put back, and the person is told.'
  return [...names.map(name => ruleWords[name]), after]
}

function goneWords({ whenGone, entity }: PairPolicy, tools: Tools): readonly string[] {
  const follows = {
    unlink: 'the two are let go of each other; nothing is deleted',
    delete: 'the other one is deleted, too',
    restore: 'it is made anew',
  } as const
  const [crm, pm] = [follows[whenGone.crm], follows[whenGone.pm]]
  if (crm === pm) return [`When one of the two is deleted, ${crm}.`]
  return sides.map(
    side => `When the ${entity[side]} in ${tools[side]} is deleted, ${follows[whenGone[side]]}.`,
  )
}
