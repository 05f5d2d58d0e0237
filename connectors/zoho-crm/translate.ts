import { type Facts, type Fields, fingerprint, instant, type Row, type Value } from '#spi'
import { type CrmRecord, type CrmUser, lookup } from './api.ts'
import { stagesIn } from './facts.ts'
import { type Column, type Context, columnsOf, entityOfModule, moduleOf } from './modules.ts'
import { hostsOf, readSettings } from './settings.ts'
import { fromColumn, isUnreadable } from './values.ts'

/** A record of the CRM as a row. Its version is its time of change, which has whole seconds only. */
export function rowOf(entity: string, record: CrmRecord, context: Context): Row {
  const changedAt = instant(record.Modified_Time)
  const url = webPage(entity, record.id, context)
  const key = record[readSettings(context.settings).keyField]
  return {
    id: record.id,
    version: changedAt ?? fingerprint(record),
    changedAt,
    changedBy: record.Modified_By?.id ?? null,
    fields: fieldsOf(entity, record, context),
    ...unreadIn(entity, record, context),
    ...(typeof key === 'string' && key !== '' ? { key } : {}),
    ...(url === null ? {} : { url }),
  }
}

function columnsIn(entity: string, context: Context): readonly (readonly [string, Column])[] {
  return Object.entries(columnsOf(entity, context))
}

/** Values in a form that nobody documented: left out of the fields, and named. */
function unreadIn(entity: string, record: CrmRecord, context: Context): Pick<Row, 'unread'> {
  const garbled = columnsIn(entity, context)
    .filter(([, column]) => isUnreadable(column, record[column.api]))
    .map(([name]) => name)
  const names = entity === 'task' && target(record) === undefined ? [...garbled, 'deal', 'account'] : garbled
  const why = 'Zoho CRM shows it in an unknown form'
  return names.length === 0 ? {} : { unread: Object.fromEntries(names.map(name => [name, why])) }
}

function fieldsOf(entity: string, record: CrmRecord, context: Context): Fields {
  const { facts } = context
  const seen = columnsIn(entity, context).flatMap(([name, column]) => {
    const raw = record[column.api]
    const value = raw === undefined ? undefined : fromColumn(column, raw)
    return value === undefined ? [] : [[name, value] as const]
  })
  const plain: Fields = Object.fromEntries(seen)
  if (entity === 'deal') return { ...plain, ...outlook(plain.stage, facts) }
  return entity === 'task' ? { ...plain, ...relatedTo(record) } : plain
}

/** Won and lost follow from the stage's forecast type, never from its name; unsaid for a stage that is unknown. */
function outlook(stage: Value | undefined, facts: Facts): Fields {
  if (typeof stage !== 'string') return {}
  const meaning = new Map(Object.entries(stagesIn(facts))).get(stage)
  return meaning === undefined ? {} : { won: meaning === 'won', lost: meaning === 'lost' }
}

/** A task hangs on one record of any module: `What_Id`, with its module beside it in `$se_module`. */
function relatedTo(record: CrmRecord): Fields {
  const id = target(record)
  if (id === undefined) return {}
  const entity = entityOfModule(String(record.$se_module ?? ''))
  return { deal: entity === 'deal' ? id : null, account: entity === 'account' ? id : null }
}

/** Null: on nothing. Undefined: on something that cannot be read. */
function target(record: CrmRecord): string | null | undefined {
  if (record.What_Id === null || record.What_Id === undefined) return null
  return lookup.safeParse(record.What_Id).data?.id
}

/** A user as a row. Lists of users do not tell when a user changed, so the version is a mark of the content. */
export function userRow(user: CrmUser): Row {
  const name = user.full_name ?? [user.first_name, user.last_name].filter(Boolean).join(' ')
  const fields: Fields = {
    name: name === '' ? null : name,
    email: user.email ?? null,
    active: user.status === 'active',
    zuid: user.zuid ?? null,
  }
  const changedAt = instant(user.Modified_Time)
  return { id: user.id, version: fingerprint(fields), changedAt, changedBy: null, fields }
}

/** The record's page. The form of the address is not documented; it is what the CRM's own screens show. */
export function webPage(entity: string, id: string, { settings, facts }: Context): string | null {
  if (!facts.orgId) return null
  return `https://${hostsOf(settings).web}/crm/org${facts.orgId}/tab/${moduleOf(entity).tab}/${id}`
}
