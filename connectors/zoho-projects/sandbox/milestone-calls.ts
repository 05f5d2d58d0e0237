import { type Answer, type Call, found, param, type Route, readBody, route } from './call.ts'
import { envelope } from './page.ts'
import { day, text } from './project-keys.ts'
import { openProject } from './project-store.ts'
import { badRule, extraKey, missingKey } from './refusal.ts'
import type { Fields, Milestone, Project } from './rows.ts'
import type { World } from './world.ts'

const keys = ['name', 'start_date', 'end_date', 'owner', 'flag']

export function milestoneView(world: World, one: Milestone): Fields {
  const project = { id: one.project, name: world.projects.get(one.project)?.name ?? '' }
  return { id: one.id, name: one.name, start_date: one.start, end_date: one.end, project }
}

/** Here `page_info` is a list, for once. */
function list(call: Call): Answer {
  const project = openProject(call)
  const all = [...call.world.milestones.values()].filter(one => one.project === project.id)
  const answer = envelope(
    call,
    'milestones',
    all.map(one => milestoneView(call.world, one)),
  )
  const body = answer.body as Fields | undefined
  return body === undefined ? answer : { status: 200, body: { ...body, page_info: [body.page_info] } }
}

export function addMilestone(world: World, project: Project, body: Fields): Milestone {
  const extra = Object.keys(body).find(key => !keys.includes(key))
  if (extra !== undefined) throw extraKey(extra)
  if (body.name === undefined) throw missingKey('name')
  const [start, end] = [day('start_date', body.start_date ?? null), day('end_date', body.end_date ?? null)]
  const outside = (date: string | null) =>
    date !== null && ((project.start ?? date) > date || (project.end ?? date) < date)
  if (project.strict && world.switches.get('strict-dates') === 'refuse' && (outside(start) || outside(end)))
    throw badRule(400, outside(end) ? 'end_date' : 'start_date', world.switches.get('strict-message'))
  const name = text('name', body.name, 1000, 1)
  const row = { id: world.nextId(), project: project.id, name, start, end }
  world.milestones.set(row.id, row)
  return row
}

function create(call: Call): Answer {
  const made = addMilestone(call.world, openProject(call), readBody(call))
  return { status: 201, body: milestoneView(call.world, made) }
}

function get(call: Call): Answer {
  const project = openProject(call)
  const one = found(call.world.milestones.get(param(call, 'milestone')))
  return { status: 200, body: milestoneView(call.world, found(one.project === project.id ? one : undefined)) }
}

/** The same milestones live at two paths. */
export const milestoneRoutes: readonly Route[] = ['milestones', 'phases'].flatMap(word => [
  route('GET', `projects/:project/${word}`, 'milestones.READ', list),
  route('POST', `projects/:project/${word}`, 'milestones.CREATE', create),
  route('GET', `projects/:project/${word}/:milestone`, 'milestones.READ', get),
])
