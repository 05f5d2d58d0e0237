import { type Answer, invalid } from './answer.ts'
import type { Call } from './call.ts'
import { printIssue } from './issue-print.ts'
import { paged } from './page.ts'
import { sees } from './rights.ts'
import type { Issue } from './rows.ts'
import { isClosed } from './tree.ts'
import { customFieldsOf, type World } from './world.ts'

type Test = (issue: Issue) => boolean

/** Open issues only, unless a status is asked for. Filters that there are not are ignored. */
export function listIssues({ world, actor, query }: Call): Answer {
  const tests = [
    byStatus(world, query),
    ...byNumbers(query),
    byProject(world, query),
    ...byValue(world, query),
    byTime(query),
  ]
  const rows = [...world.issues.values()]
    .filter(issue => {
      const project = world.projects.get(issue.project)
      return project !== undefined && sees(world, actor, project) && tests.every(test => test(issue))
    })
    .sort(orderOf(query.get('sort')))
  return {
    status: 200,
    body: paged(
      query,
      'issues',
      rows.map(issue => printIssue(world, issue)),
    ),
  }
}

function byStatus(world: World, query: URLSearchParams): Test {
  const wanted = query.get('status_id') ?? 'open'
  if (wanted === '*') return () => true
  if (wanted === 'open') return issue => !isClosed(world, issue)
  if (wanted === 'closed') return issue => isClosed(world, issue)
  return issue => wanted.split('|').includes(String(issue.status))
}

function byNumbers(query: URLSearchParams): readonly Test[] {
  const fields = {
    issue_id: 'id',
    parent_id: 'parent',
    tracker_id: 'tracker',
    assigned_to_id: 'assigned',
  } as const
  return Object.entries(fields).flatMap(([name, field]) => {
    const text = query.get(name)
    if (text === null) return []
    const wanted = text.split(/[,|]/)
    if (name === 'issue_id' && !wanted.every(one => /^\d+$/.test(one))) throw invalid('Issue is invalid')
    return [(issue: Issue) => wanted.includes(String(issue[field]))]
  })
}

/** With everything below the project, unless `subproject_id=!*`. */
function byProject(world: World, query: URLSearchParams): Test {
  const wanted = query.get('project_id')
  if (wanted === null) return () => true
  const alone = query.get('subproject_id') === '!*'
  const isIn = (id: number | null): boolean => {
    const project = id === null ? undefined : world.projects.get(id)
    if (!project) return false
    return String(project.id) === wanted || project.identifier === wanted || (!alone && isIn(project.parent))
  }
  return issue => isIn(issue.project)
}

/** Only custom fields that are marked as filters; the others look as if nothing had been asked. */
function byValue(world: World, query: URLSearchParams): readonly Test[] {
  return customFieldsOf(world, 'issue').flatMap(({ id, filter }) => {
    const wanted = query.get(`cf_${id}`)
    return filter && wanted !== null ? [(issue: Issue) => issue.values.get(id) === wanted] : []
  })
}

const moments = /^(>=|<=)(\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?)$/

/** `>=` is a second wider than it says. */
function byTime(query: URLSearchParams): Test {
  const text = query.get('updated_on')
  if (text === null) return () => true
  const [, operator, moment = ''] = moments.exec(text) ?? []
  const limit = Date.parse(moment)
  if (Number.isNaN(limit)) throw invalid('Updated is invalid')
  if (operator === '<=') return issue => Date.parse(issue.updated) <= limit
  return issue => Date.parse(issue.updated) >= limit - 1000
}

function orderOf(sort: string | null) {
  const keys = (sort ?? 'id:desc').split(',').map(part => part.split(':'))
  const key = (issue: Issue, name: string | undefined) =>
    name === 'updated_on'
      ? Date.parse(issue.updated)
      : name === 'created_on'
        ? Date.parse(issue.created)
        : issue.id
  return (a: Issue, b: Issue) => {
    for (const [name, direction] of keys) {
      const order = key(a, name) - key(b, name)
      if (order !== 0) return direction === 'desc' ? -order : order
    }
    return 0
  }
}
