import type { RunningSandbox } from '../../sandbox.ts'
import { people } from '../plot.ts'
import { given, idIn, type Seat, seatAt, textIn, type VendorRecord } from './box.ts'
import type { PmScreen, ProjectShown, Screen, TaskEdit } from './screen.ts'

export function redmineScreen(box: RunningSandbox): PmScreen {
  const [ada, cy] = [seatAt(box, people.admin), seatAt(box, people.delivery)]
  const projects = (name: string, isClient: boolean) =>
    ada.all('projects').filter(one => one.name === name && isClient === !one.parent)
  return {
    ...taskScreen(cy),
    addClient: async name => addProject(ada, name, ''),
    clientsNamed: async name => projects(name, true).map(one => String(one.id)),
    addProject: async ({ name, client }) => {
      const project_id = addProject(ada, name, client)
      join(ada, project_id, people.delivery)
      return project_id
    },
    projectsNamed: async name => projects(name, false).map(projectShown),
    endProjectOn: async (id, value) => {
      const field = ada.all('custom_fields').find(one => one.name === 'End date')
      ada.edit('projects', id, { custom_fields: [{ id: field?.id, value }] })
    },
    welcomeSales: async () => {
      ada.add('users', { login: 'bo', firstname: 'Bo', lastname: 'Sales', mail: people.sales })
      for (const name of ['Onboarding', 'Standard'])
        for (const { id } of projects(name, false)) join(ada, String(id), people.sales)
    },
    templateName: name => name.toLowerCase(),
    loseAnswer: () => box.sandbox.fault({ fault: 'lost-answer', match: 'POST /projects.json' }),
  }
}

function taskScreen(cy: Seat): Screen {
  return {
    title: 'Redmine',
    addTask: async task => {
      const { in: project_id, parent: parent_issue_id } = task
      const assigned_to_id = task.isForSales ? idOf(cy, people.sales) : undefined
      // Redmine starts an issue today unless told, and none may be due before it starts.
      return cy.add(
        'issues',
        given({ project_id, parent_issue_id, assigned_to_id, start_date: '', ...fieldsOf(task) }),
      )
    },
    editTask: async (id, change) => cy.edit('issues', id, fieldsOf(change)),
    removeTask: async id => cy.remove('issues', id),
    tasksIn: async project =>
      cy
        .all('issues')
        .filter(issue => idIn(issue.project) === project)
        .map(issue => ({
          id: String(issue.id),
          title: String(issue.subject),
          due: textIn(issue.due_date),
          text: textIn(issue.description) ?? '',
          isClosed: isClosed(issue.status),
        })),
    sayOn: async (issue_id, notes) => void cy.add('journals', { issue_id, notes }),
    saidOn: async issue =>
      cy
        .all('journals')
        .filter(journal => String(journal.issue) === issue && textIn(journal.notes) !== null)
        .map(journal => String(journal.notes)),
  }
}

function idOf(seat: Seat, email: string): unknown {
  return seat.all('users').find(one => one.mail === email)?.id
}

function join(ada: Seat, project_id: string, email: string): void {
  ada.add('memberships', { project_id, user_id: idOf(ada, email), role_ids: [developer] })
}

/** In Redmine's default data. */
const developer = 4
const closed = 5
const inProgress = 2

function fieldsOf({ title, due, text, isClosed: closes }: TaskEdit) {
  const status_id = closes === undefined ? undefined : closes ? closed : inProgress
  return given({ subject: title, due_date: due, description: text, status_id })
}

function isClosed(status: unknown): boolean {
  return typeof status === 'object' && status !== null && 'is_closed' in status && status.is_closed === true
}

/** Every project has an identifier that no other one has; the screen makes one of the name. */
function addProject(ada: Seat, name: string, parent: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
  const identifier = `${words}-${ada.all('projects').length + 1}`
  return ada.add('projects', { name, identifier, parent_id: parent, is_public: false })
}

function projectShown(project: VendorRecord): ProjectShown {
  const values = Array.isArray(project.custom_fields) ? project.custom_fields : []
  const custom = (name: string) => textIn(values.find(one => one.name === name)?.value)
  return {
    id: String(project.id),
    name: String(project.name),
    start: custom('Start date'),
    end: custom('End date'),
    isStrict: custom('Strict schedule') === '1',
    client: idIn(project.parent),
  }
}
