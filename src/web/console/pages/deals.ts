import { z } from 'zod'
import { dealsCreateProject } from '../../../engine/verbs/deals-create-project.ts'
import { dealsList } from '../../../engine/verbs/deals-list.ts'
import { dealsTakeIn } from '../../../engine/verbs/deals-take-in.ts'
import { type Html, html } from '../html.ts'
import { defineAction, definePage, type Visit } from '../page.ts'
import { empty } from '../parts/empty.ts'
import { filters, searchBy } from '../parts/filters.ts'
import { button, postForm } from '../parts/form.ts'
import { live } from '../parts/live.ts'
import { mappingChoice, mappingField } from '../parts/mapping-choice.ts'
import { outside } from '../parts/outside.ts'
import { pager, urlWith } from '../parts/pager.ts'
import { table } from '../parts/table.ts'
import { tabs } from '../parts/tabs.ts'
import { count } from '../parts/words.ts'
import { dealMark, dealUrl, dealWhy, type ToldDeal } from './deal-words.ts'

const lists = {
  open: 'Without a project',
  offered: 'Not taken in',
  made: 'With a project',
  all: 'All',
} as const

const query = z.object({
  mapping: z.string().default(''),
  which: z.enum(['open', 'offered', 'made', 'all']).default('open'),
  search: z.string().default(''),
  after: z.string().optional(),
})
type Of = Visit<z.output<typeof query>>

/** Won deals with their project, or the reason why there is none. */
export const deals = definePage({
  path: '/deals',
  title: 'Deals',
  roles: ['admin', 'sales', 'viewer'],
  nav: { label: 'Deals', icon: 'deals', group: 'work' },
  query,
  async load(visit) {
    const choice = await mappingChoice(visit, 'deals', visit.query.mapping)
    if (choice.name === null) return { choice, found: null }
    const { which, search, after } = visit.query
    const asked = {
      mapping: choice.name,
      which,
      search,
      limit: 50,
      ...(after === undefined ? {} : { after }),
    }
    return { choice, found: await visit.ask(dealsList, asked) }
  },
  view({ choice, found }, visit) {
    const mapping = choice.all.find(one => one.name === choice.name)
    if (!found || !mapping)
      return html`<div class="card">${empty('No mapping is in use', 'Won deals become projects once a mapping with deals is switched on.')}</div>`
    const { which, search } = visit.query
    return html`${tabs('Lists of deals', tabsFor(visit))}
      ${filters(visit.url, [searchBy('title', search), ...mappingField(choice)], { which })}
      ${takeIn(mapping.name, found.items, visit)}
      ${live({ id: 'deals', url: visit.url, topics: ['journal'], content: html`<div class="card">${list(mapping.connections.crm, found.items, visit)}</div>` })}
      ${pager(visit.url, found.next)}`
  },
  actions: {
    'take-in': defineAction({
      verb: dealsTakeIn,
      read: form => ({ mapping: form.mapping?.[0], deals: form.deal ?? [] }),
      said: taken => {
        const asked = taken.filter(one => one.was === 'asked').length
        const rest = taken.length - asked
        return {
          tone: rest > 0 ? 'warn' : 'good',
          words: `${count(asked, 'deal')} taken in; their projects are made one after the other.${rest > 0 ? ` ${rest} had been dealt with already.` : ''}`,
        }
      },
    }),
  },
})

function tabsFor({ url, query: here }: Of) {
  return (Object.keys(lists) as (keyof typeof lists)[]).map(which => ({
    words: lists[which],
    url: urlWith(url, { which, after: null }),
    isHere: which === here.which,
  }))
}

function takeIn(mapping: string, items: readonly ToldDeal[], { may }: Of): Html | null {
  if (!may(dealsTakeIn) || !items.some(isOffered)) return null
  return postForm({
    do: 'take-in',
    id: 'bulk',
    selects: true,
    fields: { mapping },
    class: 'answers align-items-center mb-3',
    body: html`<span class="text-secondary"><span data-selected>0</span> ticked:</span>${button({ words: 'Create their projects', look: 'primary', needsSelection: true })}`,
  })
}

const isOffered = ({ state }: ToldDeal) => state.is === 'offered'
const name = ({ title, deal }: ToldDeal) => title ?? deal

/** What is ticked belongs to the form above the list. */
const ticks = {
  name: 'deal',
  form: 'bulk',
  value: (row: ToldDeal) => (isOffered(row) ? row.deal : null),
  label: name,
}

function list(connection: string, rows: readonly ToldDeal[], { may, query: { search } }: Of): Html {
  return table({
    caption: 'Won deals',
    rows,
    empty: empty(
      search === '' ? 'No deal stands here' : 'No deal in this list has that in its title',
      'A deal stands here from the moment it is won. It is read again every few minutes, or at once with webhooks.',
    ),
    ...(may(dealsTakeIn) && rows.some(isOffered) ? { select: ticks } : {}),
    columns: [
      {
        title: 'Deal',
        cell: row => html`<a href="${dealUrl(connection, row.deal)}" data-key="Enter">${name(row)}</a>`,
      },
      {
        title: 'Project',
        cell: row =>
          html`${dealMark(row.state)} <span class="text-secondary small">${dealWhy(row.state)}</span>`,
      },
      {
        title: 'Open',
        cell: ({ urls }) =>
          html`<span class="d-flex gap-3">${urls.crm && outside(urls.crm, 'CRM')}${urls.pm && outside(urls.pm, 'Project')}</span>`,
      },
      {
        title: '',
        cell: row =>
          may(dealsCreateProject) &&
          isOffered(row) &&
          html`<a class="btn btn-sm" href="${dealUrl(connection, row.deal)}">Create project…</a>`,
      },
    ],
  })
}
