import { type Account, type Facts, type Session, type Settings, unlessGone, VendorError } from '#spi'
import * as api from './api.ts'
import { listAll, read } from './client.ts'
import { type Catalogue, type Context, type Custom, keyFieldIn, servingAmong } from './facts.ts'
import { listOf } from './names.ts'
import { readProject } from './read.ts'
import { hostOf, readSettings } from './settings.ts'

/** Who we are, and what this Redmine has: statuses, priorities, trackers, custom fields, the place of the clients. */
export async function check(session: Session): Promise<Account> {
  const me = await read(session, '/users/current.json', 'user', api.user)
  if (me.admin !== true) throw notAdmin(me)
  const facts = { catalogue: JSON.stringify(await catalogueOf(session)), user: me.id }
  const lacks = lacking({ settings: session.settings, facts })
  const account = `${hostOf(session.settings)}, as ${me.login ?? me.id}`
  const told = lacks.length === 0 ? account : `${account}; ${lacks.join('; ')}`
  return { account: told, identity: siteIn(session.settings), userId: me.id, facts }
}

/** Redmine has no id of its own that it would tell: the address is all there is. */
function siteIn(settings: Settings): string {
  return readSettings(settings).url.replace(/\/+$/, '')
}

/** Users, their e-mail and custom fields are shown to administrators only. */
function notAdmin({ login }: api.User): VendorError {
  const message = `The key belongs to ${login}, who is no administrator; Redmine shows users and custom fields to none else`
  return new VendorError({ kind: 'forbidden', message }, null)
}

async function catalogueOf(session: Session): Promise<Catalogue> {
  const statuses = await listOf(session, 'status')
  const custom = await listAll(session, '/custom_fields.json', 'custom_fields', api.customField)
  const customFields = custom.flatMap(known)
  return {
    statuses: statuses.map(({ id, name, ...rest }) => ({ id, name, closed: rest.is_closed === true })),
    priorities: (await listOf(session, 'priority')).map(({ id, name }) => ({ id, name })),
    trackers: (await listOf(session, 'tracker')).map(({ id, name }) => ({ id, name })),
    customFields,
    serving: servingAmong(customFields, session.settings),
    clients: await placeOfClients(session),
  }
}

/** Fields of issues and projects that take one value. */
function known(field: api.CustomField): readonly Custom[] {
  const { customized_type: on, id, name, field_format: format } = field
  if ((on !== 'issue' && on !== 'project') || field.multiple === true) return []
  const choices = field.possible_values?.map(one => one.value) ?? null
  const [required, filter] = [field.is_required === true, field.is_filter === true]
  return [{ id, name, on, format, required, filter, choices }]
}

async function placeOfClients(session: Session): Promise<string | null> {
  const { clients } = readSettings(session.settings)
  if (clients === '') return null
  const found = await unlessGone(() => readProject(session, clients))
  if (found) return found.id
  throw new VendorError(
    { kind: 'forbidden', message: `There is no project "${clients}" for the clients` },
    null,
  )
}

/** What an admin should know of: without it something works less well. */
function lacking({ settings, facts }: Context): readonly string[] {
  const key = keyFieldIn(facts)
  const name = `custom field "${readSettings(settings).keyField}"`
  if (!key) return [`issues have no text ${name}, so one whose answer was lost cannot be found again`]
  return key.filter ? [] : [`the ${name} is not used as a filter, so an issue cannot be found by it`]
}

/** Projects and clients carry our key as their identifier; issues need a field that can be searched. */
export function createsOnce(facts: Facts, entity: string): boolean {
  return entity !== 'task' || keyFieldIn(facts)?.filter === true
}
