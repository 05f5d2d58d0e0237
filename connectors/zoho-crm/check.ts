import { type Account, type Facts, type Session, VendorError } from '#spi'
import {
  type CrmField,
  type CrmUser,
  fieldList,
  layoutList,
  organisation,
  pipelineList,
  user,
  userList,
} from './api.ts'
import { read } from './client.ts'
import { customOf } from './custom.ts'
import { customFact, type KeyFieldState, keyFieldFact, type Outlook } from './facts.ts'
import { modules } from './modules.ts'
import { type CrmSettings, readSettings } from './settings.ts'

/** Who we are, in which organisation, what the stages mean, and whether our key field is there. */
export async function check(session: Session): Promise<Account> {
  const me = await currentUser(session)
  const answer = await read(session, { path: '/org' }, organisation)
  const org = answer?.org[0]
  const company = org?.company_name ?? 'Zoho CRM'
  const facts: Facts = {
    userId: me.id,
    org: company,
    timeZone: me.time_zone ?? org?.time_zone ?? 'UTC',
    stages: JSON.stringify(await stages(session)),
    ...(org?.zgid ? { orgId: org.zgid } : {}),
    ...(await fieldFacts(session)),
  }
  const account = `${company}, as ${me.email ?? me.full_name ?? me.id}`
  return { account, userId: me.id, facts, ...(org?.zgid ? { identity: org.zgid } : {}) }
}

/** `type=CurrentUser` (zoho.com/crm/developer/docs/api/v8/get-users.html). */
async function currentUser(session: Session): Promise<CrmUser> {
  const answer = await read(session, { path: '/users', query: { type: 'CurrentUser' } }, userList)
  const me = user.safeParse(answer?.users[0])
  if (me.success) return me.data
  throw new VendorError({ kind: 'unexpected', message: 'Zoho CRM does not tell whose token this is' }, null)
}

/** Pipelines belong to layouts, and the layout must be named (get-pipelines.html). */
async function stages(session: Session): Promise<Readonly<Record<string, Outlook>>> {
  const layouts = await read(session, { path: '/settings/layouts', query: { module: 'Deals' } }, layoutList)
  const found: [string, Outlook][] = []
  for (const { id } of layouts?.layouts ?? []) found.push(...(await stagesOfLayout(session, id)))
  return Object.fromEntries(found)
}

async function stagesOfLayout(session: Session, layout: string): Promise<readonly [string, Outlook][]> {
  const answer = await read(
    session,
    { path: '/settings/pipeline', query: { layout_id: layout } },
    pipelineList,
  )
  const maps = (answer?.pipeline ?? []).flatMap(pipeline => pipeline.maps ?? [])
  return maps.flatMap(map => {
    const stage = map.actual_value ?? map.display_value
    return stage ? [[stage, outlookOf(map.forecast_type)] as [string, Outlook]] : []
  })
}

function outlookOf(forecastType: string | null | undefined): Outlook {
  if (forecastType === 'Closed Won') return 'won'
  return forecastType === 'Closed Lost' ? 'lost' : 'open'
}

/** Without the right to read the fields nothing is noted, and a create shows what is missing. */
async function fieldFacts(session: Session): Promise<Facts> {
  const facts: Facts[] = []
  for (const [entity, { name }] of Object.entries(modules)) {
    const found = await fieldsOf(session, name)
    if (found) facts.push(factsOf(entity, found, readSettings(session.settings)))
  }
  return Object.assign({}, ...facts)
}

async function fieldsOf(session: Session, module: string): Promise<readonly CrmField[] | null> {
  try {
    return (await read(session, { path: '/settings/fields', query: { module } }, fieldList))?.fields ?? null
  } catch (error) {
    if (error instanceof VendorError && error.failure.kind === 'forbidden') return null
    throw error
  }
}

/** Whether our key field is there, and which custom fields rows can show. */
function factsOf(entity: string, found: readonly CrmField[], settings: CrmSettings): Facts {
  const { keyField, projectField, progressField } = settings
  const ours = [keyField, projectField, progressField]
  const custom = found.flatMap(each => customOf(each) ?? []).filter(({ api }) => !ours.includes(api))
  const kinds = Object.fromEntries(custom.map(({ api, kind }) => [api, kind]))
  return { [keyFieldFact(entity)]: stateOf(found, keyField), [customFact(entity)]: JSON.stringify(kinds) }
}

/** A field that must not repeat carries a filled `unique` object, others an empty one (field-meta.html). */
function stateOf(fields: readonly CrmField[], keyField: string): KeyFieldState {
  const field = fields.find(each => each.api_name === keyField)
  if (!field) return 'missing'
  return Object.keys(Object(field.unique)).length > 0 ? 'unique' : 'repeatable'
}
