import { type Account, type Facts, type Session, VendorError } from '#spi'
import { type CrmUser, fieldList, layoutList, organisation, pipelineList, user, userList } from './api.ts'
import { read } from './client.ts'
import { type KeyFieldState, keyFieldFact, type Outlook } from './facts.ts'
import { modules } from './modules.ts'
import { readSettings } from './settings.ts'

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
    ...(await keyFields(session)),
  }
  return { account: `${company}, as ${me.email ?? me.full_name ?? me.id}`, userId: me.id, facts }
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
async function keyFields(session: Session): Promise<Facts> {
  const facts: [string, string][] = []
  for (const [entity, { name }] of Object.entries(modules)) {
    const state = await keyField(session, name)
    if (state) facts.push([keyFieldFact(entity), state])
  }
  return Object.fromEntries(facts)
}

async function keyField(session: Session, module: string): Promise<KeyFieldState | null> {
  try {
    const answer = await read(session, { path: '/settings/fields', query: { module } }, fieldList)
    return answer ? stateOf(answer.fields, readSettings(session.settings).keyField) : null
  } catch (error) {
    if (error instanceof VendorError && error.failure.kind === 'forbidden') return null
    throw error
  }
}

/** A field that must not repeat carries a filled `unique` object, others an empty one (field-meta.html). */
function stateOf(fields: readonly { api_name: string; unique?: unknown }[], keyField: string): KeyFieldState {
  const field = fields.find(each => each.api_name === keyField)
  if (!field) return 'missing'
  return Object.keys(Object(field.unique)).length > 0 ? 'unique' : 'repeatable'
}
