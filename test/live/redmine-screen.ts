import { z } from 'zod'
import type {
  PmScreen,
  ProjectShown,
  Screen,
  TaskEdit,
  TaskShown,
} from '../../src/cli/demo/screens/screen.ts'
import { call } from './call.ts'

const id = z.number().transform(String)
const named = z.object({ id })
const project = z.object({
  id,
  name: z.string(),
  parent: named.optional(),
  custom_fields: z.array(z.object({ name: z.string(), value: z.unknown() })).default([]),
})
const issue = z.object({
  id,
  subject: z.string(),
  due_date: z.string().nullish(),
  description: z.string().nullish(),
  status: z.object({ is_closed: z.boolean().optional() }),
})
const user = z.object({ id: z.number(), mail: z.string().optional() })

/** In Redmine's default data. */
const developer = 4
const closed = 5
const inProgress = 2

type Ask = (method: string, path: string, body?: object) => Promise<unknown>

/** Cy of delivery at the screen of a real Redmine, and its admin for what only an admin may do. */
export function redmineScreen(url: string, admin: string, person: string): PmScreen {
  const asking =
    (key: string): Ask =>
    (method, path, body) =>
      call(`${url}/${path}`, { 'x-redmine-api-key': key }, method, body)
  const [ada, cy] = [asking(admin), asking(person)]
  const addProject = async (fields: object) =>
    z
      .object({ project })
      .parse(await ada('POST', 'projects.json', { project: { ...fields, is_public: false } })).project.id
  const projects = async (name: string, isClient: boolean) =>
    (await allProjects(ada)).filter(one => one.name === name && isClient === !one.parent)
  return {
    ...taskScreen(cy, ada),
    addClient: name => addProject({ name, identifier: identifierOf(name) }),
    clientsNamed: async name => (await projects(name, true)).map(one => one.id),
    addProject: ({ name, client }) => addProject({ name, identifier: identifierOf(name), parent_id: client }),
    projectsNamed: async name => (await projects(name, false)).map(projectShown),
    endProjectOn: async (at, value) => {
      const fields = z
        .object({ custom_fields: z.array(z.object({ id: z.number(), name: z.string() })) })
        .parse(await ada('GET', 'custom_fields.json')).custom_fields
      const end = fields.find(field => field.name === 'End date')
      await ada('PUT', `projects/${at}.json`, { project: { custom_fields: [{ id: end?.id, value }] } })
    },
    welcomeSales: () => welcomeSales(ada),
    templateName: name => name.toLowerCase(),
  }
}

async function allProjects(ask: Ask): Promise<z.output<typeof project>[]> {
  const page = z.object({ projects: z.array(project), total_count: z.number() })
  const found: z.output<typeof project>[] = []
  for (;;) {
    const read = page.parse(await ask('GET', `projects.json?limit=100&offset=${found.length}`))
    found.push(...read.projects)
    if (read.projects.length === 0 || found.length >= read.total_count) return found
  }
}

/** Cy acts; what is there is looked at as an admin, since Cy sees a project only once its template is copied. */
function taskScreen(cy: Ask, ada: Ask): Screen {
  return {
    title: 'Redmine',
    addTask: async ({ in: home, parent, isForSales, ...fields }) => {
      const bo = isForSales ? await idOfSales(ada, home) : undefined
      const place = { project_id: home, parent_issue_id: parent, assigned_to_id: bo, start_date: '' }
      const sent = { issue: { ...place, ...fieldsOf(fields) } }
      return z.object({ issue }).parse(await cy('POST', 'issues.json', sent)).issue.id
    },
    editTask: async (at, edit) => void (await cy('PUT', `issues/${at}.json`, { issue: fieldsOf(edit) })),
    removeTask: async at => void (await cy('DELETE', `issues/${at}.json`)),
    tasksIn: async home => {
      const query = `issues.json?project_id=${home}&subproject_id=!*&status_id=*&limit=100`
      return z
        .object({ issues: z.array(issue) })
        .parse(await ada('GET', query))
        .issues.map(shown)
    },
    sayOn: async (at, notes) => void (await cy('PUT', `issues/${at}.json`, { issue: { notes } })),
    saidOn: async at => {
      const journals = z.array(z.object({ notes: z.string().nullish() }))
      const read = await ada('GET', `issues/${at}.json?include=journals`)
      const { issue: found } = z.object({ issue: z.object({ journals }) }).parse(read)
      return found.journals.flatMap(({ notes }) => (notes ? [notes] : []))
    },
  }
}

async function idOfSales(ask: Ask, home: string): Promise<number | undefined> {
  const member = z.object({ user: z.object({ id: z.number(), name: z.string() }).optional() })
  const found = z
    .object({ memberships: z.array(member) })
    .parse(await ask('GET', `projects/${home}/memberships.json?limit=100`))
  return found.memberships.find(one => one.user?.name === 'Bo Sales')?.user?.id
}

/** An account for Bo, and a place in both templates, unless Bo has them. */
async function welcomeSales(ada: Ask): Promise<void> {
  const found = z.object({ users: z.array(user) }).parse(await ada('GET', 'users.json?name=bo&limit=100'))
  const known = found.users.find(one => one.mail === 'bo@example.test')
  const fields = { login: 'bo', firstname: 'Bo', lastname: 'Sales', mail: 'bo@example.test' }
  const made = { user: { ...fields, generate_password: true } }
  const bo = known ?? z.object({ user }).parse(await ada('POST', 'users.json', made)).user
  for (const template of ['onboarding', 'standard']) {
    if ((await idOfSales(ada, template)) !== undefined) continue
    const membership = { user_id: bo.id, role_ids: [developer] }
    await ada('POST', `projects/${template}/memberships.json`, { membership })
  }
}

function shown(one: z.output<typeof issue>): TaskShown {
  const { id: at, subject, due_date: due = null, description, status } = one
  return { id: at, title: subject, due, text: description ?? '', isClosed: status.is_closed === true }
}

function fieldsOf({ title, due, text, isClosed }: TaskEdit): object {
  return {
    ...(title === undefined ? {} : { subject: title }),
    ...(due === undefined ? {} : { due_date: due }),
    ...(text === undefined ? {} : { description: text }),
    ...(isClosed === undefined ? {} : { status_id: isClosed ? closed : inProgress }),
  }
}

function identifierOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
}

function projectShown({ id: at, name, parent, custom_fields }: z.output<typeof project>): ProjectShown {
  const custom = (wanted: string) => {
    const value = custom_fields.find(field => field.name === wanted)?.value
    return typeof value === 'string' && value !== '' ? value : null
  }
  return {
    id: at,
    name,
    start: custom('Start date'),
    end: custom('End date'),
    isStrict: custom('Strict schedule') === '1',
    client: parent?.id ?? null,
  }
}
