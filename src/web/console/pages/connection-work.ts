import type { ListedConnection } from '../../../engine/verbs/connections-list.ts'
import { type Html, html } from '../html.ts'
import { mark } from '../parts/mark.ts'
import { table } from '../parts/table.ts'
import type { Clock } from '../parts/time.ts'
import { moment } from '../parts/time.ts'

type Chore = ListedConnection['chores'][number]

const kinds: Readonly<Record<Chore['kind'], string>> = {
  check: 'Proves that it works',
  describe: 'Looks at the account’s own fields',
  preview: 'Reads for a preview',
  subscribe: 'Keeps webhooks alive',
  pull: 'Reads what changed',
  sweep: 'Compares everything',
  tally: 'Counts tasks',
  match: 'Matches accounts',
  threads: 'Reads comments',
  project: 'Makes a project for an account',
}

/** The work that comes round on a connection, and how much of its calls is used. */
export function connectionWork({ chores, budgets }: ListedConnection, clock: Clock): Html {
  const calls = budgets.map(
    one =>
      html`<div class="px-3 py-2">${one.class === '*' ? 'Calls' : one.class}: ${one.used.toLocaleString('en')} of ${one.allowed.toLocaleString('en')} in the vendor’s window <progress class="ms-2 align-middle" max="${one.allowed}" value="${one.used}" aria-label="Calls used: ${one.class}"></progress></div>`,
  )
  return html`${calls}${table({
    caption: 'Work on this connection',
    rows: chores,
    empty: html`<p class="p-3 mb-0 text-secondary">Nothing is done on it yet.</p>`,
    columns: [
      {
        title: 'Work',
        cell: row =>
          html`${kinds[row.kind]}${row.entity !== '' && row.kind !== 'preview' && html` <span class="text-secondary">(${row.entity})</span>`}`,
      },
      { title: 'Last done', cell: row => moment(row.doneAt, clock) },
      { title: 'How it goes', cell: stateOf },
    ],
  })}`
}

function stateOf({ attempts, error }: Chore): Html {
  if (attempts === 0) return mark('good', 'fine')
  return html`${mark('warn', `failed ${attempts} times`)}<div class="small mt-1">${error}</div>`
}
