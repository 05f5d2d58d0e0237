import { connectionsList } from '../../../engine/verbs/connections-list.ts'
import { keysList } from '../../../engine/verbs/keys-list.ts'
import type { ConnectionState, MappingState } from '../../../engine/verbs/overview-show.ts'
import { type Content, type Html, html } from '../html.ts'
import type { Visit } from '../page.ts'
import { empty } from '../parts/empty.ts'
import { mark } from '../parts/mark.ts'
import { type Column, table } from '../parts/table.ts'
import { span } from '../parts/time.ts'
import { sum } from '../parts/words.ts'
import { stateMark } from './connection-words.ts'
import { linksUrl } from './links.ts'

/** Of each mapping how much is in sync, and how much is not, with the way to why. */
export function mappingTable(rows: readonly MappingState[], visit: Pick<Visit, 'may'>): Html {
  return table({
    caption: 'Mappings and how they are doing',
    rows,
    empty: empty(
      'No mapping yet',
      'A mapping says which records meet which, field by field. Write one, see its plan, and switch it on.',
    ),
    columns: [
      {
        title: 'Mapping',
        cell: row => html`<a href="/mappings/${encodeURIComponent(row.mapping)}">${row.mapping}</a>`,
      },
      { title: 'State', cell: row => mark(row.state === 'on' ? 'good' : 'warn', row.state) },
      {
        title: 'In sync',
        cell: row =>
          html`<a href="${linksUrl(row.mapping)}">${row.inSync.toLocaleString('en')} of ${row.links.toLocaleString('en')}</a>`,
        isNumber: true,
      },
      { title: 'Due', cell: due, isNumber: true },
      ...apart(visit),
      { title: 'Left out', cell: leftOut, isNumber: true },
      { title: 'Differing', cell: row => linksOf(row, 'differing'), isNumber: true },
      { title: 'Not yet compared', cell: row => linksOf(row, 'unverified'), isNumber: true },
    ],
  })
}

function due({ due: many, oldestDueSeconds }: MappingState): Content {
  if (many === 0) return '0'
  return html`${many.toLocaleString('en')} <span class="text-secondary small">oldest ${span(oldestDueSeconds)}</span>`
}

/** What is not in sync, by why; each count leads to its list, where whoever looks may see that. */
function apart({ may }: Pick<Visit, 'may'>): Column<MappingState>[] {
  const to = (path: string, { mapping }: MappingState, count: number): Content =>
    count === 0
      ? '0'
      : html`<a href="${path}?mapping=${encodeURIComponent(mapping)}">${count.toLocaleString('en')}</a>`
  return [
    { title: 'Questions', cell: row => to('/holds', row, sum(row.holds)), isNumber: true },
    { title: 'Refused', cell: row => to('/refusals', row, sum(row.refusals)), isNumber: true },
    {
      title: 'Failing',
      cell: row => (may(keysList) ? to('/failing', row, row.failing) : row.failing),
      isNumber: true,
    },
  ]
}

function linksOf(row: MappingState, only: 'differing' | 'unverified'): Content {
  const count = row[only]
  return count === 0
    ? '0'
    : html`<a href="${linksUrl(row.mapping)}?only=${only}">${count.toLocaleString('en')}</a>`
}

const leftOutWords: Readonly<Record<string, string>> = { ignored: 'ignored', inactive: 'out of use' }

/** How many records take no part, and why. */
function leftOut({ mapping, leftOut: all }: MappingState): Content {
  if (all.length === 0) return '0'
  const words = all.map(({ code, count }) => `${count.toLocaleString('en')} ${leftOutWords[code] ?? code}`)
  const list = all.some(one => one.code === 'ignored') ? 'ignored' : 'inactive'
  const to = `/accounts?${new URLSearchParams({ mapping, list })}`
  return html`<a href="${to}">${words.join(', ')}</a>`
}

/** Of each connection whether it is in use, what to do when not, and how much of its calls is used up. */
export function connectionTable(rows: readonly ConnectionState[], { may }: Pick<Visit, 'may'>): Html {
  return table({
    caption: 'Connections and how they are doing',
    rows,
    empty: empty('No connection yet', 'Connect a CRM and a project tool first.'),
    columns: [
      {
        title: 'Connection',
        cell: row =>
          may(connectionsList)
            ? html`<a href="/connections/${encodeURIComponent(row.name)}">${row.name}</a>`
            : row.name,
      },
      { title: 'Account', cell: row => row.account ?? 'not known yet' },
      { title: 'State', cell: state },
      {
        title: 'Calls used',
        cell: row =>
          row.budgets.length === 0
            ? html`<span class="text-secondary">none lately</span>`
            : row.budgets.map(budget),
      },
    ],
  })
}

function state({ state: is, fix }: ConnectionState): Html {
  const shown = stateMark({ state: is, fix })
  return fix
    ? html`${shown}<div class="small mt-1">${fix.wrong}</div><div class="text-secondary small">${fix.advice}</div>`
    : shown
}

function budget({ class: name, used, allowed }: ConnectionState['budgets'][number]): Html {
  const words = `${used.toLocaleString('en')} of ${allowed.toLocaleString('en')}`
  return html`<div class="budget"><span>${name}</span><meter min="0" max="${allowed}" high="${Math.floor(allowed * 0.9)}" value="${used}" aria-label="${name}: ${words}"></meter><span class="text-secondary small">${words}</span></div>`
}
