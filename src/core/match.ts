/**
 * Marks that people leave out: accents, and the points of Hebrew. The signs of other scripts are letters to their readers:
 * without its vowel signs Hindi is not the same word, nor are ガス and カス.
 */
const accents = /[[[\p{M}&&\p{Script=Inherited}]--[\u3099\u309a]][\p{M}&&\p{Script=Hebrew}]]/gv

/** The name of an account without what people type differently: case, accents, punctuation, blanks. */
export function matchKey(name: string): string {
  return caseless(caseless(name).normalize('NFKD').replace(accents, ''))
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
}

/** By way of the capitals, which are longer for some letters (ß, ᾳ); sigma has two small forms. */
function caseless(text: string): string {
  return text.toUpperCase().toLowerCase().replaceAll('ς', 'σ')
}

export type MatchVerdict =
  | { readonly is: 'link'; readonly with: string }
  | { readonly is: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly is: 'none' }

/**
 * Equal and unique on both sides maps by itself; anything else is a question.
 * `rivals` are the unlinked rows of its own side that carry the same key, itself included.
 */
export function matchByKey(rivals: readonly string[], candidates: readonly string[]): MatchVerdict {
  const [only] = candidates
  if (only === undefined) return { is: 'none' }
  if (candidates.length === 1 && rivals.length <= 1) return { is: 'link', with: only }
  return { is: 'ambiguous', candidates }
}
