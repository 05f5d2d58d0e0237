import type { Answer } from './answer.ts'
import type { Call } from './call.ts'
import { createIssue, deleteIssue, showIssue, updateIssue } from './issue-calls.ts'
import { listIssues } from './issue-list.ts'
import { updateJournal } from './journal-calls.ts'
import {
  createMember,
  currentUser,
  listCustomFields,
  listMembers,
  listPriorities,
  listStatuses,
  listTrackers,
  listUsers,
  showUser,
} from './other-calls.ts'
import { createProject, listProjects, setStatus, showProject, updateProject } from './project-calls.ts'
import { listVersions, showVersion } from './version-calls.ts'

type Work = (call: Call) => Answer

/** Verb and path; lists and look-ups of Redmine 5 that a connector needs. */
const routes: Readonly<Record<string, Work>> = {
  'GET /users/current': currentUser,
  'GET /users': listUsers,
  'GET /users/{id}': showUser,
  'GET /issue_statuses': listStatuses,
  'GET /trackers': listTrackers,
  'GET /enumerations/issue_priorities': listPriorities,
  'GET /custom_fields': listCustomFields,
  'GET /issues': listIssues,
  'POST /issues': createIssue,
  'GET /issues/{id}': showIssue,
  'PUT /issues/{id}': updateIssue,
  'DELETE /issues/{id}': deleteIssue,
  'PUT /journals/{id}': updateJournal,
  'GET /projects': listProjects,
  'POST /projects': createProject,
  'GET /projects/{id}': showProject,
  'PUT /projects/{id}': updateProject,
  'PUT /projects/{id}/close': setStatus(5),
  'PUT /projects/{id}/reopen': setStatus(1),
  'PUT /projects/{id}/archive': setStatus(9),
  'PUT /projects/{id}/unarchive': setStatus(1),
  'GET /projects/{id}/versions': listVersions,
  'GET /versions/{id}': showVersion,
  'GET /projects/{id}/memberships': listMembers,
  'POST /projects/{id}/memberships': createMember,
}

interface Aim {
  /** The path with `{id}` in it. */
  readonly pattern: string
  readonly id: string
  readonly work: Work | undefined
}

export function aimOf(method: string, path: string): Aim {
  const parts = path.replace(/\.json$/, '').split('/')
  const literal = parts.join('/')
  const withId = [...parts.slice(0, 2), '{id}', ...parts.slice(3)].join('/')
  const known = (pattern: string) => Object.keys(routes).some(route => route.endsWith(` ${pattern}`))
  const pattern = known(literal) || parts.length < 3 ? literal : withId
  const id = pattern === withId ? decodeURIComponent(parts[2] ?? '') : ''
  return { pattern, id, work: path.endsWith('.json') ? routes[`${method} ${pattern}`] : undefined }
}
