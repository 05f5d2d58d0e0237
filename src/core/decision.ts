import type { Fields, Side, Value } from './value.ts'
import { sameValue } from './value.ts'

/** What a person may decide about one field of a link. */
export type FieldChoice =
  /** That side's value is right. */
  | { readonly is: 'take'; readonly side: Side }
  /** Both stay as they are; the difference is accepted until one of them changes. */
  | { readonly is: 'leave' }
  /** A value for one side: `typed` and `put-back` then go across as an edit of that side does, `undone` stays there. */
  | { readonly is: 'set'; readonly side: Side; readonly value: Value; readonly why: SetReason }

export const setReasons = ['typed', 'put-back', 'undone'] as const
export type SetReason = (typeof setReasons)[number]

/** Whether a value was written because a person set it. */
export function isSetReason(why: string | undefined): why is SetReason {
  return (setReasons as readonly (string | undefined)[]).includes(why)
}

/** What a person may decide about a link, or a row without one, as a whole. */
export type KeyChoice =
  | { readonly is: 'delete' | 'restore' | 'unlink' }
  /** That row of the other side is meant. */
  | { readonly is: 'pick'; readonly row: string }
  /** None of those that could be meant is. */
  | { readonly is: 'none' }
  /** It stays without a counterpart, until somebody asks for one. `deleted`, `letGo`: the one it had, and what became of that. */
  | { readonly is: 'ignore'; readonly deleted?: string; readonly letGo?: string }
  /** A create that was never answered is made once more. */
  | { readonly is: 'create-again' }
  /** The row that was made is taken back: let go or, if `deletes`, deleted while it still shows this version. */
  | { readonly is: 'take-back'; readonly on: Side; readonly deletes: boolean; readonly version: string }

export type Choice = FieldChoice | KeyChoice
export type ChoiceName = Choice['is']

/**
 * A person's answer, or a person's wish to put something back. It is about what was shown when it was given, and good
 * only as long as that is still shown: otherwise the question is another one.
 */
export interface Decision {
  readonly choice: Choice
  readonly about: Fields
}

/** By field (`FieldRule.crm`); the decision about the key as a whole stands under the empty name. */
export type Decisions = Readonly<Record<string, Decision>>

export const wholeKey = ''

/** Whether everything that a decision was about is still shown. */
export function isStillAbout(decision: Pick<Decision, 'about'>, shown: Fields): boolean {
  return Object.entries(decision.about).every(([name, value]) => sameValue(shown[name], value))
}

/** The decision about a key as a whole, where it is one of these and still good. */
export function decided<K extends KeyChoice['is']>(
  decision: Decision | undefined,
  shown: Fields,
  ...names: readonly K[]
): Extract<KeyChoice, { is: K }> | null {
  if (!decision || !isStillAbout(decision, shown)) return null
  const isOne = (choice: Choice): choice is Extract<KeyChoice, { is: K }> =>
    (names as readonly string[]).includes(choice.is)
  return isOne(decision.choice) ? decision.choice : null
}
