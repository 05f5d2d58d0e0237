import type { Verdict } from './plan.ts'
import type { FieldRule, PairName } from './policy.ts'
import { type Fields, type Side, sides } from './value.ts'
import { where } from './where.ts'

/** What a mapping may do by itself in a rolling time; beyond it, it stops and asks. */
export interface BrakeLimits {
  /** Rows deleted, let go or made anew because their counterpart is gone. */
  readonly deletes: number
  /** Rows of which a value that was there is replaced. */
  readonly overwrites: number
  /** The length of the rolling time. */
  readonly minutes: number
}

export const defaultBrake: BrakeLimits = { deletes: 20, overwrites: 1000, minutes: 60 }

/** Numbers of rows. */
export type Tally = Readonly<Record<'deletes' | 'overwrites', number>>

/** One link as it was decided, and what its sides showed then. */
export interface Decided {
  readonly verdict: Verdict
  readonly rules: readonly FieldRule[]
  readonly saw: Readonly<Record<Side, Fields>>
}

/** The links of a pair, and how many of them have a row that readings miss. */
export interface Missing {
  readonly pair: PairName
  readonly side: Side
  readonly linked: number
  readonly missing: number
}

export interface BrakeAsk {
  readonly limits: BrakeLimits
  /** What was done within the rolling time. */
  readonly done: Tally
  /** What a person has allowed, once. */
  readonly leave: Tally
  readonly planned: Planned
  /** Only where the pass found rows gone. */
  readonly missing: readonly Missing[]
}

export type BrakeVerdict =
  /** What is taken from the leave, and what counts from now on. */
  | { readonly is: 'go'; readonly uses: Tally; readonly counts: Tally }
  /** In words, and how much a person would have to allow for all that waits. */
  | { readonly is: 'stop'; readonly why: string; readonly asks: Tally }

/** How many rows there must be before 'all are gone' is no longer what people may have done. */
const fewest = { all: 3, half: 10 }

/**
 * Counts over a rolling time, all passes together: a pass that would do more than the mapping allows stops whole and asks.
 * So does one that finds a side suddenly empty, or half empty, however few rows that are: so many absent at once are rather
 * a side that cannot be read than people who deleted.
 */
export function brake(ask: BrakeAsk): BrakeVerdict {
  const { limits, done, leave, planned } = ask
  const emptied = planned.deletes > 0 ? ask.missing.filter(isEmptied) : []
  const mayDelete = emptied.length > 0 ? 0 : limits.deletes
  const deletes = beyond(mayDelete, done.deletes, planned.deletes)
  const overwrites = beyond(limits.overwrites, done.overwrites, planned.overwrites)
  if (deletes <= leave.deletes && overwrites <= leave.overwrites)
    return {
      is: 'go',
      uses: { deletes, overwrites },
      counts: { deletes: planned.deletes - deletes, overwrites: planned.overwrites - overwrites },
    }
  const waiting = ask.missing.reduce((sum, one) => sum + one.missing, 0)
  const asks = {
    deletes: deletes > leave.deletes ? Math.max(deletes, beyond(mayDelete, done.deletes, waiting)) : 0,
    overwrites: overwrites > leave.overwrites ? overwrites : 0,
  }
  return { is: 'stop', why: wordsOf(ask, emptied, asks), asks }
}

/** How much of what is planned goes beyond what is left of a limit. */
function beyond(limit: number, done: number, planned: number): number {
  return Math.max(0, planned - Math.max(0, limit - done))
}

/** Whether so many of a side's linked rows are missing that it is rather the side. */
export function isEmptied({ linked, missing }: Pick<Missing, 'linked' | 'missing'>): boolean {
  if (missing >= linked) return linked >= fewest.all
  return missing * 2 > linked && missing >= fewest.half
}

function wordsOf({ limits, done, planned }: BrakeAsk, emptied: readonly Missing[], asks: Tally): string {
  const time = `in ${limits.minutes} minutes`
  const empty = emptied.map(
    one => `${one.missing} of the ${one.linked} linked ${one.pair} are missing ${where(one.side)}.`,
  )
  const gone = `${planned.deletes} rows are gone on one side: this pass would delete ${planned.parts.delete}, let go ${planned.parts.unlink} and make ${planned.parts.restore} anew on the other. ${done.deletes} were done ${time}; ${limits.deletes} may be without asking.`
  const over = `Values of ${planned.overwrites} rows would be replaced, after ${done.overwrites} ${time}; ${limits.overwrites} may be without asking.`
  return [...empty, ...(asks.deletes > 0 ? [gone] : []), ...(asks.overwrites > 0 ? [over] : [])].join(' ')
}

export interface Planned extends Tally {
  /** What the deletions are. */
  readonly parts: Readonly<Record<'delete' | 'unlink' | 'restore', number>>
}

/** What a full reading showed, where that was next to nothing, and those that were tried could not be read either. */
export function emptySweepWords({ pair, side, linked, missing }: Missing): string {
  const seen = `A full reading showed ${linked - missing} of the ${linked} linked ${pair} ${where(side)}`
  return `${seen}, and some of the others were looked for in vain. Nothing was done about them.`
}

/** What a pass would do. What a person wants taken back was asked for, and does not count. */
export function plannedIn(links: readonly Decided[]): Planned {
  const kinds = links.map(kindOf)
  const count = (kind: Kind) => kinds.filter(one => one === kind).length
  const parts = { delete: count('delete'), unlink: count('unlink'), restore: count('restore') }
  const deletes = parts.delete + parts.unlink + parts.restore
  return { deletes, parts, overwrites: links.reduce((sum, link) => sum + overwritesIn(link), 0) }
}

type Kind = 'delete' | 'unlink' | 'restore' | null

function kindOf({ verdict }: Decided): Kind {
  if (verdict.is === 'create') return 'restore'
  if (verdict.is !== 'delete' && verdict.is !== 'unlink') return null
  return verdict.why === 'taken-back' ? null : verdict.is
}

/** Of the two rows of a link, how many would have a value replaced. */
function overwritesIn({ verdict, rules, saw }: Decided): number {
  if (verdict.is !== 'update') return 0
  const replaces = (side: Side) =>
    rules.some(rule => {
      const field = verdict.fields[rule.crm]
      return field?.is === 'copy' && field.to === side && isSomething(saw[side][rule[side]])
    })
  return sides.filter(replaces).length
}

function isSomething(value: Fields[string] | undefined): boolean {
  return (
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  )
}
