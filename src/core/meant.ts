import { decided } from './decision.ts'
import type { MatchVerdict } from './match.ts'
import type { Newcomer } from './newcomer.ts'

type Meant = Pick<Newcomer, 'match' | 'original' | 'decision'>

/** Which of several rows is meant is a person's to say, as long as it is these. */
export function answered({ match: found, original, decision }: Meant): MatchVerdict {
  const match: MatchVerdict =
    found.is === 'none' && original !== undefined ? { is: 'ambiguous', candidates: [original] } : found
  if (match.is !== 'ambiguous') return match
  const choice = decided(decision, { candidates: match.candidates }, 'pick', 'none')
  if (choice === null) return match
  if (choice.is === 'none') return { is: 'none' }
  return match.candidates.includes(choice.row) ? { is: 'link', with: choice.row } : match
}

/** Why a person has to say it. */
export function whyAmbiguous({ original }: Meant, candidates: readonly string[]): string {
  if (candidates.every(one => one === original))
    return 'It carries the key of a copy of a row that has no counterpart.'
  return candidates.length === 1
    ? 'Could be one that others could be, too.'
    : `Could be any of ${candidates.length} rows.`
}
