import { dayIn } from '../../../spi/index.ts'
import type { RunningSandbox } from '../../sandbox.ts'
import { people } from '../plot.ts'
import { given, idIn, type Seat, seatAt, textIn, type VendorRecord } from './box.ts'
import type { PmScreen, ProjectShown, Screen, TaskEdit } from './screen.ts'

/** The portal's own, as its box starts. */
const zone = 'Europe/Berlin'

const newProject = '/api/v3/portal/60000001/projects'

export function zohoProjectsScreen(box: RunningSandbox): PmScreen {
  const [ada, cy] = [seatAt(box, people.admin), seatAt(box, people.delivery)]
  return {
    ...taskScreen(cy),
    addClient: async name => ada.add('Clients', { name }),
    clientsNamed: async name =>
      ada.all('Clients').flatMap(one => (one.name === name ? [String(one.id)] : [])),
    addProject: async ({ name, client }) => cy.add('Projects', { name, clients: { add: [{ id: client }] } }),
    projectsNamed: async name =>
      cy
        .all('Projects')
        .filter(one => one.name === name)
        .map(projectShown),
    endProjectOn: async (id, day) => cy.edit('Projects', id, { end_date: day }),
    // A deal's owner becomes its project's, and is in it by that.
    welcomeSales: async () => void ada.add('Users', { name: 'Bo Sales', email: people.sales }),
    templateName: name => String(ada.all('Templates').find(one => one.name === name)?.id),
    loseAnswer: () => box.sandbox.fault({ fault: 'lost-answer', match: `POST ${newProject}` }),
    makeWebhooks: (callback, secret) => makeWebhooks(ada, `${callback}?k=${secret}`),
  }
}

function taskScreen(cy: Seat): Screen {
  return {
    title: 'Zoho Projects',
    addTask: async task => {
      const { in: project, parent } = task
      const place = {
        project: { id: project },
        parental_info: parent === undefined ? undefined : { parent_task_id: ownId(parent) },
        owners_and_work: task.isForSales ? { owners: [{ email: people.sales }] } : undefined,
      }
      return rowId(project, cy.add('Tasks', { ...given(place), ...fieldsOf(task) }))
    },
    editTask: async (id, change) => cy.edit('Tasks', ownId(id), fieldsOf(change)),
    removeTask: async id => cy.remove('Tasks', ownId(id)),
    tasksIn: async project =>
      cy
        .all('Tasks')
        .filter(task => idIn(task.project) === project)
        .map(task => ({
          id: rowId(project, task.id),
          title: String(task.name),
          due: dayIn(zone, textIn(task.end_date)),
          text: textIn(task.description) ?? '',
          isClosed: task.is_completed === true,
        })),
    sayOn: async (id, comment) => void cy.add('Comments', { task: { id: ownId(id) }, comment }),
    saidOn: async id =>
      cy
        .all('Comments')
        .filter(comment => idIn(comment.task) === ownId(id))
        .map(comment => String(comment.comment)),
  }
}

function fieldsOf({ title, due, text, isClosed }: TaskEdit) {
  const status = isClosed === undefined ? undefined : { name: isClosed ? 'Closed' : 'In Progress' }
  // At noon in UTC every zone of Europe has the same day.
  const end = due === undefined ? undefined : `${due}T12:00:00+00:00`
  return given({ name: title, end_date: end, description: text, status })
}

/** The connector names a task by its project as well. */
function rowId(project: string, task: unknown): string {
  return `${project}/${task}`
}

function ownId(row: string): string {
  return row.slice(row.indexOf('/') + 1)
}

function projectShown(project: VendorRecord): ProjectShown {
  const clients = Array.isArray(project.clients) ? project.clients : []
  return {
    id: String(project.id),
    name: String(project.name),
    start: textIn(project.start_date),
    end: textIn(project.end_date),
    isStrict: project.is_strict_project === true,
    client: idIn(clients[0]),
  }
}

/** Zoho Projects has no API for webhooks: an admin makes them by hand, once. */
function makeWebhooks(ada: Seat, url: string): void {
  if (ada.all('Webhooks').length > 0) return
  for (const on of ['task', 'project']) ada.add('Webhooks', { name: `Baton ${on}`, url, on, format: 'form' })
}
