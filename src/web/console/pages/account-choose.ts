import { z } from 'zod'
import { otherSide } from '../../../core/value.ts'
import { accountsChoose } from '../../../engine/verbs/accounts-choose.ts'
import { accountsList, type DeskRow } from '../../../engine/verbs/accounts-list.ts'
import { type Html, html } from '../html.ts'
import { defineAction, definePage, type Visit } from '../page.ts'
import { empty } from '../parts/empty.ts'
import { filters, searchBy } from '../parts/filters.ts'
import { button, postForm } from '../parts/form.ts'
import { table } from '../parts/table.ts'
import { safePath } from '../safe-path.ts'
import { pairText, readPairs, readRows } from './account-pair.ts'

const query = z.object({
  mapping: z.string(),
  side: z.enum(['crm', 'pm']),
  /** As `rowText` makes it. */
  row: z.string(),
  search: z.string().default(''),
  back: z.string().default('/accounts'),
})
type Of = Visit<z.output<typeof query>>

/** Lists of rows that are free to be linked. */
const free = ['unmatched', 'suggested', 'ambiguous'] as const

/** Any client for an account, or the other way round, suggested or not. */
export const accountChoose = definePage({
  path: '/accounts/choose',
  title: 'Choose a counterpart',
  roles: ['admin', 'sales'],
  query,
  async load({ ask, query: { mapping, side, search } }) {
    const found: DeskRow[] = []
    for (const state of free) {
      const of = otherSide(side)
      found.push(
        ...(await ask(accountsList, { mapping, state, side: of, search, limit: 25, counts: false })).items,
      )
    }
    return found
  },
  view(rows, visit) {
    const { mapping, side, row, back, search } = visit.query
    return html`<p><a href="${safePath(back)}">Back to the list</a></p>
      ${filters(visit.url, [searchBy('name', search)], { mapping, side, row, back })}
      <div class="card">${choices(rows, visit)}</div>`
  },
  actions: {
    choose: defineAction({
      verb: accountsChoose,
      read: form => ({ mapping: form.mapping?.[0], pairs: readPairs(form.pair) }),
      said: ({ linked, refused }, { query: { back } }) =>
        linked.length > 0
          ? { words: 'Linked. What waited for that goes on by itself.', to: safePath(back) }
          : { words: refused.map(one => one.why).join('\n'), tone: 'warn' },
    }),
  },
})

function choices(rows: readonly DeskRow[], visit: Of): Html {
  const { side, mapping, search } = visit.query
  const own = readRows([visit.query.row])[0]?.id ?? ''
  const theirs = (row: DeskRow) => row[otherSide(side)]
  const pair = (id: string) => (side === 'crm' ? pairText(own, id) : pairText(id, own))
  return table({
    caption: 'Who is free to be linked',
    rows,
    empty: empty(
      search === '' ? 'Nobody is free' : 'Nobody free has that in their name',
      'Whoever is linked already does not stand here. Undo that first.',
    ),
    columns: [
      { title: 'Name', cell: row => theirs(row)?.name ?? 'without a name' },
      { title: 'Known of it', cell: row => Object.values(theirs(row)?.facts ?? {}).join(', ') },
      {
        title: '',
        cell: row =>
          postForm({
            do: 'choose',
            fields: { mapping, pair: pair(theirs(row)?.id ?? '') },
            body: button({ words: 'Link', key: 'Enter' }),
          }),
      },
    ],
  })
}
