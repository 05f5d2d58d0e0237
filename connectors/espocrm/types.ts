import type { Session } from '#spi'
import { type CustomType, customFieldsIn, customTypes } from './facts.ts'
import { readSettings } from './settings.ts'

/** What is known of one site. */
export type Site = Pick<Session, 'settings' | 'facts'>

/** How an attribute of EspoCRM becomes a value of Baton and back. */
export type Kind = 'plain' | 'money' | 'number'

export interface Column {
  /** EspoCRM's own name of the attribute. */
  readonly api: string
  readonly kind: Kind
}

export interface RecordType {
  /** EspoCRM's own name of the type. */
  readonly name: string
  readonly columns: Readonly<Record<string, Column>>
}

export type RecordEntity = 'account' | 'deal' | 'task'

const plain = (api: string): Column => ({ api, kind: 'plain' })

/** Our entities as types of EspoCRM. A task's due date and parent are made of two attributes each (`task.ts`). */
export const types: Readonly<Record<RecordEntity, RecordType>> = {
  account: {
    name: 'Account',
    columns: {
      name: plain('name'),
      website: plain('website'),
      phone: plain('phoneNumber'),
      email: plain('emailAddress'),
      description: plain('description'),
      owner: plain('assignedUserId'),
    },
  },
  deal: {
    name: 'Opportunity',
    columns: {
      title: plain('name'),
      stage: plain('stage'),
      account: plain('accountId'),
      contact: plain('contactName'),
      owner: plain('assignedUserId'),
      closing: plain('closeDate'),
      amount: { api: 'amount', kind: 'money' },
      currency: plain('amountCurrency'),
      probability: { api: 'probability', kind: 'number' },
      source: plain('leadSource'),
      description: plain('description'),
    },
  },
  task: {
    name: 'Task',
    columns: {
      title: plain('name'),
      description: plain('description'),
      priority: plain('priority'),
      status: plain('status'),
      owner: plain('assignedUserId'),
    },
  },
}

export function isRecordEntity(entity: string): entity is RecordEntity {
  return Object.hasOwn(types, entity)
}

/** The type of an entity. Asking for one that is none is a bug of the caller. */
export function typeOf(entity: string): RecordType {
  if (!isRecordEntity(entity)) throw new Error(`EspoCRM keeps no records of "${entity}"`)
  return types[entity]
}

/** What an entity's records are called at EspoCRM, users and notes included. */
export function typeName(entity: string): string {
  if (entity === 'note') return 'Note'
  return entity === 'user' ? 'User' : typeOf(entity).name
}

/** The entity that records of a type are, by EspoCRM's name of it. */
export function entityOfType(name: unknown): RecordEntity | null {
  const found = Object.entries(types).find(([, type]) => type.name === name)
  return found ? (found[0] as RecordEntity) : null
}

/** An entity's columns at this site: the fixed ones, the site's own, and those that the settings name. */
export function columnsOf(entity: string, { settings, facts }: Site): Readonly<Record<string, Column>> {
  const { projectField, progressField } = readSettings(settings)
  const custom = isRecordEntity(entity) ? Object.entries(customFieldsIn(entity, facts)) : []
  return {
    ...Object.fromEntries(custom.map(([api, type]) => [api, { api, kind: kindOf(type) }])),
    ...typeOf(entity).columns,
    ...(entity === 'deal' && projectField ? { project: plain(projectField) } : {}),
    ...(entity === 'deal' && progressField
      ? { progress: { api: progressField, kind: 'number' } as const }
      : {}),
  }
}

function kindOf(type: CustomType): Kind {
  return customTypes[type] === 'number' ? 'number' : 'plain'
}

/** Fields of EspoCRM whose attribute has another name. */
const attributes: Readonly<Record<string, string>> = { assignedUser: 'assignedUserId', account: 'accountId' }

/** Our name of a field that EspoCRM complains about; undefined where it is none of ours. */
export function fieldNamed(entity: string, api: string | undefined, site: Site): string | undefined {
  if (api === undefined) return undefined
  if (entity === 'task' && /^dateEnd(Date)?$/.test(api)) return 'dueDate'
  if (entity === 'task' && /^parent(Id|Type)?$/.test(api)) return 'deal'
  const attribute = attributes[api] ?? api
  return Object.entries(columnsOf(entity, site)).find(([, column]) => column.api === attribute)?.[0]
}
