import { type Account, type Facts, type Session, unlessGone, VendorError } from '#spi'
import * as api from './api.ts'
import { call, list, shaped } from './client.ts'
import { customOf } from './custom.ts'
import { customFact, type KnownStatus, keyFieldFact } from './facts.ts'
import { walk } from './lists.ts'
import { type Customised, portalFields } from './portal-fields.ts'
import { clientOf, isRefusal } from './read.ts'
import { globalStatuses, statusesOfTasks } from './resolve.ts'
import { readSettings } from './settings.ts'

type Portal = ReturnType<typeof api.portal.parse>

/** Which portal, its zone, who we are in it, and the task statuses that can be learned. */
export async function check(session: Session): Promise<Account> {
  const portal = await ourPortal(session)
  const inPortal: Session = within(session, portal)
  const me = await ourselves(inPortal)
  const userId = me?.zpuid ?? ''
  const name = portal.org_name ?? portal.portal_name ?? portal.id
  const facts = {
    ...inPortal.facts,
    userId,
    timeZone: portal.timezone ?? 'UTC',
    statuses: JSON.stringify(await statuses(inPortal)),
    clients: await clientsProbe(inPortal),
    ...(await fieldFacts(inPortal, 'project')),
    ...(await fieldFacts(inPortal, 'task')),
  }
  const account = me ? `${name}, as ${me.email ?? me.name ?? userId}` : name
  return { account, identity: portal.id, userId, facts }
}

function within(session: Session, portal: Portal): Session {
  const portalName = portal.portal_name ?? portal.id
  return { ...session, send: request => session.send(request), facts: { portal: portal.id, portalName } }
}

async function ourPortal(session: Session): Promise<Portal> {
  const wanted = readSettings(session.settings).portal
  const { items } = await list(session, 'GET /portals', api.portal)
  const found = items.find(portal => portal.id === wanted || portal.portal_name === wanted)
  if (found) return found
  const names = items.map(portal => portal.portal_name ?? portal.id).join(', ')
  throw new VendorError(
    { kind: 'forbidden', message: `No portal "${wanted}"; this user sees: ${names}` },
    null,
  )
}

/**
 * V3 does not tell whose token this is. The setting names the user, or V2's `login_id` does while V2 lives. A
 * guess (the portal's owner, say) would pass a person's edits off as our own, so rather nobody.
 */
async function ourselves(session: Session): Promise<api.Person | null> {
  const { user } = readSettings(session.settings)
  const zuid = user === undefined ? await loginId(session) : null
  const isUs = (person: api.Person): boolean =>
    user === undefined ? zuid !== null && person.zuid === zuid : sameMail(person.email, user)
  const pageOf = (page: number) => list(session, 'GET /users', api.person, { page })
  const people = await walk(50, pageOf, seen => seen.some(isUs))
  const me = people.find(isUs) ?? null
  if (me || user === undefined) return me
  throw new VendorError({ kind: 'forbidden', message: `Nobody in this portal has the e-mail ${user}` }, null)
}

function sameMail(a: string | null | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase()
}

async function loginId(session: Session): Promise<string | null> {
  try {
    const response = await call(session, 'GET /restapi/portals')
    return shaped(api.legacyPortals, response.body, response).login_id
  } catch (error) {
    if (error instanceof VendorError && (isRefusal(error) || error.failure.kind === 'unauthorized'))
      return null
    throw error
  }
}

/** The portal's list where there is one, and what stands on its newest tasks. */
async function statuses(session: Session): Promise<readonly KnownStatus[]> {
  const used = (await unlessGone(() => statusesOfTasks(session))) ?? []
  const all = [...(await globalStatuses(session)), ...used]
  const byId = new Map(all.flatMap(({ id, name }) => (name ? [[id, { id, name }] as const] : [])))
  return [...byId.values()]
}

/** Whether clients can be read here: the portal's list of them, and those of one project where there is one yet. */
async function clientsProbe(session: Session): Promise<'told' | 'refused'> {
  if (readSettings(session.settings).clients === 'off') return 'refused'
  const { items } = await list(session, 'GET /projects', api.project)
  const [first] = items
  if (!(await clientsAreListed(session))) return 'refused'
  return first && (await clientOf(session, first.id)) === undefined ? 'refused' : 'told'
}

async function clientsAreListed(session: Session): Promise<boolean> {
  try {
    await list(session, 'GET /clients', api.client)
    return true
  } catch (error) {
    if (error instanceof VendorError && isRefusal(error)) return false
    throw error
  }
}

/** Whether our key field is there, and which custom fields rows can show; nothing where the portal does not tell. */
async function fieldFacts(session: Session, entity: Customised): Promise<Facts> {
  const found = await portalFields(session, entity)
  if (!found || found.length === 0) return {}
  const { keyField } = readSettings(session.settings)
  const custom = found.flatMap(each => customOf(each) ?? []).filter(each => each.api !== keyField)
  return {
    [keyFieldFact(entity)]: found.some(each => each.api_name === keyField) ? 'there' : 'missing',
    [customFact(entity)]: JSON.stringify(Object.fromEntries(custom.map(({ api, kind }) => [api, kind]))),
  }
}
