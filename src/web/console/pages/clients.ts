import { z } from 'zod'
import { accountsList, type DeskRow } from '../../../engine/verbs/accounts-list.ts'
import { type Html, html } from '../html.ts'
import { definePage, type Visit } from '../page.ts'
import { empty } from '../parts/empty.ts'
import { filters, searchBy } from '../parts/filters.ts'
import { mappingChoice, mappingField } from '../parts/mapping-choice.ts'
import { pager, urlWith } from '../parts/pager.ts'
import { table } from '../parts/table.ts'
import { tabs } from '../parts/tabs.ts'

const lists = {
  mapped: 'With a client',
  named: 'Client named by hand',
  unmatched: 'Without a client',
} as const
type ListName = keyof typeof lists
const names = Object.keys(lists) as readonly ListName[]

const query = z.object({
  mapping: z.string().default(''),
  list: z.enum(names).default('mapped'),
  search: z.string().trim().max(200).default(''),
  after: z.string().optional(),
})
type Of = Visit<z.output<typeof query>>

/** Whom there is work for: every account, by name. */
export const clients = definePage({
  path: '/clients',
  title: 'Clients',
  roles: ['admin', 'sales', 'viewer'],
  nav: { label: 'Clients', icon: 'clients', group: 'look' },
  query,
  async load(visit) {
    const { mapping, list, search, after } = visit.query
    const choice = await mappingChoice(visit, 'accounts', mapping)
    if (choice.name === null) return { choice, found: null }
    const ask = {
      mapping: choice.name,
      state: list,
      search,
      limit: 50,
      ...(after === undefined ? {} : { after }),
    }
    return { choice, found: await visit.ask(accountsList, ask) }
  },
  view({ choice, found }, visit) {
    if (!found || choice.name === null)
      return html`<div class="card">${empty('No mapping is in use', 'Clients are listed once a mapping with accounts is switched on.')}</div>`
    const { list, search } = visit.query
    return html`${tabs('Lists of clients', tabsFor(visit, found.counts))}
      ${filters(visit.url, [searchBy('name', search), ...mappingField(choice)], { list })}
      <div class="card">${rows(choice.name, found.items, visit)}</div>
      ${pager(visit.url, found.next)}`
  },
})

function tabsFor({ url, query: { list: here } }: Of, counts: Readonly<Record<string, number>>) {
  const counted = { mapped: counts.mapped, named: counts.named, unmatched: counts['unmatched-crm'] }
  return names
    .filter(name => name !== 'named' || (counted.named ?? 0) > 0 || here === 'named')
    .map(name => ({
      words: lists[name],
      url: urlWith(url, { list: name, after: null }),
      isHere: name === here,
      count: counted[name],
    }))
}

function rows(mapping: string, items: readonly DeskRow[], { query: { search } }: Of): Html {
  const hint =
    search === ''
      ? html`Accounts are matched on the <a href="/accounts">match desk</a>.`
      : `No name in this list has “${search}” in it.`
  return table({
    caption: 'Clients',
    rows: items,
    empty: empty('Nobody here', hint),
    columns: [
      { title: 'Account in the CRM', cell: row => clientLink(mapping, row.crm) },
      { title: 'Client in the project tool', cell: row => row.pm?.name ?? row.pm?.id ?? '' },
      { title: 'Website', cell: row => row.crm?.facts?.website ?? '' },
    ],
  })
}

function clientLink(mapping: string, account: DeskRow['crm']): Html | null {
  if (!account?.id) return null
  return html`<a href="${clientUrl(mapping, account.id)}">${account.name ?? account.id}</a>`
}

/** Where one client's page is. */
export function clientUrl(mapping: string, account: string): string {
  return `/clients/${encodeURIComponent(mapping)}/${encodeURIComponent(account)}`
}
