import type { ChoiceName } from './decision.ts'
import type { World } from './lens.ts'
import type { FieldAt } from './merge.ts'
import type { FieldRule } from './policy.ts'
import { mayFlow } from './policy.ts'
import type { Fields, Side, Value } from './value.ts'
import { otherSide, sides } from './value.ts'

/** One way to answer, and what would come of it. */
export interface Option {
  readonly choice: ChoiceName | 'retry' | 'add' | 'decline'
  /** Of `take`: whose value. Of `set`: where the value is typed. */
  readonly side?: Side
  /** Of `pick`: which row. */
  readonly row?: string
  /** What would be written, and where. */
  readonly writes?: { readonly side: Side; readonly value: Value }
  /** For a person, as a sentence. */
  readonly does: string
}

/** A question for a person: what it is about, what was agreed before, and how it can be answered. */
export interface Question {
  readonly about: Fields
  readonly past: Fields
  readonly options: readonly Option[]
}

const place: Readonly<Record<Side, string>> = { crm: 'the CRM', pm: 'the project tool' }

const retry: Option = {
  choice: 'retry',
  does: 'It is tried once more, for instance because a table or the list of people has changed.',
}

const leave: Option = {
  choice: 'leave',
  does: 'Both stay as they are. The difference is accepted until one of the two changes.',
}

/** The question about one field that is held: its two values now, its two values when they last agreed. */
export function fieldQuestion(rule: FieldRule, at: FieldAt, world: World): Question {
  const past = sides.flatMap(side => {
    const { base } = at[side]
    return base === undefined ? [] : [[side, base] as const]
  })
  const takes = sides.flatMap(side => takeOption(rule, at, side, world))
  const sets = sides.flatMap(side => setOption(rule, side))
  return {
    about: { crm: at.crm.now, pm: at.pm.now },
    past: Object.fromEntries(past),
    options: [...takes, ...sets, leave, retry],
  }
}

/** Only where the other side has a word for it. */
function takeOption(rule: FieldRule, at: FieldAt, side: Side, world: World): Option[] {
  const to = otherSide(side)
  if (!mayFlow(rule.flow, to)) return []
  const across = rule.lens.across(at[side].now, to, at[to].now, world, at[side].base)
  if (!across.ok) return []
  const does = `The value of ${place[side]} is right: it is written to ${place[to]}.`
  return [{ choice: 'take', side, writes: { side: to, value: across.value }, does }]
}

function setOption(rule: FieldRule, side: Side): Option[] {
  if (!mayFlow(rule.flow, side)) return []
  const does = `A value you type is written to ${place[side]}, and from there goes its usual way.`
  return [{ choice: 'set', side, does }]
}

/** The question that a deletion on one side and an edit on the other ask. */
export function deletedQuestion(gone: Side, kept: Fields): Question {
  const left = otherSide(gone)
  const options: Option[] = [
    { choice: 'restore', does: `The row is made anew in ${place[gone]}.` },
    { choice: 'delete', does: `The edited row in ${place[left]} is deleted, too.` },
    { choice: 'unlink', does: `The edited row in ${place[left]} stays; nothing is made anew.` },
  ]
  return { about: kept, past: {}, options }
}

/** The question which of several rows is meant. */
export function ambiguousQuestion(on: Side, candidates: readonly string[]): Question {
  const picks = candidates.map(
    (row): Option => ({ choice: 'pick', row, does: `It belongs together with ${row} in ${place[on]}.` }),
  )
  const none: Option = { choice: 'none', does: 'None of them is meant: it is treated as a row of its own.' }
  return { about: { candidates }, past: {}, options: [...picks, none, ignore] }
}

const ignore: Option = {
  choice: 'ignore',
  does: 'It stays without a counterpart until somebody asks for one.',
}

/** The question of a row that cannot have its counterpart as it is: once that is mended, it is tried again. */
export function unmadeQuestion(): Question {
  return { about: {}, past: {}, options: [ignore, retry] }
}

/** The same where a row is to be made anew, because its counterpart is gone. */
export function unrestoredQuestion(kept: Fields): Question {
  const unlink: Option = { choice: 'unlink', does: 'The row that is left stays; nothing is made anew.' }
  return { about: kept, past: {}, options: [unlink, retry] }
}

/** The question whether a row was made that nobody could tell about; `create` names that try. */
export function unansweredQuestion(on: Side, create: string, candidates: readonly string[]): Question {
  const picks = candidates.map(
    (row): Option => ({ choice: 'pick', row, does: `It was made: it is ${row} in ${place[on]}.` }),
  )
  const again: Option = { choice: 'create-again', does: `It was not made: it is made now in ${place[on]}.` }
  return { about: { unanswered: create }, past: {}, options: [...picks, again, retry] }
}

/** The question whether people may be let into a project; where none of them can be, only that it stays so is an answer. */
export function membersQuestion(canBeAdded: boolean): Question {
  const add: Option = { choice: 'add', does: 'The people are added to the project.' }
  const decline: Option = { choice: 'decline', does: 'Nobody is added; the project stays as it is.' }
  return { about: {}, past: {}, options: canBeAdded ? [add, decline] : [decline] }
}

/** A row that cannot be carried as it is, whatever the reason: once that is mended, it is tried again. */
export function retryQuestion(about: Fields = {}): Question {
  return { about, past: {}, options: [retry] }
}
