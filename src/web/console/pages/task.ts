import { z } from 'zod'
import type { Side } from '../../../core/value.ts'
import { journalList } from '../../../engine/verbs/journal-list.ts'
import { peopleNames } from '../../../engine/verbs/people-names.ts'
import { tasksAddToCrm } from '../../../engine/verbs/tasks-add-to-crm.ts'
import { tasksAddToPm } from '../../../engine/verbs/tasks-add-to-pm.ts'
import { tasksOffers } from '../../../engine/verbs/tasks-offers.ts'
import { type ShownTask, tasksShow } from '../../../engine/verbs/tasks-show.ts'
import { type Html, html } from '../html.ts'
import { definePage, type Visit } from '../page.ts'
import { card } from '../parts/card.ts'
import { empty } from '../parts/empty.ts'
import { button, field, postForm } from '../parts/form.ts'
import { live } from '../parts/live.ts'
import { flash, mark } from '../parts/mark.ts'
import { outside } from '../parts/outside.ts'
import { moment } from '../parts/time.ts'
import { value } from '../parts/value.ts'
import { calledIn } from './called.ts'
import { journalActions } from './journal-actions.ts'
import { dataOf, type Entry } from './journal-words.ts'
import { taskActions } from './task-actions.ts'
import { taskComments } from './task-comments.ts'
import { taskFields } from './task-fields.ts'
import { type Names, sourceOf, timeline } from './timeline.ts'

const query = z.object({ mapping: z.string(), side: z.enum(['crm', 'pm']), task: z.string() })
type Asked = Visit<z.output<typeof query>>

/** One task: both sides and their past, what differs and why, and what happened to it. */
export const task = definePage({
  path: '/tasks/:mapping/:side/:task',
  title: 'Task',
  roles: ['admin', 'sales', 'viewer'],
  query,
  async load(visit) {
    const shown = await visit.ask(tasksShow, visit.query)
    const { task: row, ...of } = visit.query
    const story = await visit.ask(journalList, { ...of, pair: 'tasks', row, limit: 50 })
    const names = await namesIn(story.items, visit)
    const called = await calledIn(story.items, visit)
    return { shown, story: story.items, names, called, offers: shown.link ? [] : await offersFor(visit) }
  },
  titleOf: ({ shown }) => shown.title ?? 'Task',
  view({ shown, story, names, called, offers }, visit) {
    const { mapping } = visit.query
    const content = html`${summary(shown, visit)}${notices(shown, mapping)}
      ${card({ title: 'Field by field', flush: true, body: taskFields(shown) })}
      ${shown.refusals.length > 0 && refusals(shown)}
      ${taskComments(shown, mapping, visit)}
      ${shown.link === null && addForm(shown, offers, visit)}
      ${card({
        title: 'What happened',
        body:
          story.length > 0
            ? timeline(story, visit, called, names)
            : empty('Nothing yet', 'Whatever is decided, written or asked about this task will stand here.'),
      })}`
    return live({ id: 'task', url: visit.url, topics: ['journal'], content })
  },
  actions: { ...taskActions, ...journalActions },
})

type Offers = Awaited<ReturnType<typeof offersFor>>

function offersFor({ ask, query: { mapping, side, task: row } }: Asked) {
  return ask(tasksOffers, { mapping, side, task: row })
}

/** The people whose edits were carried. */
async function namesIn(story: readonly Entry[], { ask, query: { mapping } }: Asked): Promise<Names> {
  const on = (side: Side) =>
    story.flatMap(entry => {
      const data = dataOf(entry)
      const { by } = sourceOf(data.source)
      return by !== '' && data.side !== side ? [by] : []
    })
  const [crm, pm] = [
    await ask(peopleNames, { mapping, side: 'crm', ids: [...new Set(on('crm'))] }),
    await ask(peopleNames, { mapping, side: 'pm', ids: [...new Set(on('pm'))] }),
  ]
  return { ...pm, ...crm }
}

function summary({ tools, ids, urls, link }: ShownTask, visit: Asked): Html {
  const at = (side: Side) =>
    ids[side] === null ? null : html`<div>${tools[side]}: ${outside(urls[side], ids[side] ?? '')}</div>`
  return html`<div class="d-flex flex-wrap gap-3 mb-3 align-items-baseline">
    ${link ? mark('good', 'linked') : mark('plain', 'no counterpart')}${at('crm')}${at('pm')}
    ${link && html`<div class="text-secondary">${origins[link.origin]} ${moment(link.since, visit)}; both sides looked at ${moment(link.verifiedAt, visit)}</div>`}
  </div>`
}

const origins = {
  matched: 'Recognised',
  chosen: 'Linked by a person',
  created: 'One made from the other',
} as const

function notices({ holds, link, tools, wished, fields }: ShownTask, mapping: string): Html {
  const missing = link?.missing ?? []
  const to = `/holds?${new URLSearchParams({ mapping })}`
  return html`
    ${holds.map(({ field: name, detail }) => flash('warn', html`${name !== '' && html`<strong>${titleOf(fields, name, 'crm')}:</strong> `}${detail} <a href="${to}">To the questions</a>`))}
    ${missing.map(side => flash('warn', `The last reading of ${tools[side]} missed this task. It is looked for again before anything follows.`))}
    ${link?.differs && flash('warn', 'The two sides differ, although nothing is asked or refused. The next comparison looks into it.')}
    ${wished && flash('wait', `Its counterpart was asked for${wished.by === null ? '' : ` by ${wished.by}`} and is on its way.`)}`
}

function titleOf(fields: ShownTask['fields'], name: string, side: Side): string {
  return fields.find(one => one.field === name)?.titles[side] ?? name
}

function refusals({ refusals: all, tools, fields }: ShownTask): Html {
  return card({
    title: 'Refused',
    body: all.map(
      ({ field: name, to, value: refused, why, passes, told, isTold }) => html`<div class="mb-2">
        <div><strong>${titleOf(fields, name, to)}</strong>: ${value(refused)} is not taken by ${tools[to]}.</div>
        <div>${why} <span class="text-secondary">What would pass: ${passes}</span></div>
        <div class="text-secondary small">${told === null ? 'Nobody could be found to tell.' : isTold ? `Told: ${told}.` : `${told} is told once the value is put back.`}</div>
      </div>`,
    ),
  })
}

function addForm({ wished, ids, tools }: ShownTask, offers: Offers, visit: Asked): Html | null {
  const { mapping, side, task: row } = visit.query
  const [verb, to] = side === 'crm' ? ([tasksAddToPm, 'pm'] as const) : ([tasksAddToCrm, 'crm'] as const)
  if (wished || ids[side] === null || !visit.may(verb)) return null
  const title = `Add to ${tools[to]}`
  const places = offers.map(
    ({ pair, id, title: name }) => [`${pair} ${id}`, `${kinds[to][pair]}: ${name ?? id}`] as const,
  )
  const where =
    places.length === 0
      ? html`<p class="text-secondary">It goes where its deal or project is, once that has a counterpart.</p>`
      : field({ name: 'place', label: 'Where it goes', options: places }, visit.failed)
  return card({
    title,
    body: postForm({
      do: side === 'crm' ? 'addToPm' : 'addToCrm',
      fields: { mapping, task: row },
      body: html`${where}${button({ words: title, look: 'primary' })}`,
    }),
  })
}

const kinds = {
  pm: { deals: 'Project', accounts: 'Client' },
  crm: { deals: 'Deal', accounts: 'Account' },
} as const
