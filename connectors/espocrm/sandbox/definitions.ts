/** A field as EspoCRM's metadata has it; several stand for two attributes. */
export interface FieldDef {
  readonly type: string
  readonly required?: boolean
  readonly readOnly?: boolean
  readonly readOnlyAfterCreate?: boolean
  readonly isCustom?: boolean
  readonly audited?: boolean
  readonly maxLength?: number
  readonly default?: unknown
  readonly options?: readonly string[]
  readonly probabilityMap?: Readonly<Record<string, number>>
  /** Of a link: the types it may lead to. */
  readonly entityList?: readonly string[]
  readonly min?: number
  readonly max?: number
  /** Texts with one of these signs are refused. */
  readonly without?: string
}

export type Fields = Readonly<Record<string, FieldDef>>

/** Names take no `<`, `>` or `=` (its pattern `noBadCharacters`). */
const name = { type: 'varchar', required: true, maxLength: 255, without: '<>=' } as const
const user = { type: 'link', entityList: ['User'] } as const
const text = { type: 'text' } as const
const seen: Fields = {
  createdAt: { type: 'datetime', readOnly: true },
  modifiedAt: { type: 'datetime', readOnly: true },
  createdBy: { ...user, readOnly: true },
  modifiedBy: { ...user, readOnly: true },
  versionNumber: { type: 'int', readOnly: true },
  streamUpdatedAt: { type: 'datetime', readOnly: true },
}
/** Made by an admin for Baton. */
const key: Fields = { cBatonKey: { type: 'varchar', maxLength: 100, isCustom: true } }

const account: Fields = {
  name: { ...name, maxLength: 249 },
  website: { type: 'url', maxLength: 255 },
  emailAddress: { type: 'email' },
  phoneNumber: { type: 'phone' },
  type: { type: 'enum', options: ['', 'Customer', 'Investor', 'Partner', 'Reseller'] },
  description: text,
  assignedUser: user,
  ...key,
  ...seen,
}

const opportunity: Fields = {
  name,
  amount: { type: 'currency', required: true, min: 0, audited: true },
  account: { type: 'link', entityList: ['Account'] },
  stage: {
    type: 'enum',
    options: ['Prospecting', 'Qualification', 'Proposal', 'Negotiation', 'Closed Won', 'Closed Lost'],
    default: 'Prospecting',
    audited: true,
    probabilityMap: {
      Prospecting: 10,
      Qualification: 20,
      Proposal: 50,
      Negotiation: 80,
      'Closed Won': 100,
      'Closed Lost': 0,
    },
  },
  lastStage: { type: 'varchar', readOnly: true },
  contactName: { type: 'varchar', readOnly: true },
  probability: { type: 'int', min: 0, max: 100 },
  leadSource: { type: 'enum', options: ['', 'Call', 'Email', 'Partner', 'Web Site', 'Other'] },
  closeDate: { type: 'date', required: true, audited: true },
  description: text,
  assignedUser: user,
  cProjectLink: { type: 'varchar', maxLength: 255, isCustom: true },
  cProgress: { type: 'int', min: 0, max: 100, isCustom: true },
  ...key,
  ...seen,
}

const task: Fields = {
  name,
  status: {
    type: 'enum',
    options: ['Not Started', 'Started', 'Completed', 'Canceled', 'Deferred'],
    default: 'Not Started',
    audited: true,
  },
  priority: { type: 'enum', options: ['Low', 'Normal', 'High', 'Urgent'], default: 'Normal', audited: true },
  dateStart: { type: 'datetimeOptional' },
  dateEnd: { type: 'datetimeOptional', audited: true },
  dateCompleted: { type: 'datetime', readOnly: true },
  description: text,
  parent: { type: 'linkParent', entityList: ['Account', 'Contact', 'Lead', 'Opportunity', 'Case'] },
  assignedUser: { ...user, required: true },
  ...key,
  ...seen,
}

/** What people post on a record; the rest of the stream is made of the history. */
const note: Fields = {
  type: { type: 'enum', options: ['Post'], default: 'Post' },
  post: text,
  parent: { type: 'linkParent', entityList: ['Account', 'Opportunity', 'Task'] },
  isInternal: { type: 'bool', default: false, readOnlyAfterCreate: true },
  number: { type: 'int', readOnly: true },
  createdAt: { type: 'datetime', readOnly: true },
  modifiedAt: { type: 'datetime', readOnly: true },
  createdBy: { ...user, readOnly: true },
  modifiedBy: { ...user, readOnly: true },
}

const users: Fields = {
  userName: { type: 'varchar', required: true, maxLength: 50 },
  name: { type: 'varchar', maxLength: 255 },
  emailAddress: { type: 'email' },
  isActive: { type: 'bool', default: true },
  type: { type: 'enum', options: ['regular', 'admin', 'api'], default: 'regular' },
  createdAt: { type: 'datetime', readOnly: true },
  modifiedAt: { type: 'datetime', readOnly: true },
}

export const definitions: Readonly<Record<string, Fields>> = {
  Account: account,
  Opportunity: opportunity,
  Task: task,
  Note: note,
  User: users,
}

/** The attributes that a field is kept in. */
export function attributesOf(field: string, { type }: FieldDef): readonly string[] {
  switch (type) {
    case 'link':
      return [`${field}Id`]
    case 'linkParent':
      return [`${field}Type`, `${field}Id`]
    case 'currency':
      return [field, `${field}Currency`]
    case 'datetimeOptional':
      return [field, `${field}Date`]
    default:
      return [field]
  }
}
