import { rejected, type Session } from '#spi'
import { listedName, listedStatus } from './api.ts'
import { listAll } from './client.ts'
import { catalogueIn } from './facts.ts'

const lists = {
  status: { path: '/issue_statuses.json', name: 'issue_statuses', known: 'statuses' },
  priority: { path: '/enumerations/issue_priorities.json', name: 'issue_priorities', known: 'priorities' },
  tracker: { path: '/trackers.json', name: 'trackers', known: 'trackers' },
} as const

export type NamedKind = keyof typeof lists

/** The id of a status, a priority or a tracker. One that the last check did not see yet is looked up. */
export async function idNamed(session: Session, kind: NamedKind, name: string): Promise<string> {
  const known = catalogueIn(session.facts)[lists[kind].known]
  const found = known.find(one => one.name === name) ?? (await listOf(session, kind)).find(named(name))
  if (found) return found.id
  const names = known.map(one => one.name).join(', ')
  throw rejected(`Redmine has no ${kind} "${name}"; there are: ${names}`, kind)
}

function named(name: string) {
  return (one: { readonly name: string }) => one.name === name
}

/** As Redmine lists them. A priority that is no longer in use is left out: Redmine would not take it. */
export async function listOf(session: Session, kind: NamedKind) {
  const { path, name } = lists[kind]
  const all = await listAll(session, path, name, kind === 'status' ? listedStatus : listedName)
  return all.filter(one => one.active !== false)
}
