import { z } from 'zod'
import { connectionsConnect } from '../../../engine/verbs/connections-connect.ts'
import { connectionsKinds } from '../../../engine/verbs/connections-kinds.ts'
import { connectionsList, type ListedConnection } from '../../../engine/verbs/connections-list.ts'
import { type Html, html } from '../html.ts'
import { definePage } from '../page.ts'
import { card } from '../parts/card.ts'
import { empty } from '../parts/empty.ts'
import { live } from '../parts/live.ts'
import { table } from '../parts/table.ts'
import { hooksWords, stateMark } from './connection-words.ts'

/** The accounts at vendors, how they are, and what can be connected. */
export const connections = definePage({
  path: '/connections',
  title: 'Connections',
  roles: ['admin', 'viewer'],
  nav: { label: 'Connections', icon: 'connections', group: 'set up' },
  query: z.object({}),
  load: async visit => ({
    items: (await visit.ask(connectionsList, {})).items,
    kinds: (await visit.ask(connectionsKinds, {})).items,
  }),
  view({ items, kinds }, visit) {
    const list = table({
      caption: 'Connections',
      rows: items,
      empty: empty(
        'Nothing is connected yet',
        'Connect a CRM and a project tool; a mapping then says what meets what.',
      ),
      columns: [
        { title: 'Connection', cell: nameOf },
        { title: 'How it is', cell: healthOf },
        { title: 'Hears of changes', cell: row => hooksWords(row, visit) },
        {
          title: 'Used by',
          cell: ({ mappings }) =>
            mappings.length > 0 ? mappings.join(', ') : html`<span class="text-secondary">no mapping</span>`,
        },
      ],
    })
    const offers = kinds.map(
      ({ connector, title, side }) =>
        html`<a class="btn" href="/connections/new/${encodeURIComponent(connector)}">${title} <span class="text-secondary ms-2">${side === 'crm' ? 'CRM' : 'project tool'}</span></a>`,
    )
    return html`${live({ id: 'connections', url: visit.url, topics: ['connections'], content: card({ flush: true, body: list }) })}
      ${visit.may(connectionsConnect) && card({ title: 'Connect another account', body: html`<div class="answers">${offers}</div>` })}`
  },
})

function nameOf({ name, title, account }: ListedConnection): Html {
  return html`<a href="/connections/${encodeURIComponent(name)}" data-key="Enter">${name}</a><div class="text-secondary small">${title}${account !== null && `: ${account}`}</div>`
}

function healthOf(row: ListedConnection): Html {
  if (!row.fix) return stateMark(row)
  return html`${stateMark(row)}<div class="mt-1">${row.fix.wrong}</div><div class="text-secondary small">${row.fix.advice}</div>`
}
