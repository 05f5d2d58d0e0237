import { z } from 'zod'
import { keysList } from '../../../engine/verbs/keys-list.ts'
import { keysRetry } from '../../../engine/verbs/keys-retry.ts'
import { overviewAttention } from '../../../engine/verbs/overview-attention.ts'
import { type Html, html } from '../html.ts'
import { defineAction, definePage, type Visit } from '../page.ts'
import { card } from '../parts/card.ts'
import { empty } from '../parts/empty.ts'
import { button, postForm } from '../parts/form.ts'
import { mark } from '../parts/mark.ts'
import { pager } from '../parts/pager.ts'
import { table } from '../parts/table.ts'
import { moment } from '../parts/time.ts'
import { count } from '../parts/words.ts'
import { attention } from './attention.ts'
import { type Called, calledIn } from './called.ts'

type FailingKey = z.output<typeof keysList.answer>['items'][number]

/** What failed, by what went wrong and with what helps: retried one by one or all of a kind; gone by itself once it works. */
export const failing = definePage({
  path: '/failing',
  title: 'Failing',
  roles: ['admin', 'viewer'],
  query: z.object({ mapping: z.string().default(''), after: z.string().optional() }),
  async load({ query: { mapping, after }, ask }) {
    const page = await ask(keysList, {
      limit: 200,
      ...(mapping === '' ? {} : { mapping }),
      ...(after === undefined ? {} : { after }),
    })
    const about = page.items.map(one => ({ ...one, pair: null }))
    return { page, counts: await ask(overviewAttention, {}), called: await calledIn(about, { ask }) }
  },
  view({ page, counts, called }, visit) {
    const kinds = Map.groupBy(page.items, one => `${one.mapping}\n${one.is}\n${one.field}\n${kindOf(one)}`)
    const body =
      page.items.length === 0
        ? html`<div class="card">${empty('Nothing fails', 'What cannot be done just now is tried again by itself; what still fails after several tries rests here until somebody looks.')}</div>`
        : [...kinds.values()].map(rows => kindCard(rows, visit, called))
    return html`${attention('failing', counts, visit)}${body}${pager(visit.url, page.next)}`
  },
  actions: {
    retry: defineAction({
      verb: keysRetry,
      read: form => ({ mapping: form.mapping?.[0], keys: form.key ?? [] }),
      said: ({ retried }) => ({
        words: `${count(retried, 'row')} tried again now. What works leaves this list by itself.`,
      }),
    }),
  },
})

/** The error without what differs from row to row. */
function kindOf({ error }: FailingKey): string {
  if (error === null) return ''
  return error.replaceAll(/"[^"]*"/g, '"…"').replaceAll(/\d+/g, '…')
}

type Names = Pick<Called, 'record'>

function kindCard(rows: readonly FailingKey[], visit: Visit, called: Names): Html {
  const [first] = rows
  if (!first) return html``
  const again = postForm({
    do: 'retry',
    fields: { mapping: first.mapping, key: rows.map(row => row.key) },
    body: button({ words: `Try ${rows.length === 1 ? 'it' : `all ${rows.length}`} again`, look: 'primary' }),
  })
  return card({
    title: `${first.mapping}: ${count(rows.length, 'row')}`,
    aside: visit.may(keysRetry) && again,
    flush: true,
    body: html`<div class="card-body">${whatHelps(first)}</div>${rowTable(rows, visit, called)}`,
  })
}

/** What happened, what to do, and what was said, of rows that fail in the same way. */
function whatHelps({ error, fix, code, field }: FailingKey): Html {
  const named = [field && `the field “${field}”`, code && `the code ${code}`].filter(Boolean)
  return html`<p class="mb-1"><strong>${fix.wrong}</strong> ${fix.advice}</p>
    ${error !== null && html`<div class="text-secondary small">What was said${named.length > 0 && html`, about ${named.join(' and ')}`}:</div><div class="value">${error}</div>`}`
}

function rowTable(rows: readonly FailingKey[], visit: Visit, called: Names): Html {
  return table({
    caption: 'Rows that fail in this way',
    rows,
    empty: html``,
    columns: [
      { title: 'Row', cell: row => called.record({ ...row, pair: null }) ?? html`<code>${row.key}</code>` },
      { title: 'Since', cell: row => moment(row.since, visit) },
      { title: 'Tries', cell: row => row.attempts, isNumber: true },
      {
        title: 'State',
        cell: row =>
          row.rests ? mark('bad', 'rests until somebody looks') : mark('wait', 'tried again by itself'),
      },
      {
        title: '',
        cell: row =>
          visit.may(keysRetry) &&
          postForm({
            do: 'retry',
            fields: { mapping: row.mapping, key: row.key },
            body: button({ words: 'Try again', look: 'small' }),
          }),
      },
    ],
  })
}
