import type { Side } from '../../../src/core/value.ts'
import { type Deed, type Evidence, type Shown, wordsIn } from '../evidence.ts'

/** A record as its history tells of it. */
export interface RowStory {
  readonly side: Side
  readonly id: string
  readonly madeByBaton: boolean
  /** As it is at the end; null: gone. */
  readonly last: Shown | null
}

/** Two rows that belong together: what Baton made repeats words that a person had typed in one row of the other side. */
export interface RowPair {
  readonly original: RowStory
  readonly copies: readonly RowStory[]
}

/** All rows of a kind, as the histories of both sides leave them. */
export function storiesOf({ deeds }: Evidence, kind: Deed['kind']): RowStory[] {
  const stories = new Map<string, RowStory>()
  for (const { side, kind: of, id, isBatons, after } of deeds) {
    if (of !== kind) continue
    const name = `${side} ${id}`
    const known = stories.get(name)
    stories.set(name, { side, id, madeByBaton: known?.madeByBaton ?? isBatons, last: after })
  }
  return [...stories.values()]
}

/** Rows that people made, each with what Baton made of it on the other side; and what it made of nothing. */
export function pairsOf(evidence: Evidence, kind: 'task' | 'comment') {
  const stories = storiesOf(evidence, kind)
  const typedIn = typedWords(evidence, kind)
  const originals = new Map<string, { readonly original: RowStory; readonly copies: RowStory[] }>()
  for (const story of stories)
    if (!story.madeByBaton) originals.set(`${story.side} ${story.id}`, { original: story, copies: [] })
  const strangers: RowStory[] = []
  for (const story of stories) {
    if (!story.madeByBaton) continue
    const words = firstWords(evidence, kind, story)
    // What a project's template brings along was typed by nobody here.
    if (words.length === 0) continue
    const from = words.flatMap(word => typedIn.get(word) ?? []).find(name => !name.startsWith(story.side))
    const pair = from === undefined ? undefined : originals.get(from)
    if (pair) pair.copies.push(story)
    else strangers.push(story)
  }
  return { pairs: [...originals.values()] as readonly RowPair[], strangers }
}

function firstWords({ deeds }: Evidence, kind: Deed['kind'], { side, id }: RowStory): string[] {
  return wordsIn(deeds.find(one => one.kind === kind && one.side === side && one.id === id)?.after ?? null)
}

/** In which row somebody typed a word. */
function typedWords({ deeds }: Evidence, kind: Deed['kind']): ReadonlyMap<string, string> {
  const typed = new Map<string, string>()
  for (const deed of deeds) {
    if (deed.isBatons || deed.isBackups || deed.kind !== kind) continue
    const had = new Set(wordsIn(deed.before))
    for (const word of wordsIn(deed.after))
      if (!had.has(word) && !typed.has(word)) typed.set(word, `${deed.side} ${deed.id}`)
  }
  return typed
}
