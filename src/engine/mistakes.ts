import type { z } from 'zod'
import { listed } from '../mapping/phrase.ts'

type Issue = z.core.$ZodIssue

/** What is wrong with something that was given, each mistake by its place; never what was given, which may be secret. */
export function mistakesIn(error: z.ZodError, whole = 'the whole'): readonly string[] {
  return error.issues.map(issue => {
    const words = mistakeWords(issue)
    // A rule about several values at once names them itself.
    return issue.path.length === 0 && issue.code === 'custom'
      ? words
      : `${issue.path.join('.') || whole}: ${words}`
  })
}

/** Words that a schema has of its own stand; those of the library are for programmers. */
function mistakeWords(issue: Issue): string {
  if (!/^(Invalid|Too (small|big)|Unrecognized)\b/.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined') ? 'is missing' : `has to be ${kindWords(issue)}`
    case 'invalid_value':
      return `has to be ${listed(issue.values.map(String), 'or')}`
    case 'unrecognized_keys':
      return `knows no ${listed(issue.keys, 'and')}`
    case 'too_small':
      return sizeWords('at least', issue.minimum, issue.origin)
    case 'too_big':
      return sizeWords('at most', issue.maximum, issue.origin)
    case 'invalid_format':
      return `has to be ${formats[issue.format] ?? 'written in another way'}`
    case 'invalid_union':
      return unionWords(issue)
    default:
      return 'is not what it has to be'
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'names with values',
  record: 'names with values',
}

function kindWords({ expected }: { readonly expected: string }): string {
  return kinds[expected] ?? `of the kind "${expected}"`
}

const formats: Readonly<Record<string, string>> = {
  uuid: 'an id such as 0d9f4f0e-5a53-4b1b-9d5b-0c6a3f1f2e11',
  datetime: 'a moment such as 2026-11-26T08:00:00Z',
  date: 'a day such as 2026-11-26',
  email: 'an e-mail address',
  url: 'an address such as https://crm.example.test',
}

function sizeWords(bound: string, size: number | bigint, origin: string): string {
  if (origin === 'string')
    return size === 1 && bound === 'at least' ? 'must not be empty' : `has to have ${bound} ${size} letters`
  if (origin === 'array') return `has to have ${bound} ${size} ${size === 1 ? 'entry' : 'entries'}`
  return `has to be ${bound} ${size}`
}

/** Of several forms none fits: what can be chosen, where the forms have a name, else what is wrong with the nearest. */
function unionWords(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  if ('options' in issue && Array.isArray(issue.options))
    return `has to be ${listed(issue.options.map(String), 'or')}`
  const forms = issue.errors.filter(form => form.length > 0)
  const [nearest] = forms.toSorted((a, b) => a.length - b.length)
  const [first] = nearest ?? []
  if (!first) return 'is none of what can be chosen'
  return [...first.path.map(String), mistakeWords(first)].join(': ')
}
