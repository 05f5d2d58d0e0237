import { z } from 'zod'
import { tasksAddToCrm } from '../../../engine/verbs/tasks-add-to-crm.ts'
import { tasksAddToPm } from '../../../engine/verbs/tasks-add-to-pm.ts'
import { type ListedTask, tasksList } from '../../../engine/verbs/tasks-list.ts'
import { type Html, html } from '../html.ts'
import { definePage, type Visit } from '../page.ts'
import { card } from '../parts/card.ts'
import { empty } from '../parts/empty.ts'
import { filters } from '../parts/filters.ts'
import { button, postForm } from '../parts/form.ts'
import { mappingChoice, mappingField } from '../parts/mapping-choice.ts'
import { mark } from '../parts/mark.ts'
import { outside } from '../parts/outside.ts'
import { pager, urlWith } from '../parts/pager.ts'
import { table } from '../parts/table.ts'
import { tabs } from '../parts/tabs.ts'
import { count } from '../parts/words.ts'
import { taskActions } from './task-actions.ts'

type Place = 'both' | 'crm' | 'pm'

const places: readonly (readonly [Place, string])[] = [
  ['both', 'On both sides'],
  ['crm', 'Only in the CRM'],
  ['pm', 'Only in the project tool'],
]

/** Looking for a task. */
export const tasks = definePage({
  path: '/tasks',
  title: 'Tasks',
  roles: ['admin', 'sales', 'viewer'],
  nav: { label: 'Tasks', icon: 'tasks', group: 'look' },
  query: z.object({
    mapping: z.string().default(''),
    on: z.enum(['both', 'crm', 'pm']).default('both'),
    search: z.string().trim().max(200).default(''),
    after: z.string().optional(),
  }),
  async load(visit) {
    const { mapping: asked, on, search, after } = visit.query
    const choice = await mappingChoice(visit, 'tasks', asked)
    if (choice.name === null) return { choice, page: null }
    const ask = { mapping: choice.name, on, search, limit: 50, ...(after === undefined ? {} : { after }) }
    return { choice, page: await visit.ask(tasksList, ask) }
  },
  view({ choice, page }, visit) {
    const { url, query } = visit
    if (page === null || choice.name === null) return card({ body: noMapping })
    const lists = places.map(([on, words]) => ({
      words,
      url: urlWith(url, { on: on === 'both' ? null : on, after: null }),
      isHere: on === query.on,
    }))
    const search = {
      name: 'search',
      label: 'Search',
      value: query.search,
      placeholder: 'The beginning of words, or an id',
    }
    const kept: Readonly<Record<string, string>> = query.on === 'both' ? {} : { on: query.on }
    return html`${tabs('Which tasks', lists)}${filters(url, [...mappingField(choice), search], kept)}
      ${list(choice.name, page.items, visit)}${pager(url, page.next)}`
  },
  actions: taskActions,
})

const noMapping = empty(
  'No mapping carries tasks yet',
  'Tasks are listed once a mapping with a section for tasks is on.',
  html`<a class="btn btn-primary" href="/mappings">To the mappings</a>`,
)

type Seen = Visit<{ readonly on: Place; readonly search: string }>

function list(mapping: string, items: readonly ListedTask[], visit: Seen): Html {
  const { on, search } = visit.query
  const hint =
    search === ''
      ? 'None were found on this side. A new one is here a minute after it was made.'
      : `No task begins a word with “${search}”. Try fewer letters, or one of the other lists.`
  const verb = on === 'crm' ? tasksAddToPm : tasksAddToCrm
  const canAdd = on !== 'both' && items.length > 0 && visit.may(verb)
  const body = table({
    caption: 'Tasks',
    rows: items,
    empty: empty('No tasks here', hint),
    columns: [
      { title: 'Task', cell: row => taskLink(mapping, row) },
      { title: 'How it is', cell: row => stateOf(row, on) },
      ...(on === 'both' ? [{ title: 'Open in', cell: placesOf }] : []),
    ],
    ...(canAdd
      ? {
          select: {
            name: 'task',
            value: (row: ListedTask) => row.id,
            label: (row: ListedTask) => row.title ?? row.id,
          },
        }
      : {}),
  })
  if (!canAdd) return card({ flush: true, body })
  const words = on === 'crm' ? 'Add to the project tool' : 'Add to the CRM'
  const add = button({ words, look: 'primary', needsSelection: true, key: 'a' })
  return postForm({
    do: on === 'crm' ? 'addToPm' : 'addToCrm',
    fields: { mapping },
    selects: true,
    body: html`<div class="answers mb-3 align-items-center">${add}<span class="text-secondary"><span data-selected>0</span> ticked</span></div>${card({ flush: true, body })}`,
  })
}

function taskLink(mapping: string, { title, ids }: ListedTask): Html {
  const [side, id] = ids.crm === null ? (['pm', ids.pm] as const) : (['crm', ids.crm] as const)
  return html`<a href="${taskUrl(mapping, side, id ?? '')}" data-key="Enter">${title ?? id}</a>`
}

/** The page of a task, by where it is and its id there. */
export function taskUrl(mapping: string, side: 'crm' | 'pm', id: string): string {
  return `/tasks/${encodeURIComponent(mapping)}/${side}/${encodeURIComponent(id)}`
}

function stateOf({ held, refused, isWished }: ListedTask, on: Place): Html {
  if (held > 0) return mark('warn', count(held, 'question'))
  if (refused > 0) return mark('warn', count(refused, 'refused value'))
  if (isWished) return mark('wait', 'asked for')
  return on === 'both' ? mark('good', 'linked') : mark('plain', 'no counterpart')
}

function placesOf({ urls }: ListedTask): Html {
  return html`${urls.crm && outside(urls.crm, 'CRM')} ${urls.pm && outside(urls.pm, 'Project tool')}`
}
