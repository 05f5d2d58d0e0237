import type { Session } from '#spi'
import { customIn } from './facts.ts'
import type { Kind } from './kinds.ts'
import { readSettings } from './settings.ts'

/** What of a session tells how an account keeps its records. */
export type Context = Pick<Session, 'settings' | 'facts'>

export interface Column {
  /** The CRM's own name of the field. */
  readonly api: string
  readonly kind: Kind
}

export interface Module {
  /** The CRM's own name of the module. */
  readonly name: string
  /** The module's name in the CRM's web addresses, which is older. */
  readonly tab: string
  readonly columns: Readonly<Record<string, Column>>
  /** Fields that are asked for besides, because a value is made from several of them. */
  readonly also: readonly string[]
}

export type RecordEntity = 'account' | 'contact' | 'deal' | 'task'

/** Our entities as modules of the CRM (zoho.com/crm/developer/docs/api/v8/modules-api.html, field-meta.html). */
export const modules: Readonly<Record<RecordEntity, Module>> = {
  account: {
    name: 'Accounts',
    tab: 'Accounts',
    columns: {
      name: { api: 'Account_Name', kind: 'plain' },
      website: { api: 'Website', kind: 'plain' },
      phone: { api: 'Phone', kind: 'plain' },
      owner: { api: 'Owner', kind: 'link' },
    },
    also: [],
  },
  contact: {
    name: 'Contacts',
    tab: 'Contacts',
    columns: {
      name: { api: 'Full_Name', kind: 'plain' },
      firstName: { api: 'First_Name', kind: 'plain' },
      lastName: { api: 'Last_Name', kind: 'plain' },
      email: { api: 'Email', kind: 'plain' },
      phone: { api: 'Phone', kind: 'plain' },
      account: { api: 'Account_Name', kind: 'link' },
      owner: { api: 'Owner', kind: 'link' },
    },
    also: [],
  },
  deal: {
    name: 'Deals',
    tab: 'Potentials',
    columns: {
      title: { api: 'Deal_Name', kind: 'plain' },
      pipeline: { api: 'Pipeline', kind: 'plain' },
      stage: { api: 'Stage', kind: 'plain' },
      account: { api: 'Account_Name', kind: 'link' },
      accountName: { api: 'Account_Name', kind: 'link-name' },
      contact: { api: 'Contact_Name', kind: 'link-name' },
      owner: { api: 'Owner', kind: 'link' },
      closing: { api: 'Closing_Date', kind: 'plain' },
      amount: { api: 'Amount', kind: 'money' },
      type: { api: 'Type', kind: 'plain' },
      description: { api: 'Description', kind: 'plain' },
    },
    also: [],
  },
  task: {
    name: 'Tasks',
    tab: 'Tasks',
    columns: {
      title: { api: 'Subject', kind: 'plain' },
      description: { api: 'Description', kind: 'plain' },
      dueDate: { api: 'Due_Date', kind: 'plain' },
      priority: { api: 'Priority', kind: 'plain' },
      status: { api: 'Status', kind: 'plain' },
      owner: { api: 'Owner', kind: 'link' },
    },
    also: ['What_Id', '$se_module'],
  },
}

/** The module of an entity. Asking for one that is no module is a bug of the caller. */
export function moduleOf(entity: string): Module {
  if (!isRecordEntity(entity)) throw new Error(`Zoho CRM keeps no records of "${entity}"`)
  return modules[entity]
}

export function isRecordEntity(entity: string): entity is RecordEntity {
  return Object.hasOwn(modules, entity)
}

/** The entity that a module's records are, by the CRM's name of the module. */
export function entityOfModule(name: string): RecordEntity | null {
  const found = Object.entries(modules).find(([, module]) => module.name === name)
  return found ? (found[0] as RecordEntity) : null
}

/** An entity's columns in this account: the fixed ones, those that the settings name, and its custom fields. */
export function columnsOf(entity: string, { settings, facts }: Context): Readonly<Record<string, Column>> {
  const { projectField, progressField } = readSettings(settings)
  const custom = Object.entries(customIn(entity, facts)).map(([api, kind]) => [api, { api, kind }] as const)
  return {
    ...Object.fromEntries(custom),
    ...moduleOf(entity).columns,
    ...(entity === 'deal' && projectField ? { project: { api: projectField, kind: 'plain' } as const } : {}),
    ...(entity === 'deal' && progressField
      ? { progress: { api: progressField, kind: 'number' } as const }
      : {}),
  }
}

/** The CRM's name of the field that holds one of ours; undefined where none does. */
export function apiOf(entity: string, name: string, context: Context): string | undefined {
  if (entity === 'task' && (name === 'deal' || name === 'account')) return 'What_Id'
  if (entity === 'deal' && (name === 'won' || name === 'lost')) return 'Stage'
  return new Map(Object.entries(columnsOf(entity, context))).get(name)?.api
}

/** Our name of a field that the CRM complains about; undefined where it is none of ours. */
export function fieldNamed(entity: string, api: unknown, context: Context): string | undefined {
  const found = Object.entries(columnsOf(entity, context)).find(([, column]) => column.api === api)
  return found?.[0] ?? (entity === 'task' && api === 'What_Id' ? 'deal' : undefined)
}
