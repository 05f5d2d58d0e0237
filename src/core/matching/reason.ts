/** Why two accounts are taken for alike, or for different after all. */
export interface Reason {
  readonly code: ReasonCode
  /** For a person: `name differs by 1 letter`. */
  readonly says: string
}

export interface Likeness {
  /** 0 to 1. Only equal names make 1. */
  readonly score: number
  readonly reasons: readonly Reason[]
}

const words = {
  'same-name': () => 'same name',
  'small-words': () => 'same name but for small words and abbreviations',
  'word-order': () => 'same words in another order',
  'written-together': () => 'same name, written together or apart',
  letters: count => `name differs by ${count} ${count === '1' ? 'letter' : 'letters'}`,
  'longer-name': () => 'one name has more words',
  'shared-word': word => `both names have "${word}"`,
  'alike-words': (one, other) => `"${one}" and "${other}" are alike`,
  initials: () => 'one name is the initials of the other',
  'legal-form': (one, other) => `legal form differs: ${one}, ${other}`,
  'legal-form-once': form => `legal form only on one side: ${form}`,
  'same-website': domain => `same website: ${domain}`,
  'other-website': (one, other) => `websites differ: ${one}, ${other}`,
  'same-mail': domain => `e-mail addresses of the same domain: ${domain}`,
  'same-phone': () => 'same phone number',
  'same-city': city => `same city: ${city}`,
  'other-city': (one, other) => `cities differ: ${one}, ${other}`,
  'other-country': (one, other) => `countries differ: ${one}, ${other}`,
} as const satisfies Readonly<Record<string, (...about: string[]) => string>>

export type ReasonCode = keyof typeof words

export function reason(code: ReasonCode, about: readonly string[] = []): Reason {
  const say: (...about: string[]) => string = words[code]
  return { code, says: say(...about) }
}
