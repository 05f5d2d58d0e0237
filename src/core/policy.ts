import type { BrakeLimits } from './brake.ts'
import type { FieldTests } from './filter.ts'
import type { Lens } from './lens.ts'
import type { Form } from './lenses/rich-text.ts'
import type { Mark } from './mark.ts'
import type { Recognition } from './matching/recognition.ts'
import type { ProjectChoices } from './project.ts'
import type { RuleName } from './rules.ts'
import type { Schedule } from './schedule.ts'
import type { TallyField } from './tally.ts'
import type { Side, Value } from './value.ts'

export type Flow = 'both' | 'to-crm' | 'to-pm'
export type Tie = 'crm' | 'pm' | 'newest' | 'hold'
export type AtLink = 'crm' | 'pm' | 'hold'
export type WhenGone = 'unlink' | 'delete' | 'restore'
export type OnRefusal = 'keep' | 'revert'

/** One field on each side, and how the two correspond. */
export interface FieldRule {
  readonly crm: string
  readonly pm: string
  readonly lens: Lens
  readonly flow: Flow
  readonly tie: Tie
  /** Where the field says whether a row is closed: the values on the pm side that mean it is. */
  readonly closed?: readonly Value[]
  /** Sides on which a row can be made without it: there a value without counterpart holds the field, not the row. */
  readonly optionalOn?: readonly Side[]
}

/** Tests that a row has to pass to take part, by side. */
export type Only = Readonly<Record<Side, FieldTests>>

/** Who comes onto a new project. Nobody is given access unasked. */
export interface Members {
  /** True: the deal's owner becomes the project's. */
  readonly owner: boolean
  readonly add: 'no' | 'ask' | 'yes'
  /** The fields of the deal that name the people who are added. */
  readonly people: readonly string[]
}

/** What a mapping asks of one pair of entities, with every choice made. */
export interface Policy {
  readonly fields: readonly FieldRule[]
  /** Sides on which rows may be created without anybody asking. */
  readonly create: readonly Side[]
  readonly whenGone: Readonly<Record<Side, WhenGone>>
  readonly atLink: AtLink
  readonly rules: readonly RuleName[]
  readonly onRefusal: OnRefusal
  /** How long nobody may have typed before anything follows, in ms; absent: no time at all. */
  readonly settleMs?: number
  /** Absent: every row takes part. */
  readonly only?: Only
}

export type PairName = 'accounts' | 'deals' | 'tasks' | 'comments'

/** Which comments of a task that are older than its link are carried: none, all, or those since the mapping was switched on. */
export type History = 'none' | 'all' | 'since'

/** Only for comments: what follows from one of the two being the original. */
export interface ThreadPolicy {
  readonly history: History
  /** Edits of a copy are edits of the comment, or are refused. */
  readonly edits: 'carry' | 'refuse'
  readonly whenGone: Readonly<Record<'original' | 'copy', WhenGone>>
  /** Sides on which clients could read a copy unless it is private. */
  readonly privateOn: readonly Side[]
  /** How each side keeps the text. */
  readonly forms: Readonly<Record<Side, Form>>
}

/** The fields by which a row names the row it belongs to: a deal its account, a task its deal. */
export interface Anchor {
  readonly pair: PairName
  readonly crm: string
  readonly pm: string
}

/** A field by which a row says where it belongs, and the pair of what it names. */
export interface Place {
  readonly pair: PairName
  readonly field: string
}

export interface PairPolicy extends Policy {
  readonly name: PairName
  /** The connector's entity on each side, e.g. `deal` and `project`. */
  readonly entity: Readonly<Record<Side, string>>
  readonly anchor: Anchor | null
  /** Every field by which a row may say where it belongs: a task its deal, or else its account. Absent: there is none. */
  readonly places?: Readonly<Record<Side, readonly Place[]>>
  /** How linked rows show that they are. */
  readonly marks?: readonly Mark[]
  /** True: nothing is created before the row it belongs to is linked. */
  readonly needsAnchor: boolean
  /** `needed`: a row is created only when one that belongs to it is about to be; an account for a won deal. */
  readonly createWhen: 'seen' | 'needed'
  /** How rows that never met are recognised; null: only links made by a person or a create. */
  readonly match: Readonly<Record<Side, Recognition>> | null
  /** Field of the crm row -> value it must have for a counterpart to be made by itself, e.g. `{ won: true }`. */
  readonly when: Readonly<Record<string, Value>> | null
  /** Only for deals: a new project's first values. */
  readonly project: ProjectChoices
  readonly only: Only
  /** Only for deals: where a project's schedule stands. Absent: in its own fields `start`, `end` and `strict`. */
  readonly schedule?: Schedule
  /** Only for deals: the mapped fields of the project that Baton counts itself. */
  readonly tallies?: readonly TallyField[]
  /** Only for deals; null elsewhere. */
  readonly members: Members | null
  /** Only for comments. */
  readonly thread?: ThreadPolicy
}

/** A checked mapping, bound to the two connectors it names. */
export interface MappingPolicy {
  readonly name: string
  readonly title: string
  readonly connector: Readonly<Record<Side, string>>
  readonly pairs: Readonly<Partial<Record<PairName, PairPolicy>>>
  readonly brake: BrakeLimits
}

export const pairNames: readonly PairName[] = ['accounts', 'deals', 'tasks', 'comments']

export function mayFlow(flow: Flow, to: Side): boolean {
  return flow === 'both' || flow === `to-${to}`
}
