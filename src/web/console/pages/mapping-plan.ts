import { z } from 'zod'
import { verdictWords } from '../../../core/plan-words.ts'
import { pairNames } from '../../../core/policy.ts'
import { mappingApply } from '../../../engine/verbs/mapping-apply.ts'
import { mappingPlanChanges } from '../../../engine/verbs/mapping-plan-changes.ts'
import { mappingPlanned, type Planned } from '../../../engine/verbs/mapping-planned.ts'
import { numbered } from '../../../engine/verbs/shapes.ts'
import { type Html, html } from '../html.ts'
import { defineAction, definePage, type Visit } from '../page.ts'
import { card } from '../parts/card.ts'
import { empty } from '../parts/empty.ts'
import { button, postForm } from '../parts/form.ts'
import { live } from '../parts/live.ts'
import { flash } from '../parts/mark.ts'
import { pager, urlWith } from '../parts/pager.ts'
import { table } from '../parts/table.ts'
import { fieldsCalled } from './called.ts'
import { names, planDetail, planLine, planMark } from './plan-words.ts'
import { ruleTrial } from './rule-trial.ts'

const query = z.object({
  preview: numbered,
  pair: z.enum(pairNames).optional(),
  verdict: z.string().optional(),
  after: z.string().optional(),
})
type Asked = Visit<z.output<typeof query>>

/** What a mapping would do, before anything of it is done. */
export const mappingPlan = definePage({
  path: '/mappings/plans/:preview',
  title: 'What it would do',
  roles: ['admin', 'sales', 'viewer'],
  query,
  async load({ ask, query: { preview, pair, verdict, after } }) {
    const narrow = { ...(pair ? { pair } : {}), ...(verdict ? { verdict } : {}), ...(after ? { after } : {}) }
    const planned = await ask(mappingPlanned, { preview, ...narrow, limit: 25 })
    const { applies, outcome } = planned
    const isOther = applies !== null && outcome === 'changed'
    return {
      planned,
      called: await fieldsCalled(planned.name, ask),
      changes: isOther ? await ask(mappingPlanChanges, { before: applies, now: preview }) : [],
    }
  },
  titleOf: ({ planned }) => `${planned.name}: what it would do`,
  view({ planned, changes, called }, visit) {
    if (planned.state !== 'done') return progress(planned, visit)
    return html`${outcomeOf(planned, changes.length)}
      ${changes.length > 0 && card({ title: 'What has changed since you looked', flush: true, body: changesTable(changes) })}
      ${card({ title: 'In numbers', flush: true, body: counts(planned, visit) })}
      ${planned.outcome !== 'applied' && visit.may(mappingApply) && applyForm(planned)}
      ${ruleTrial(planned, visit, called)}
      ${card({ title: 'One by one', flush: true, body: lines(planned, visit) })}`
  },
  actions: {
    apply: defineAction({
      verb: mappingApply,
      read: (_form, { query: { preview } }) => ({ preview }),
      said: ({ preview }) => ({
        words:
          'Both sides are read once more. If exactly this would still be done, it is; if anything else would be, nothing is.',
        to: `/mappings/plans/${preview}`,
      }),
    }),
  },
})

function progress({ state, read, error }: Planned, { url }: Asked): Html {
  const rows = Object.entries(read).map(
    ([what, many]) => html`<li>${what}: ${many.toLocaleString('en')}</li>`,
  )
  const words = state === 'reading' ? 'Both sides are being read.' : 'It is being decided what would be done.'
  return live({
    id: 'plan',
    url,
    topics: ['previews', 'connections'],
    leads: true,
    content: card({
      body: html`<p>${words} You may leave this page and come back.</p>${rows.length > 0 && html`<p class="mb-1">Read so far:</p><ul>${rows}</ul>`}${error !== null && flash('warn', `${error} It is tried again by itself.`)}`,
    }),
  })
}

function outcomeOf({ outcome, name }: Planned, changed: number): Html | null {
  if (outcome === 'applied')
    return flash(
      'good',
      html`The mapping is on, and exactly this is done now. <a href="/mappings/${encodeURIComponent(name)}">To the mapping</a>`,
    )
  if (outcome !== 'changed') return null
  const what = changed === 0 ? 'Something' : 'What stands below'
  return flash(
    'warn',
    `Nothing was done: ${what} has changed since you looked. Look again, and let this be done instead.`,
  )
}

function applyForm({ applies }: Planned): Html {
  const words = applies === null ? 'Do exactly this' : 'Do this instead'
  return postForm({
    do: 'apply',
    class: 'mb-3',
    confirm: 'The mapping is switched on with this text, and what stands here is done. Go on?',
    body: html`${button({ words, look: 'primary' })} <span class="text-secondary ms-2">Both sides are read once more first. If anything else would be done by then, nothing is, and you are shown what.</span>`,
  })
}

function counts({ counts: all }: Planned, { url }: Asked): Html {
  return table({
    caption: 'How many records end in what',
    rows: all,
    empty: empty('Nothing', 'There are no records that concern this mapping.'),
    columns: [
      { title: 'Section', cell: row => row.pair },
      {
        title: 'What would become of them',
        cell: row =>
          row.verdict === 'rest'
            ? verdictWords(row.verdict)
            : html`<a href="${urlWith(url, { pair: row.pair, verdict: row.verdict, after: null })}">${verdictWords(row.verdict)}</a>`,
      },
      { title: 'Records', cell: row => row.keys.toLocaleString('en'), isNumber: true },
    ],
  })
}

function lines({ items, next }: Planned, { url, query: { pair, verdict } }: Asked): Html {
  const isNarrow = pair !== undefined || verdict !== undefined
  const all = html`<p class="px-3 pt-3 mb-0">Only: ${pair} ${verdict && verdictWords(verdict)}. <a href="${urlWith(url, { pair: null, verdict: null, after: null })}">Show all</a></p>`
  if (items.length === 0)
    return html`${isNarrow && all}${empty('Nothing would be done', 'What is the same on both sides rests.')}`
  return html`${isNarrow && all}<ul class="list-unstyled m-0">${items.map(planLine)}</ul>${pager(url, next)}`
}

function changesTable(changes: Awaited<ReturnType<(typeof mappingPlanChanges)['act']>>): Html {
  return table({
    caption: 'What has changed',
    rows: changes,
    empty: html``,
    columns: [
      {
        title: 'Record',
        cell: ({ pair, lines, key }) =>
          html`<strong>${names(lines.now?.rows ?? lines.before?.rows, idIn(key))}</strong><div class="text-secondary small">${pair}</div>`,
      },
      { title: 'You saw', cell: ({ before, lines }) => told(before, lines.before) },
      { title: 'Now', cell: ({ now, lines }) => told(now, lines.now) },
    ],
  })
}

type Told = Awaited<ReturnType<(typeof mappingPlanChanges)['act']>>[number]['lines']['now']

function told(verdict: string | null, line: Told): Html {
  return html`${planMark(verdict ?? 'nothing')}<div class="small">${planDetail(line)}</div>`
}

/** The vendors' ids in a key, for a record that has no name here. */
function idIn(key: string): string {
  return key.replace(/^\w+:\w+:((crm|pm):)?/, '')
}
