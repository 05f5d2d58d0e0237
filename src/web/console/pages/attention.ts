import type { z } from 'zod'
import { keysList } from '../../../engine/verbs/keys-list.ts'
import type { overviewAttention } from '../../../engine/verbs/overview-attention.ts'
import { type Html, html } from '../html.ts'
import type { Visit } from '../page.ts'
import { filters } from '../parts/filters.ts'
import { tabs } from '../parts/tabs.ts'
import { sum } from '../parts/words.ts'

type Counts = z.output<typeof overviewAttention.answer>

const lists = {
  '/holds': { words: 'Questions', of: 'holds' },
  '/refusals': { words: 'Refused', of: 'refusals' },
  '/failing': { words: 'Failing', of: 'failing' },
} as const

/** What waits for a person: three lists, how much is in each, and what the one that is open is narrowed down by. */
export function attention(
  here: keyof typeof lists,
  counts: Counts,
  { url, query, may }: Visit<{ readonly mapping: string; readonly code?: string }>,
): Html {
  const seen = Object.entries(lists).filter(([path]) => path !== '/failing' || may(keysList))
  const all = seen.map(([path, { words, of }]) => ({
    words,
    url: path,
    isHere: path === here,
    count: sum(counts[of]),
  }))
  const counted = counts[lists[here].of]
  const only = (names: readonly string[], none: string) =>
    [['', none], ...[...new Set(names)].sort().map(name => [name, name] as const)] as const
  const mappings = only(
    counted.map(one => one.mapping),
    'All mappings',
  )
  const codes = only(
    counted.map(one => one.code),
    'All kinds',
  )
  const kind =
    query.code === undefined ? [] : [{ name: 'code', label: 'Kind', value: query.code, options: codes }]
  return html`${tabs('What waits for a person', all)}${filters(url, [
    { name: 'mapping', label: 'Mapping', value: query.mapping, options: mappings },
    ...kind,
  ])}`
}
