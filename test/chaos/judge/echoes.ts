import { type Deed, type Evidence, wordsOf } from '../evidence.ts'
import { unseenMs } from './losses.ts'

/** Baton writes what somebody typed, where it does not stand yet, and never back to where it was typed. */
export function echoes(evidence: Evidence): string[] {
  return [...idleWrites(evidence), ...inventions(evidence), ...returned(evidence)]
}

/** A write that changes nothing, unless somebody had typed the same just before it. */
function idleWrites({ deeds }: Evidence): string[] {
  return deeds
    .filter(deed => deed.isBatons && deed.does === 'edit' && deed.isIdle)
    .filter(deed => !deeds.some(other => !other.isBatons && isJustBefore(other, deed)))
    .map(deed => `the ${deed.kind} ${deed.side} ${deed.id} was written although it said that already`)
}

function isJustBefore(one: Deed, deed: Deed): boolean {
  return one.side === deed.side && one.id === deed.id && one.at <= deed.at && deed.at - one.at <= unseenMs
}

function inventions({ deeds }: Evidence): string[] {
  const typed = new Set(deeds.filter(deed => !deed.isBatons).flatMap(newTitleOrText))
  return deeds
    .filter(deed => deed.isBatons && deed.kind !== 'project')
    .flatMap(newTitleOrText)
    .filter(word => !typed.has(word))
    .map(word => `${word} was made up`)
}

function newTitleOrText({ after }: Deed): string[] {
  return after ? wordsOf(`${after.title} ${after.words}`) : []
}

/** A title that was typed here, crossed, and came back over a newer one; not because a backup showed it again over there. */
function returned({ deeds }: Evidence): string[] {
  const shownAgain = new Set(deeds.filter(deed => deed.isBackups).flatMap(newTitleOrText))
  const typedHere = new Set<string>()
  const wrong: string[] = []
  for (const { side, kind, id, isBatons, before, after } of deeds) {
    if (kind !== 'task' || !after || before?.title === after.title) continue
    for (const word of wordsOf(after.title)) {
      const place = `${side} ${word}`
      if (!isBatons) typedHere.add(place)
      else if (before && typedHere.has(place) && !shownAgain.has(word))
        wrong.push(`the title ${word} was carried back to ${side} ${id}, where it had been typed`)
    }
  }
  return wrong
}
