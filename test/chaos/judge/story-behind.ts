import { type Deed, type Evidence, wordsIn, wordsOf } from '../evidence.ts'

/** What happened to the rows and words that a fault names: a line for each entry of the histories. */
export function storyBehind(fault: string, { deeds }: Evidence): string[] {
  const named = new Set(fault.match(/[\w/]+/g) ?? [])
  const words = new Set([
    ...wordsOf(fault),
    ...deeds
      .filter(deed => named.has(deed.id))
      .flatMap(deed => [...wordsIn(deed.before), ...wordsIn(deed.after)]),
  ])
  return deeds
    .filter(deed => named.has(deed.id) || wordsIn(deed.after).some(word => words.has(word)))
    .sort((a, b) => a.at - b.at)
    .map(lineOf)
}

function lineOf({ side, kind, id, does, isBatons, isBackups, at, after, isIdle }: Deed): string {
  const who = isBatons ? 'Baton' : isBackups ? 'a backup' : 'somebody'
  const shows = after
    ? `${after.title} [${after.words}] ${after.due ?? '-'} ${after.isClosed ? 'closed' : 'open'}`
    : 'gone'
  return `${new Date(at).toISOString()} ${side} ${kind} ${id}: ${who} ${does}s, ${shows}${isIdle ? ' (idle)' : ''}`
}
