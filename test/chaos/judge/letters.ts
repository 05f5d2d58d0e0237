import type { Evidence } from '../evidence.ts'
import { pairsOf } from './rows.ts'

/** Days that no project lasts until; each is typed once in a run. */
export function isFarDay(day: string | null): boolean {
  return day !== null && day >= '2100'
}

/** Each refused day was told in one mail by its Message-ID, and once more where a backup showed it again; one that still stands was told. */
export function letters(evidence: Evidence): string[] {
  const days = new Set(
    evidence.deeds.flatMap(deed => (isFarDay(deed.after?.due ?? null) ? [String(deed.after?.due)] : [])),
  )
  const standing = standingDays(evidence)
  return [...days].flatMap(day => {
    const ids = new Set(
      evidence.letters.filter(letter => letter.text.includes(day)).map(letter => letter.messageId),
    )
    const again = evidence.deeds.filter(deed => deed.isBackups && deed.after?.due === day).length
    if (ids.size > 1 + again) return [`the refused day ${day} was told in ${ids.size} mails`]
    return ids.size === 0 && standing.has(day) ? [`the refused day ${day} was told to nobody`] : []
  })
}

/** Refused days that are shown at the end on the one side while the other one, which is there, shows another day. */
function standingDays(evidence: Evidence): ReadonlySet<string> {
  return new Set(
    pairsOf(evidence, 'task').pairs.flatMap(({ original, copies: [copy] }) => {
      const [one, other] = [original.last, copy?.last ?? null]
      if (!one || !other || one.due === other.due) return []
      return [one.due, other.due].flatMap(day => (day !== null && isFarDay(day) ? [day] : []))
    }),
  )
}
