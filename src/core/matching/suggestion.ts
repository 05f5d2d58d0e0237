import type { Fields, Side } from '../value.ts'
import { compare, suggestFrom } from './compare.ts'
import { type Profile, readProfile } from './profile.ts'
import type { Reason } from './reason.ts'
import type { Recognition } from './recognition.ts'
import { keyOfRow } from './recognition.ts'

/** Two accounts that a person may want to link, and why. They are never linked by it alone. */
export interface Suggestion {
  readonly crm: string
  readonly pm: string
  readonly score: number
  readonly reasons: readonly Reason[]
  /** Their names count as equal: only that others have it, too, keeps them from being linked. */
  readonly isEqual: boolean
}

export interface Candidate {
  readonly id: string
  readonly fields: Fields
}

/** So many are shown of one row; nobody chooses from more. */
const most = 10

type Match = Readonly<Record<Side, Recognition>>

/** The rows of the other side that could be meant by this one, the most alike first. */
export function suggest(
  match: Match,
  side: Side,
  row: Candidate,
  others: readonly Candidate[],
): readonly Suggestion[] {
  const own = readProfile(row.fields, match[side].fields)
  const found = others.map(other => suggestion(match, side, { ...row, profile: own }, other))
  return found
    .filter(one => one.score >= suggestFrom)
    .sort((a, b) => b.score - a.score || (a.crm + a.pm < b.crm + b.pm ? -1 : 1))
    .slice(0, most)
}

type Read = Candidate & { readonly profile: Profile }

function suggestion(match: Match, side: Side, row: Read, other: Candidate): Suggestion {
  const [crm, pm] = side === 'crm' ? [row, other] : [other, row]
  const profile = readProfile(other.fields, match[side === 'crm' ? 'pm' : 'crm'].fields)
  const { score, reasons } = side === 'crm' ? compare(row.profile, profile) : compare(profile, row.profile)
  const key = keyOfRow(crm.fields, match.crm)
  const isEqual = key !== null && key === keyOfRow(pm.fields, match.pm)
  return { crm: crm.id, pm: pm.id, score, reasons, isEqual }
}
