import { z } from 'zod'
import { mappingForecast } from '../../../engine/verbs/mapping-forecast.ts'
import { type ListedMapping, mappingList } from '../../../engine/verbs/mapping-list.ts'
import { mappingPlan } from '../../../engine/verbs/mapping-plan.ts'
import { type ListedPreview, mappingPlans } from '../../../engine/verbs/mapping-plans.ts'
import { type Html, html } from '../html.ts'
import { definePage, type Visit } from '../page.ts'
import { card } from '../parts/card.ts'
import { empty } from '../parts/empty.ts'
import { live } from '../parts/live.ts'
import { mark } from '../parts/mark.ts'
import { table } from '../parts/table.ts'
import { moment, span } from '../parts/time.ts'
import { count } from '../parts/words.ts'

type Forecast = Awaited<ReturnType<(typeof mappingForecast)['act']>>

/** What meets what. */
export const mappings = definePage({
  path: '/mappings',
  title: 'Mappings',
  roles: ['admin', 'sales', 'viewer'],
  nav: { label: 'Mappings', icon: 'mappings', group: 'set up' },
  query: z.object({}),
  async load({ ask }) {
    const rows = []
    for (const mapping of (await ask(mappingList, {})).items) {
      const forecast = mapping.state === 'on' ? await ask(mappingForecast, { mapping: mapping.name }) : null
      rows.push({ mapping, forecast })
    }
    return { rows, previews: (await ask(mappingPlans, { limit: 10 })).items }
  },
  view({ rows, previews }, visit) {
    const add =
      visit.may(mappingPlan) && html`<a class="btn btn-primary" href="/mappings/new">New mapping</a>`
    const list = table({
      caption: 'Mappings',
      rows,
      empty: empty(
        'No mapping yet',
        'A mapping says which records meet which, field by field. Nothing is carried before one is on.',
        add,
      ),
      columns: [
        {
          title: 'Mapping',
          cell: ({ mapping }) =>
            html`<a href="/mappings/${encodeURIComponent(mapping.name)}" data-key="Enter">${mapping.name}</a>`,
        },
        {
          title: 'Between',
          cell: ({ mapping: { connections } }) => `${connections.crm} and ${connections.pm}`,
        },
        { title: 'Carries', cell: ({ mapping }) => mapping.pairs.join(', ') },
        { title: 'How it is', cell: ({ mapping }) => mappingMark(mapping) },
        { title: 'Due', cell: ({ forecast }) => forecast && dueWords(forecast) },
      ],
    })
    return html`${rows.length > 0 && add && html`<p>${add}</p>`}${card({ flush: true, body: list })}${previews.length > 0 && previewTable(previews, visit)}`
  },
})

/** Whoever left a preview, or wants to see what came of it, finds it here. */
function previewTable(rows: readonly ListedPreview[], visit: Visit): Html {
  const body = table({
    caption: 'Previews',
    rows,
    empty: html``,
    columns: [
      { title: 'Preview of', cell: row => html`<a href="/mappings/plans/${row.preview}">${row.name}</a>` },
      { title: 'How it is', cell: previewMark },
      { title: 'By', cell: row => row.by },
      { title: 'Begun', cell: row => moment(row.at, visit) },
    ],
  })
  return live({
    id: 'previews',
    url: visit.url,
    topics: ['previews'],
    content: card({ title: 'Previews of late', flush: true, body }),
  })
}

function previewMark({ state, applies, outcome }: ListedPreview): Html {
  if (outcome === 'applied') return mark('good', 'done')
  if (outcome === 'changed') return mark('warn', 'not done: something changed')
  if (state !== 'done')
    return mark('wait', state === 'reading' ? 'both sides are being read' : 'is being decided')
  return applies === null ? mark('plain', 'to look at') : mark('wait', 'about to be done')
}

export function mappingMark({
  state,
  pausedWhy,
  broken = null,
}: Pick<ListedMapping, 'state' | 'pausedWhy'> & Partial<Pick<ListedMapping, 'broken'>>): Html {
  if (broken !== null) return html`${mark('bad', 'no longer holds')}<div class="small mt-1">${broken}</div>`
  if (state === 'off') return mark('plain', 'off')
  if (state === 'on' && pausedWhy === null) return mark('good', 'on')
  const tried = mark('wait', 'on, tried again after it was stopped')
  return html`${state === 'on' ? tried : mark('warn', 'paused')}<div class="small mt-1">${pausedWhy}</div>`
}

/** What is due now, as the overview counts it, and beside it what is only looked at again later. */
export function dueWords({
  keys,
  resting,
  known,
  ms,
}: Pick<Forecast, 'keys' | 'resting' | 'known' | 'ms'>): string {
  const now = keys - resting
  const until = known && ms >= 1000 ? `, done in ${span(ms / 1000)}` : ''
  const due = now === 0 ? 'nothing' : `${count(now, 'record')}${until}`
  return resting === 0 ? due : `${due}; ${count(resting, 'record')} looked at again later`
}
