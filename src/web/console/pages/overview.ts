import { z } from 'zod'
import { type ConnectionState, type MappingState, overviewShow } from '../../../engine/verbs/overview-show.ts'
import { type Html, html } from '../html.ts'
import { definePage } from '../page.ts'
import { card } from '../parts/card.ts'
import { empty } from '../parts/empty.ts'
import { mark } from '../parts/mark.ts'
import { table } from '../parts/table.ts'

/** Is everything in sync? */
export const overview = definePage({
  path: '/',
  title: 'Overview',
  roles: ['admin', 'sales', 'viewer'],
  nav: { label: 'Overview', icon: 'overview', group: 'work' },
  query: z.object({}),
  load: visit => visit.ask(overviewShow, {}),
  view: ({ mappings, connections }) =>
    html`${card({ title: 'Mappings', flush: true, body: mappingTable(mappings) })}
      ${card({ title: 'Connections', flush: true, body: connectionTable(connections) })}`,
})

function mappingTable(rows: readonly MappingState[]): Html {
  const sum = (counted: readonly { readonly count: number }[]) =>
    counted.reduce((all, one) => all + one.count, 0)
  return table({
    caption: 'Mappings and how they are doing',
    rows,
    empty: empty('No mapping yet', 'A mapping says which records meet which, field by field.'),
    columns: [
      { title: 'Mapping', cell: row => row.mapping },
      { title: 'State', cell: row => mark(row.state === 'on' ? 'good' : 'warn', row.state) },
      { title: 'Linked', cell: row => row.links, isNumber: true },
      { title: 'Due', cell: row => row.due, isNumber: true },
      { title: 'Held', cell: row => sum(row.holds), isNumber: true },
      { title: 'Refused', cell: row => sum(row.refusals), isNumber: true },
      { title: 'Failing', cell: row => row.failing, isNumber: true },
    ],
  })
}

function connectionTable(rows: readonly ConnectionState[]): Html {
  return table({
    caption: 'Connections and how they are doing',
    rows,
    empty: empty('No connection yet', 'Connect a CRM and a project tool first.'),
    columns: [
      { title: 'Connection', cell: row => row.name },
      { title: 'Account', cell: row => row.account ?? 'not known yet' },
      {
        title: 'State',
        cell: row => mark(row.state === 'ready' ? 'good' : 'warn', row.pausedWhy ?? row.state),
      },
    ],
  })
}
