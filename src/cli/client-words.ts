import type { ShownAccount } from '../engine/verbs/accounts-show.ts'
import { dealLine } from './deals-command.ts'

type Tasks = ShownAccount['deals'][number]['tasks']

/** One client, for a person. */
export function clientWords({ account, client, deals, projects, overdue }: ShownAccount): readonly string[] {
  const name = account.name ?? account.id
  return [
    client ? `${name}  =  ${client.name ?? client.id}` : `${name}  has no client in the project tool`,
    ...deals.map(deal => [dealLine(deal), tasksWords(deal.tasks)].join('  ').trimEnd()),
    ...projects.map(({ id, title, tasks }) =>
      `no deal  ${JSON.stringify(title)}  ${id}  ${tasksWords(tasks)}`.trimEnd(),
    ),
    ...overdue.map(({ task, title, due }) => `overdue since ${due}  ${JSON.stringify(title)}  ${task}`),
  ]
}

function tasksWords(tasks: Tasks): string {
  return tasks ? `(${tasks.closed} of ${tasks.open + tasks.closed} tasks done, ${tasks.overdue} overdue)` : ''
}
