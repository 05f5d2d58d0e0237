import type { Side } from '../../../src/core/value.ts'
import { otherSide, sides } from '../../../src/core/value.ts'
import { type Deed, type Evidence, wordsIn, wordsOf } from '../evidence.ts'

/** An edit, or a backup, so shortly before our write may be one that no reading has seen, at vendors that count in seconds; ms. */
export const unseenMs = 3_000

/** A word that Baton overwrote had crossed before, or stands in the journal; or nobody could have seen it. */
export function losses({ deeds, journal }: Evidence): string[] {
  const journalled = new Set(wordsOf(journal))
  const crossed = { crm: shownOn(deeds, 'crm'), pm: shownOn(deeds, 'pm') }
  return sides.flatMap(side => {
    const typedAt = new Map<string, number>()
    return deeds
      .filter(deed => deed.side === side && deed.kind === 'task')
      .flatMap(deed => {
        const kept = new Set(wordsIn(deed.after))
        const gone = deed.isBatons ? wordsIn(deed.before).filter(word => !kept.has(word)) : []
        const isBack = (word: string) => deed.isBackups && !wordsIn(deed.before).includes(word)
        for (const word of kept) if (!typedAt.has(word) || isBack(word)) typedAt.set(word, deed.at)
        return gone
          .filter(word => !crossed[otherSide(side)].has(word) && !journalled.has(word))
          .filter(word => deed.at - (typedAt.get(word) ?? 0) > unseenMs)
          .map(word => `${word} was lost on the ${side} side without a word (${deed.id})`)
      })
  })
}

/** What a backup took from there, and nobody brought back, is there no more. */
function shownOn(deeds: readonly Deed[], side: Side): ReadonlySet<string> {
  const shown = new Set<string>()
  for (const deed of deeds) {
    if (deed.side !== side) continue
    if (deed.isBackups) for (const word of wordsIn(deed.before)) shown.delete(word)
    for (const word of wordsIn(deed.after)) shown.add(word)
  }
  return shown
}

/** Of a comment that a backup took, the copy was the last that there was: where Baton removes it, its words are journalled. */
export function lostWithBackup(evidence: Evidence): string[] {
  const { deeds, journal } = evidence
  const journalled = new Set(wordsOf(journal))
  const taken = new Set(
    deeds
      .filter(deed => deed.isBackups && deed.kind === 'comment' && deed.does === 'remove')
      .flatMap(deed => wordsIn(deed.before)),
  )
  return deeds
    .filter(deed => deed.isBatons && deed.kind === 'comment' && deed.does === 'remove')
    .flatMap(deed => wordsIn(deed.before).map(word => ({ word, deed })))
    .filter(({ word }) => taken.has(word) && !journalled.has(word))
    .map(
      ({ word, deed }) =>
        `${word} stood only in the comment ${deed.side} ${deed.id}, which Baton removed without a word`,
    )
}

/** Baton removes no task: people do. */
export function removals({ deeds }: Evidence): string[] {
  return deeds
    .filter(deed => deed.isBatons && deed.does === 'remove' && deed.kind === 'task')
    .map(deed => `Baton removed the task ${deed.side} ${deed.id}`)
}
