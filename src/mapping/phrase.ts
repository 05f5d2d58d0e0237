import { near } from './near.ts'

/** `a`, `a or b`, `a, b or c`. */
export function listed(words: readonly string[], last: 'or' | 'and'): string {
  const head = words.slice(0, -1)
  const end = words.at(-1) ?? ''
  return head.length === 0 ? end : `${head.join(', ')} ${last} ${end}`
}

/** A value as it can be shown in a sentence. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (value === null || value === undefined || value === '') return 'empty'
  if (typeof value === 'object') return 'a map'
  return quoted(String(value))
}

/** The start of a word in quotes: long enough to be found again in the file. */
export function quoted(word: string): string {
  return `\`${word.length > 60 ? `${word.slice(0, 60)}…` : word}\``
}

/** What else the writer may have meant, and what there is to choose from. */
export function choices(word: string, candidates: readonly string[]): string {
  const meant = near(word, candidates)
  if (meant !== null) return `did you mean ${quoted(meant)}?`
  return candidates.length === 0 ? 'there is none to choose from.' : `there is ${listed(candidates, 'and')}.`
}
