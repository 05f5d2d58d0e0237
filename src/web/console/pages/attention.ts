import type { z } from 'zod'
import { keysList } from '../../../engine/verbs/keys-list.ts'
import type { overviewAttention } from '../../../engine/verbs/overview-attention.ts'
import { type Html, html } from '../html.ts'
import type { Visit } from '../page.ts'
import { filters } from '../parts/filters.ts'
import { tabs } from '../parts/tabs.ts'
import { sum } from '../parts/words.ts'
import { kindOf } from './kind-words.ts'

type Counts = z.output<typeof overviewAttention.answer>

const waits = 'hold/waits'
const lists = {
  questions: { words: 'Questions', path: '/holds', of: 'holds' },
  refused: { words: 'Refused', path: '/refusals', of: 'refusals' },
  failing: { words: 'Failing', path: '/failing', of: 'failing' },
  waiting: { words: 'Waiting', path: `/holds?code=${encodeURIComponent(waits)}`, of: 'waiting' },
} as const
type ListName = keyof typeof lists

type Asked = Visit<{ readonly mapping: string; readonly code?: string }>

/** Which of the lists of `/holds` is open: questions, or what goes on by itself. */
export function holdsList({ query }: Asked): 'questions' | 'waiting' {
  return query.code === waits ? 'waiting' : 'questions'
}

/** What waits for a person: lists, how much is in each, and what the one that is open is narrowed down by. */
export function attention(here: ListName, counts: Counts, visit: Asked): Html {
  const names = (Object.keys(lists) as ListName[])
    .filter(name => name !== 'failing' || visit.may(keysList))
    .filter(name => name !== 'waiting' || name === here || sum(counts.waiting) > 0)
  const all = names.map(name => {
    const { words, path, of } = lists[name]
    return { words, url: path, isHere: name === here, count: sum(counts[of]) }
  })
  return html`${tabs('What waits for a person', all)}${narrowed(here, counts[lists[here].of], visit)}`
}

function narrowed(here: ListName, counted: Counts['holds'], { url, query: { mapping, code } }: Asked): Html {
  const only = (values: readonly string[], none: string, words: (value: string) => string) =>
    [['', none], ...[...new Set(values)].sort().map(one => [one, words(one)] as const)] as const
  const mappings = only(
    counted.map(one => one.mapping),
    'All mappings',
    name => name,
  )
  const codes = only(
    counted.map(one => one.code),
    'All kinds',
    kindOf,
  )
  const fields = [{ name: 'mapping', label: 'Mapping', value: mapping, options: mappings }]
  if (here === 'waiting') return filters(url, fields, { code: waits })
  return filters(
    url,
    code === undefined ? fields : [...fields, { name: 'code', label: 'Kind', value: code, options: codes }],
  )
}
