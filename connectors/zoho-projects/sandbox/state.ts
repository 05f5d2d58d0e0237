import { clientView } from './client-store.ts'
import { commentView } from './comment-view.ts'
import { portalView } from './portal-calls.ts'
import { projectState } from './project-view.ts'
import type { Fields, Project } from './rows.ts'
import { isTemplateTask } from './task-store.ts'
import { taskView } from './task-view.ts'
import { tasklistView } from './tasklist-store.ts'
import { userView } from './user-view.ts'
import type { World } from './world.ts'

export type State = Readonly<Record<string, readonly Fields[]>>

/** Everything the vendor keeps, by module. A template's own lists and tasks stand apart from real ones. */
export function stateOf(world: World): State {
  const projects = [...world.projects.values()]
  const shown = (keep: (project: Project) => boolean) =>
    projects.filter(keep).map(project => projectState(world, project))
  return {
    Portals: [portalView(world)],
    Users: [...world.users.values()].map(userView),
    Projects: shown(one => one.kind === 'active' && one.trashedAt === null),
    Templates: shown(one => one.kind === 'template' && one.trashedAt === null),
    Trash: shown(one => one.trashedAt !== null),
    ...work(world),
    Comments: [...world.comments.values()].map(comment => ({
      ...commentView(world, comment),
      task: { id: comment.task },
    })),
    Clients: [...world.clients.values()].map(client => clientView(client, null)),
    ...setup(world),
  }
}

function work(world: World): State {
  const lists = [...world.tasklists.values()]
  const tasks = [...world.tasks.values()]
  const isTemplate = (project: string) => world.projects.get(project)?.kind === 'template'
  const listView = (list: (typeof lists)[number]) => ({
    ...tasklistView(world, list),
    project: { id: list.project },
  })
  return {
    Tasklists: lists.filter(list => !isTemplate(list.project)).map(listView),
    TemplateTasklists: lists.filter(list => isTemplate(list.project)).map(listView),
    Tasks: tasks.filter(task => !isTemplateTask(world, task)).map(task => taskView(world, task)),
    TemplateTasks: tasks.filter(task => isTemplateTask(world, task)).map(task => taskView(world, task)),
  }
}

function setup(world: World): State {
  const rows = (table: ReadonlyMap<string, object>): readonly Fields[] =>
    [...table.values()].map(row => ({ ...row }))
  return {
    Contacts: rows(world.contacts),
    Milestones: rows(world.milestones),
    Tags: rows(world.tags),
    CustomFields: rows(world.customFields),
    CrmLinks: rows(world.crmLinks),
    Webhooks: rows(world.hooks),
    Statuses: rows(world.statuses),
    ProjectGroups: rows(world.groups),
  }
}
