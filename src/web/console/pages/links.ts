import { z } from 'zod'
import { linksList } from '../../../engine/verbs/links-list.ts'
import { type Html, html } from '../html.ts'
import { definePage, type Visit } from '../page.ts'
import { empty } from '../parts/empty.ts'
import { mark } from '../parts/mark.ts'
import { outside } from '../parts/outside.ts'
import { pager, urlWith } from '../parts/pager.ts'
import { table } from '../parts/table.ts'
import { tabs } from '../parts/tabs.ts'
import { moment } from '../parts/time.ts'
import { recordLink } from './called.ts'

const lists = { all: 'All', differing: 'Differing', unverified: 'Never compared whole' } as const
type ListName = keyof typeof lists
const names = Object.keys(lists) as readonly ListName[]

const query = z.object({
  mapping: z.string(),
  only: z.enum(names).catch('all'),
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .catch(undefined),
})

type Row = z.output<typeof linksList.answer>['items'][number]

/** What belongs together by one mapping, and how far the two sides are known to be the same, link by link. */
export const links = definePage({
  path: '/mappings/:mapping/links',
  title: 'What belongs together',
  roles: ['admin', 'sales', 'viewer'],
  query,
  async load({ ask, query: { mapping, only, after } }) {
    return {
      mapping,
      page: await ask(linksList, { mapping, only, ...(after === undefined ? {} : { after }) }),
    }
  },
  titleOf: ({ mapping }) => `${mapping}: what belongs together`,
  view({ page }, visit) {
    const here = visit.query.only
    const all = names.map(name => ({
      words: lists[name],
      url: urlWith(visit.url, { only: name, after: null }),
      isHere: name === here,
    }))
    return html`${tabs('Which links', all)}<div class="card">${rows(page.items, visit)}</div>${pager(visit.url, page.next)}`
  },
})

function rows(items: readonly Row[], visit: Visit<z.output<typeof query>>): Html {
  const { mapping } = visit.query
  return table({
    caption: 'Links, the newest first',
    rows: items,
    empty: empty('Nothing here', 'No link of this mapping is so.'),
    columns: [
      { title: 'Record', cell: row => recordLink(mapping, row, row.name ?? row.ids.crm) },
      { title: 'In the CRM', cell: row => outside(row.urls.crm, row.ids.crm) },
      { title: 'In the project tool', cell: row => outside(row.urls.pm, row.ids.pm) },
      { title: 'Linked', cell: row => moment(row.since, visit) },
      { title: 'Both sides compared', cell: row => moment(row.verifiedAt, visit) },
      { title: 'State', cell: row => (row.differs ? mark('warn', 'differs') : mark('good', 'no drift')) },
    ],
  })
}

/** Where what belongs together by a mapping is listed. */
export function linksUrl(mapping: string): string {
  return `/mappings/${encodeURIComponent(mapping)}/links`
}
