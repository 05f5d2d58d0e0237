import { rejected, type Session, VendorError } from '#spi'
import * as api from './api.ts'
import { call, list } from './client.ts'
import { walk } from './lists.ts'

/** Adds people to a project and answers who is in it then. Nobody is ever taken out, nor added a second time. */
export async function addMembers(
  session: Session,
  project: string,
  people: readonly string[],
): Promise<readonly string[]> {
  const before = await membersOf(session, project)
  const missing = people.filter(id => !before.includes(id))
  if (missing.length === 0) return before
  const userdetails = (await emailsOf(session, missing)).map(email_id => ({ email_id }))
  await invite(session, project, { userdetails, notify: false })
  return membersOf(session, project)
}

/** The route is documented ("Add Users to Project"); on one live portal it only ever answered 500. */
async function invite(session: Session, project: string, json: object): Promise<void> {
  try {
    await call(session, 'POST /projects/{id}/projectusers', { ids: [project], json })
  } catch (error) {
    if (error instanceof VendorError && error.response?.status === 500)
      throw rejected(`Zoho Projects would not add them: ${error.failure.message}`, 'members')
    throw error
  }
}

async function membersOf(session: Session, project: string): Promise<readonly string[]> {
  const pageOf = (page: number) =>
    list(session, 'GET /projects/{id}/users', api.person, { ids: [project], page })
  return (await walk(10, pageOf, () => false)).flatMap(person => person.zpuid ?? [])
}

/** People join a project by their address. */
async function emailsOf(session: Session, people: readonly string[]): Promise<readonly string[]> {
  const isMeant = (person: api.Person) => people.includes(person.zpuid ?? '')
  const hasAll = (seen: readonly api.Person[]) => seen.filter(isMeant).length === people.length
  const pageOf = (page: number) => list(session, 'GET /users', api.person, { page })
  const found = (await walk(50, pageOf, hasAll)).filter(isMeant)
  const emails = found.flatMap(person => person.email ?? [])
  if (emails.length === people.length) return emails
  const known = found.filter(person => person.email).map(person => person.zpuid)
  const unknown = people.filter(id => !known.includes(id)).join(', ')
  throw rejected(`This portal has no user, or no e-mail address, for ${unknown}`, 'members')
}
