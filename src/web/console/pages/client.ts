import { z } from 'zod'
import { accountsShow, type ShownAccount } from '../../../engine/verbs/accounts-show.ts'
import { mappingList } from '../../../engine/verbs/mapping-list.ts'
import { type Html, html } from '../html.ts'
import { definePage } from '../page.ts'
import { card } from '../parts/card.ts'
import { empty } from '../parts/empty.ts'
import { outside } from '../parts/outside.ts'
import { table } from '../parts/table.ts'
import { day } from '../parts/time.ts'
import { count } from '../parts/words.ts'
import { calledIn } from './called.ts'
import { dealMark, dealUrl, dealWhy } from './deal-words.ts'
import { journalActions } from './journal-actions.ts'
import { taskUrl } from './tasks.ts'
import { timeline } from './timeline.ts'

const query = z.object({ mapping: z.string(), account: z.string().min(1).max(200) })

/** One client: what was sold, what is being delivered, what is late, and what Baton did of late. */
export const client = definePage({
  path: '/clients/:mapping/:account',
  title: 'Client',
  roles: ['admin', 'sales', 'viewer'],
  query,
  async load(visit) {
    const shown = await visit.ask(accountsShow, visit.query)
    const { items } = await visit.ask(mappingList, {})
    const crm = items.find(one => one.name === visit.query.mapping)?.connections.crm ?? ''
    return { shown, crm, called: await calledIn(shown.activity, visit) }
  },
  titleOf: ({ shown }) => shown.account.name ?? 'A client without a name',
  view({ shown, crm, called }, visit) {
    const { mapping } = visit.query
    return html`${who(shown)}
      ${card({ title: 'Deals and their projects', flush: true, body: deals(shown, crm) })}
      ${shown.projects.length > 0 && card({ title: 'Projects without a deal', flush: true, body: projects(shown) })}
      ${shown.overdue.length > 0 && card({ title: 'Overdue tasks', flush: true, body: overdue(shown, mapping) })}
      ${card({
        title: 'What happened of late',
        body:
          shown.activity.length > 0
            ? timeline(shown.activity, visit, called)
            : empty(
                'Nothing yet',
                'Whatever Baton does about this client, its deals and their tasks will stand here.',
              ),
      })}`
  },
  actions: journalActions,
})

function who({ account, client, deals, projects, overdue }: ShownAccount): Html {
  const works = [...deals.filter(({ state }) => state.is === 'made'), ...projects]
  const open = works.reduce((all, { tasks }) => all + (tasks?.open ?? 0), 0)
  const facts = Object.entries({ ...client?.facts, ...account.facts })
  return card({
    body: html`<div class="d-flex flex-wrap gap-4">
      <div>${client ? html`Client in the project tool: <strong>${client.name ?? client.id}</strong>` : 'It has no client in the project tool yet.'}</div>
      <div>${count(works.length, 'project')}${open > 0 && `, ${count(open, 'open task')}`}${overdue.length > 0 && html`, <strong>${overdue.length} overdue</strong>`}</div>
      ${facts.map(([name, value]) => html`<div><span class="text-secondary">${name}</span> ${value}</div>`)}
      <div class="d-flex gap-3">${account.url && outside(account.url, 'In the CRM')}${client?.url && outside(client.url, 'In the project tool')}</div>
      ${client === null && html`<a href="/accounts?search=${encodeURIComponent(account.name ?? '')}">To the match desk</a>`}
    </div>`,
  })
}

function deals({ deals: rows }: ShownAccount, crm: string): Html {
  return table({
    caption: 'Deals',
    rows,
    empty: empty('No deals', 'None that Baton has read names this account.'),
    columns: [
      {
        title: 'Deal',
        cell: ({ deal, title }) => html`<a href="${dealUrl(crm, deal)}">${title ?? deal}</a>`,
      },
      { title: 'Project', cell: ({ state }) => html`${dealMark(state)} ${dealWhy(state)}` },
      { title: 'Tasks done', cell: ({ tasks }) => done(tasks) },
      { title: 'Overdue', isNumber: true, cell: ({ tasks }) => tasks?.overdue ?? '' },
      { title: '', cell: ({ urls }) => urls.pm && outside(urls.pm, 'The project') },
    ],
  })
}

function projects({ projects: rows }: ShownAccount): Html {
  return table({
    caption: 'Projects without a deal',
    rows,
    empty: empty('None', ''),
    columns: [
      { title: 'Project', cell: ({ title, id }) => title ?? id },
      { title: 'Tasks done', cell: ({ tasks }) => done(tasks) },
      { title: 'Overdue', isNumber: true, cell: ({ tasks }) => tasks?.overdue ?? '' },
    ],
  })
}

function done(tasks: ShownAccount['deals'][number]['tasks']): Html | string {
  if (!tasks) return ''
  const all = tasks.open + tasks.closed
  if (all === 0) return 'no tasks'
  const words = `${tasks.closed.toLocaleString('en')} of ${all.toLocaleString('en')}`
  return html`<progress class="me-2 align-middle" max="${all}" value="${tasks.closed}" aria-label="Tasks done: ${words}"></progress>${words}`
}

function overdue({ overdue: rows, deals, projects }: ShownAccount, mapping: string): Html {
  const nameOf = (project: string) =>
    deals.find(({ state }) => state.is === 'made' && state.project === project)?.title ??
    projects.find(({ id }) => id === project)?.title ??
    project
  return table({
    caption: 'Overdue tasks',
    rows,
    empty: empty('None', ''),
    columns: [
      {
        title: 'Task',
        cell: ({ task, title }) => html`<a href="${taskUrl(mapping, 'pm', task)}">${title ?? task}</a>`,
      },
      { title: 'Due', cell: ({ due }) => day(due) },
      { title: 'In', cell: ({ project }) => nameOf(project) },
    ],
  })
}
