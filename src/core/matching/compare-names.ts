import { distance } from 'fastest-levenshtein'
import { commonWords } from './plain-words.ts'
import type { NameParts } from './read-name.ts'
import type { Likeness, Reason } from './reason.ts'
import { reason } from './reason.ts'

/** How alike two names are, by themselves. 1: equal. */
export function compareNames(a: NameParts, b: NameParts): Likeness {
  if (a.key === '' || b.key === '') return { score: 0, reasons: [] }
  if (a.key === b.key) return { score: 1, reasons: [reason('same-name')] }
  const words = compareWords(a.words.map(spelt), b.words.map(spelt))
  const form = compareForms(a.form, b.form)
  const said = words.reasons.length + form.reasons.length > 0 ? [] : [reason('small-words')]
  return {
    score: Math.min(0.99, words.score * form.score),
    reasons: [...words.reasons, ...form.reasons, ...said],
  }
}

/** `Müller` is written `Mueller` where there is no ü. */
function spelt(word: string): string {
  return word.replace(/([aou])e/g, '$1')
}

function compareForms(a: string | null, b: string | null): Likeness {
  if (a === null && b === null) return { score: 1, reasons: [] }
  if (a === null || b === null) return { score: 0.98, reasons: [reason('legal-form-once', [a ?? b ?? ''])] }
  if (a.replaceAll(' ', '') === b.replaceAll(' ', '')) return { score: 1, reasons: [] }
  return { score: 0.93, reasons: [reason('legal-form', [a, b])] }
}

function compareWords(a: readonly string[], b: readonly string[]): Likeness {
  if (a.join(' ') === b.join(' ')) return { score: 1, reasons: [] }
  const sorted = { a: a.toSorted().join(' '), b: b.toSorted().join(' ') }
  if (sorted.a === sorted.b) return { score: 0.98, reasons: [reason('word-order')] }
  if (a.join('') === b.join('')) return { score: 0.98, reasons: [reason('written-together')] }
  const slips = [byLetters(a.join(''), b.join('')), byLetters(sorted.a, sorted.b)].find(way => way.score > 0)
  const best = higher(byShared(a, b), byInitials(a, b))
  const alike = slips ? { ...slips, score: Math.max(slips.score, best.score) } : best
  return { ...alike, score: alike.score * figuresAlike(a.join(' '), b.join(' ')) }
}

function higher(one: Likeness, other: Likeness): Likeness {
  return other.score > one.score ? other : one
}

/** `Plant 1` is not `Plant 2`, however much else is the same. */
function figuresAlike(a: string, b: string): number {
  const [one, other] = [figuresOf(a), figuresOf(b)]
  return one === '' || other === '' || one === other ? 1 : 0.6
}

/** A few letters in a long name are a slip of the pen; in a short one they are another name, and so are figures. */
function byLetters(a: string, b: string): Likeness {
  const longest = Math.max(a.length, b.length)
  const most = slipsIn(longest)
  if (Math.abs(a.length - b.length) > most || figuresOf(a) !== figuresOf(b)) return { score: 0, reasons: [] }
  const letters = distance(a, b)
  return letters > most
    ? { score: 0, reasons: [] }
    : { score: 1 - (1.2 * letters) / longest, reasons: [reason('letters', [String(letters)])] }
}

function figuresOf(text: string): string {
  return text.replace(/\P{N}+/gu, ' ').trim()
}

/** How much of both names is in words that both have, whoever comes first; words that many companies carry weigh little. */
function byShared(a: readonly string[], b: readonly string[]): Likeness {
  if (b.join(' ') < a.join(' ')) return byShared(b, a)
  const left = [...b]
  const shared: Shared[] = []
  for (const word of a) {
    const { at, alike } = closest(word, left)
    if (at >= 0) shared.push({ word, alike, other: left.splice(at, 1)[0] ?? '' })
  }
  const weight = shared.reduce((sum, { word, alike }) => sum + weightOf(word) * alike, 0)
  const score = (2 * weight) / (weightOfAll(a) + weightOfAll(b))
  const isWhole =
    shared.length === Math.min(a.length, b.length) && weight >= 4 && shared.every(one => one.alike === 1)
  return {
    score: Math.min(0.95, isWhole ? Math.max(0.72, score) : score),
    reasons: isWhole ? [reason('longer-name')] : shared.map(said),
  }
}

interface Shared {
  readonly word: string
  readonly other: string
  readonly alike: number
}

function said({ word, other }: Shared): Reason {
  return word === other ? reason('shared-word', [word]) : reason('alike-words', [word, other])
}

function closest(word: string, others: readonly string[]): { readonly at: number; readonly alike: number } {
  let best = { at: -1, alike: 0 }
  others.forEach((other, at) => {
    const alike = wordsAlike(word, other)
    if (alike > best.alike) best = { at, alike }
  })
  return best
}

/** 0 for words that are not worth calling alike. */
function wordsAlike(a: string, b: string): number {
  if (a === b) return 1
  const longest = Math.max(a.length, b.length)
  if (Math.abs(a.length - b.length) > slipsIn(longest) || figuresOf(a) !== figuresOf(b)) return 0
  const letters = distance(a, b)
  return letters > slipsIn(longest) ? 0 : 1 - (1.5 * letters) / longest
}

/** How many letters may be wrong in a text of this length before it is another one. */
function slipsIn(length: number): number {
  if (length < 5) return 0
  return length < 12 ? 1 : 2
}

function weightOf(word: string): number {
  return commonWords.has(word) ? word.length * 0.3 : word.length
}

function weightOfAll(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + weightOf(word), 0)
}

/** `IBM` is International Business Machines. */
function byInitials(a: readonly string[], b: readonly string[]): Likeness {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  const letters = long.map(word => word[0]).join('')
  const fits = short.length === 1 && letters.length >= 3 && short[0] === letters
  return fits ? { score: 0.66, reasons: [reason('initials')] } : { score: 0, reasons: [] }
}
