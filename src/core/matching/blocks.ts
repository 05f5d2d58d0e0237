import { commonWords } from './plain-words.ts'
import type { Profile } from './profile.ts'

/** So many rows of one side may share a block before it is too common to say anything. */
export const blockAtMost = 40

/**
 * Short texts that two accounts share if they are worth comparing, so that nobody compares all with all: each is told
 * by what a slip of the pen leaves alone.
 */
export function blocksOf({ name, website, mail, phone }: Profile): readonly string[] {
  const telling = name.words.filter(word => !commonWords.has(word))
  const words = (telling.length > 0 ? telling : name.words).map(word => word.replace(/([aou])e/g, '$1'))
  const whole = words.toSorted().join('')
  const blocks = [
    ...(whole === '' ? [] : [`n:${name.words.toSorted().join('')}`, `s:${whole}`, `c:${consonants(whole)}`]),
    ...(whole.length < 6 ? [] : [`a:${whole.slice(0, 5)}`, `z:${whole.slice(-5)}`]),
    ...longest(words).map(word => `w:${word}`),
    ...initials(name.words),
    ...[website, mail].map(domain => (domain === null ? '' : `d:${domain}`)),
    phone === null ? '' : `t:${phone}`,
  ]
  return [...new Set(blocks.filter(block => block !== '').map(block => block.slice(0, 60)))]
}

/** What is left when vowels are mistaken and letters doubled. */
function consonants(text: string): string {
  const [first = '', ...rest] = text
  return (first + rest.join('').replace(/[aeiouyаеиоуыэюяh]/g, '')).replace(/(.)\1+/gu, '$1').slice(0, 7)
}

function longest(words: readonly string[]): readonly string[] {
  return words
    .filter(word => word.length >= 3)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, 3)
}

function initials(words: readonly string[]): readonly string[] {
  const [only = ''] = words
  if (words.length === 1) return only.length >= 3 && only.length <= 6 ? [`i:${only}`] : []
  return words.length >= 3 ? [`i:${words.map(word => word[0]).join('')}`] : []
}
