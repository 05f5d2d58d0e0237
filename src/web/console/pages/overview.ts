import { z } from 'zod'
import { type DelayPoint, overviewDelays } from '../../../engine/verbs/overview-delays.ts'
import { overviewShow } from '../../../engine/verbs/overview-show.ts'
import { type Html, html } from '../html.ts'
import { definePage } from '../page.ts'
import { card } from '../parts/card.ts'
import { chart } from '../parts/chart.ts'
import { empty } from '../parts/empty.ts'
import { live } from '../parts/live.ts'
import { tabs } from '../parts/tabs.ts'
import { span } from '../parts/time.ts'
import { needsMe } from './overview-needs.ts'
import { connectionTable, mappingTable } from './overview-tables.ts'

const spans = { '24': 'Last day', '168': 'Last week' } as const

/** Is everything in sync? What needs me now, how quick it is, and how much is left. */
export const overview = definePage({
  path: '/',
  title: 'Overview',
  roles: ['admin', 'sales', 'viewer'],
  nav: { label: 'Overview', icon: 'overview', group: 'work' },
  charts: true,
  query: z.object({ hours: z.enum(['24', '168']).catch('24') }),
  load: async ({ ask, query: { hours } }) => ({
    state: await ask(overviewShow, {}),
    delays: await ask(overviewDelays, { hours: Number(hours) }),
  }),
  view({ state, delays }, visit) {
    const { now, url } = visit
    const { hours } = visit.query
    const shown = { to: now, from: new Date(now.getTime() - Number(hours) * 3_600_000) }
    const { mappings, connections } = state
    const choice = Object.entries(spans).map(([value, words]) => ({
      words,
      url: `/?hours=${value}`,
      isHere: value === hours,
    }))
    const content = html`${needsMe(state, visit)}
      ${figures(mappings, delays.all)}
      ${card({ title: 'Mappings', flush: true, body: mappingTable(mappings, visit) })}
      ${tabs('How far back', choice)}
      <div class="row g-3">
        <div class="col-lg-6">${card({ title: 'From an edit to the other side: our own part', body: delayChart(delays.points, 'own', shown) })}</div>
        <div class="col-lg-6">${card({ title: 'Waiting for vendors', body: delayChart(delays.points, 'vendor', shown) })}</div>
        <div class="col-12">${card({ title: 'Carried over', body: throughput(delays.points, shown) })}</div>
      </div>
      ${card({ title: 'Connections', flush: true, body: connectionTable(connections, visit) })}`
    return live({ id: 'all', url, topics: ['journal', 'work', 'connections', 'mail'], content })
  },
})

interface Figure {
  readonly words: string
  readonly value: string
  readonly about: string
}

function figures(
  mappings: readonly { inSync: number; links: number; due: number }[],
  all: Omit<DelayPoint, 'at'> | null,
): Html {
  const sum = (of: 'inSync' | 'links' | 'due') => mappings.reduce((total, one) => total + one[of], 0)
  const ms = (value: number | undefined) => (value === undefined ? '–' : span(value / 1000))
  const shown: readonly Figure[] = [
    {
      words: 'In sync',
      value: sum('inSync').toLocaleString('en'),
      about: `of ${sum('links').toLocaleString('en')} linked rows`,
    },
    {
      words: 'Due now',
      value: sum('due').toLocaleString('en'),
      about: 'taken up as soon as the call budgets allow',
    },
    {
      words: 'Own delay, 95 %',
      value: ms(all?.own.p95),
      about: all ? `half of all within ${ms(all.own.p50)}` : 'nothing was carried over yet',
    },
    {
      words: 'Vendors’ part, 95 %',
      value: ms(all?.vendor.p95),
      about: `${(all?.keys ?? 0).toLocaleString('en')} edits carried over`,
    },
  ]
  return html`<div class="row g-3 mb-3">${shown.map(
    one => html`<div class="col-6 col-lg-3"><div class="card h-100"><div class="card-body">
      <div class="text-secondary">${one.words}</div><div class="figure">${one.value}</div><div class="text-secondary small">${one.about}</div>
    </div></div></div>`,
  )}</div>`
}

const nothingYet = empty(
  'Nothing to show yet',
  'A point appears for each half hour in which something was carried over.',
)

interface Shown {
  readonly from: Date
  readonly to: Date
}

function delayChart(points: readonly DelayPoint[], part: 'own' | 'vendor', shown: Shown): Html {
  const line = (label: 'p50' | 'p95' | 'p99') => ({ label, values: points.map(one => one[part][label]) })
  return chart({
    ...shown,
    title: part === 'own' ? 'Own delay' : 'Wait for vendors',
    unit: 'ms',
    moments: points.map(one => one.at),
    lines: [line('p50'), line('p95'), line('p99')],
    empty: nothingYet,
  })
}

function throughput(points: readonly DelayPoint[], shown: Shown): Html {
  return chart({
    ...shown,
    title: 'Carried over',
    unit: 'edits',
    look: 'bars',
    moments: points.map(one => one.at),
    lines: [{ label: 'edits', values: points.map(one => one.keys) }],
    empty: nothingYet,
  })
}
