import type { Failure, Fields, Session, Write } from '#spi'
import { keyFieldState } from './facts.ts'
import { type Context, columnsOf, moduleOf } from './modules.ts'
import { readSettings } from './settings.ts'
import { toColumn } from './values.ts'

type Upsert = Extract<Write, { op: 'create' | 'update' }>

/** A record as the CRM takes it (zoho.com/crm/developer/docs/api/v8/insert-records.html). */
export function recordFor(
  entity: string,
  write: Upsert,
  context: Context,
): Readonly<Record<string, unknown>> {
  const columns = new Map(Object.entries(columnsOf(entity, context)))
  const values = Object.entries(write.fields).flatMap(([name, value]) => {
    const column = columns.get(name)
    return column ? [[column.api, toColumn(column, value)] as const] : []
  })
  return {
    ...Object.fromEntries(values),
    ...(entity === 'task' ? { ...related(write.fields), Send_Notification_Email: false } : {}),
    ...(write.op === 'create' ? { [readSettings(context.settings).keyField]: write.key } : { id: write.id }),
  }
}

/** A task hangs on one record: the deal where there is one, else the account. The module must be named with it. */
function related({ deal, account }: Fields): Readonly<Record<string, unknown>> {
  if (deal) return { What_Id: { id: deal }, $se_module: 'Deals' }
  if (account) return { What_Id: { id: account }, $se_module: 'Accounts' }
  return deal === null || account === null ? { What_Id: null } : {}
}

/** Why a write cannot be put into the CRM's words at all; null when it can. */
export function unwritable(session: Session, entity: string, write: Upsert): Failure | null {
  const settings = readSettings(session.settings)
  if (write.op === 'create' && keyFieldState(entity, session.facts) === 'missing')
    return {
      kind: 'rejected',
      message: `${moduleOf(entity).name} have no field ${settings.keyField}; add it and check the connection again`,
    }
  if (entity !== 'deal') return null
  if (write.fields.project !== undefined && !settings.projectField) return unnamed('project', 'projectField')
  return write.fields.progress !== undefined && !settings.progressField
    ? unnamed('progress', 'progressField')
    : null
}

function unnamed(field: string, setting: string): Failure {
  return { kind: 'rejected', field, message: `No field of the deal is named in the setting ${setting}` }
}
