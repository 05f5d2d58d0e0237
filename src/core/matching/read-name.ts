import { matchKey } from '../match.ts'
import { attachedForms, leadingForms, legalForms, longestForm, shortForms } from './legal-forms.ts'
import { abbreviations, ands, fillers } from './plain-words.ts'

/** The name of an account, taken apart. */
export interface NameParts {
  /** Equal keys are equal names. */
  readonly key: string
  /** What tells it from others, in its order: no legal form, no *and*, abbreviations written out. */
  readonly words: readonly string[]
  /** Its legal form, e.g. `gmbh`; null: it names none. */
  readonly form: string | null
}

/** Nobody's name is longer; what stands behind that is not compared. */
const longestName = 200

export function readName(name: string): NameParts {
  const bare = withoutAttached(name.slice(0, longestName))
  const { words, form } = withoutForm(wordsOf(bare.name))
  const told = words.map(word => abbreviations[word] ?? word).filter(word => !fillers.has(word))
  const key = matchKey(name)
  return {
    key,
    words:
      told.length > 0
        ? told
        : key
            .slice(0, longestName)
            .split(' ')
            .filter(word => word !== ''),
    form: bare.form ?? form,
  }
}

/** 株式会社 stands beside the name without a blank. */
function withoutAttached(name: string): { readonly name: string; readonly form: string | null } {
  const text = name.normalize('NFKC').trim()
  const form = attachedForms.find(
    one => text.length > one.length && (text.startsWith(one) || text.endsWith(one)),
  )
  return form === undefined ? { name, form: null } : { name: text.replace(form, ' '), form: matchKey(form) }
}

/** Letters with points between them are one word: `S.A.` is `sa`. */
function wordsOf(name: string): readonly string[] {
  const joined = name
    .replace(
      /(?<![\p{L}\p{M}])(?:\p{L}\p{M}*\.)+(?:\p{L}\p{M}*(?![\p{L}\p{M}]))?/gu,
      letters => `${letters.replaceAll('.', '')} `,
    )
    .replace(/['’`´]/g, '')
  return matchKey(joined)
    .split(' ')
    .filter(word => word !== '' && !ands.has(word))
}

/** Takes legal forms off both ends, the longest first. A name is never used up. */
function withoutForm(words: readonly string[]): {
  readonly words: readonly string[]
  readonly form: string | null
} {
  const short = words.map(word => shortForms[word] ?? word)
  const [first = ''] = short
  const leading = words.length > 1 && leadingForms.has(first) ? 1 : 0
  const trailing = trailingForm(short.slice(leading))
  const form = short.filter((_, at) => at < leading || at >= words.length - trailing)
  return {
    words: words.slice(leading, words.length - trailing),
    form: form.length === 0 ? null : form.join(' '),
  }
}

/** How many words at the end are a legal form; one word at least is left for the name. */
function trailingForm(words: readonly string[]): number {
  for (let count = Math.min(longestForm, words.length - 1); count > 0; count -= 1)
    if (legalForms.has(words.slice(-count).join(' '))) return count
  return 0
}
