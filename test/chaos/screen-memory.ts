import type { Side } from '../../src/core/value.ts'
import { byBackup, type Sandbox, type WriteEntry } from '../../src/spi/index.ts'
import { wordsIn, wordsOf } from './evidence.ts'
import type { VendorWords } from './vendor-words.ts'

/** What the screens of one side show, learnt from its history as that goes on: a look costs what is new, not what is there. */
export interface ScreenMemory {
  /** The words of the text of a task that stands there, in order; undefined: it does not. */
  wordsOfTask(id: string): readonly string[] | undefined
  /** Whether a comment stands there: a backup may have taken it. */
  hasComment(id: string): boolean
  /** What Baton made there of a row into which one of these was typed. */
  copyWith(words: Iterable<string>): string | undefined
}

export type ScreenMemories = Readonly<Record<Side, ScreenMemory>>

export function screenMemory(sandbox: Pick<Sandbox, 'history'>, vendor: VendorWords): ScreenMemory {
  const standing = new Map<string, readonly string[]>()
  const comments = new Set<string>()
  const copies = new Map<string, string>()
  let read = 0

  function take({ by, does, module, id, after }: WriteEntry): void {
    if (vendor.kinds[module] === 'comment') return void (after ? comments.add(id) : comments.delete(id))
    if (vendor.kinds[module] !== 'task') return
    if (!after) return void standing.delete(id)
    const shown = vendor.shown('task', after)
    standing.set(id, wordsOf(shown.words))
    if (does === 'add' && !by.startsWith('person:') && by !== byBackup)
      for (const word of wordsIn(shown)) copies.set(word, id)
  }

  function look(): void {
    const news = sandbox.history(read)
    read += news.length
    for (const entry of news) take(entry)
  }

  return {
    wordsOfTask: id => {
      look()
      return standing.get(id)
    },
    hasComment: id => {
      look()
      return comments.has(id)
    },
    copyWith: words => {
      look()
      return [...words].map(word => copies.get(word)).find(id => id !== undefined)
    },
  }
}
