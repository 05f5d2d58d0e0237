import { type DoctorAsk, doubtful, type Finding, type Session, VendorError, wrong } from '#spi'
import * as api from './api.ts'
import { list } from './client.ts'
import { clientsAreOutOfReach, keyFieldIsMissing } from './facts.ts'
import { isId } from './ids.ts'
import { isRefusal } from './read.ts'
import { templateNames } from './resolve.ts'
import type { Route } from './routes.ts'
import { readSettings } from './settings.ts'

/** What an admin should know of this portal. */
export async function doctor(session: Session, ask: DoctorAsk): Promise<readonly Finding[]> {
  return [
    ...(await missingRights(session)),
    ...(await taskLists(session)),
    ...keyFields(session),
    ...ourselves(session),
    ...clients(session),
    ...(await templatesByName(session)),
    ...(await otherConnectors(session, ask)),
  ]
}

const reads: readonly Route[] = ['GET /projects', 'GET /tasks', 'GET /users', 'GET /projectgroups']

/** Not every portal has these, so only a plain word about the scope counts. */
const optional: readonly Route[] = ['GET /tags', 'GET /settings/fields', 'GET /settings/global-statuses']

/** One read for each scope; what a scope allows to write is only seen when it is written. */
async function missingRights(session: Session): Promise<readonly Finding[]> {
  const { clients } = readSettings(session.settings)
  const unsure: readonly Route[] = clients === 'off' ? optional : ['GET /clients', ...optional]
  const found = await Promise.all([
    ...reads.map(route => refusalOf(session, route, () => true)),
    ...unsure.map(route => refusalOf(session, route, code => code === 'INVALID_OAUTHSCOPE')),
  ])
  return found.flatMap(message => (message === null ? [] : [lacking(message)]))
}

function lacking(message: string): Finding {
  return wrong(message, 'Consent again, or give the right.')
}

/** They have a scope of their own, and are listed within a project only: any will do. */
async function taskLists(session: Session): Promise<readonly Finding[]> {
  const ids = await anyProject(session)
  if (ids.length === 0) return []
  const message = await refusalOf(
    session,
    'GET /projects/{id}/tasklists',
    code => code === 'INVALID_OAUTHSCOPE',
    ids,
  )
  return message === null ? [] : [lacking(message)]
}

async function anyProject(session: Session): Promise<readonly string[]> {
  try {
    return (await list(session, 'GET /projects', api.entry)).items.slice(0, 1).map(({ id }) => id)
  } catch (error) {
    if (error instanceof VendorError && isRefusal(error)) return []
    throw error
  }
}

async function refusalOf(
  session: Session,
  route: Route,
  counts: (code: string | undefined) => boolean,
  ids: readonly string[] = [],
): Promise<string | null> {
  try {
    await list(session, route, api.entry, { ids })
    return null
  } catch (error) {
    if (!(error instanceof VendorError) || !isRefusal(error)) throw error
    const { kind, code, message } = error.failure
    return kind === 'forbidden' && counts(code) ? message : null
  }
}

/** Then a mapping that names one by its name would only be held when a deal is won. */
async function templatesByName(session: Session): Promise<readonly Finding[]> {
  try {
    if ((await templateNames(session)).length > 0) return []
  } catch (error) {
    if (error instanceof VendorError && isRefusal(error)) return []
    throw error
  }
  return [
    doubtful(
      'The portal does not list its project templates.',
      'Name a template by its id in the mapping: the long number in its address.',
    ),
  ]
}

function keyFields({ facts, settings }: Session): readonly Finding[] {
  const { keyField } = readSettings(settings)
  return ['project', 'task']
    .filter(entity => keyFieldIsMissing(entity, facts))
    .map(entity =>
      wrong(
        `The layouts of ${entity}s have no field ${keyField}: Baton creates none.`,
        `In Setup > Layouts and Fields add a Single Line field whose API name is ${keyField}, then check again.`,
      ),
    )
}

function ourselves({ facts }: Session): readonly Finding[] {
  if (facts.userId) return []
  const advice = 'Set `user` to the e-mail of the user that Baton signs in as.'
  return [doubtful("Zoho does not tell whose token this is, so our own edits look like anybody's.", advice)]
}

function clients({ facts }: Session): readonly Finding[] {
  if (!clientsAreOutOfReach(facts)) return []
  const advice = 'Name the client of a project in the mapping desk where it matters; deals go on without.'
  return [doubtful('Clients cannot be read or made here: projects are made without one.', advice)]
}

/** As many linked projects are looked at; each costs a call. */
const looked = 5

/** Zoho's own CRM integration writes tasks too, and the two would write over one another. */
async function otherConnectors(session: Session, { rows }: DoctorAsk): Promise<readonly Finding[]> {
  const projects = (rows.project ?? []).filter(isId).slice(0, looked)
  const tied = await Promise.all(projects.map(id => isTied(session, id)))
  const ids = projects.filter((_, at) => tied[at])
  if (ids.length === 0) return []
  const advice = 'Switch the task sync of the CRM integration off, or take these projects out of it.'
  return [wrong(`Zoho's own CRM integration holds deals of the projects ${ids.join(', ')}.`, advice)]
}

async function isTied(session: Session, id: string): Promise<boolean> {
  try {
    return (await list(session, 'GET /projects/{id}/crm/deals', api.entry, { ids: [id] })).items.length > 0
  } catch (error) {
    if (error instanceof VendorError && isRefusal(error)) return false
    throw error
  }
}
