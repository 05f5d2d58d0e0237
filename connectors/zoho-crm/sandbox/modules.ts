import { type Draft, type FieldDef, fieldDefs } from './fields.ts'

export interface ModuleDef {
  readonly name: string
  readonly id: string
  readonly singular: string
  /** The field that a lookup shows as `name`. */
  readonly shows: string
  readonly layoutId: string
  /** Upsert's own duplicate check; null where Zoho does not list the module for upsert. */
  readonly checks: string | null
  readonly onlyAdminsList: boolean
  readonly hasBin: boolean
  readonly watched: boolean
}

const usual = { checks: null, onlyAdminsList: false, hasBin: true, watched: true }

export const modules: readonly ModuleDef[] = [
  {
    ...usual,
    name: 'Accounts',
    singular: 'Account',
    shows: 'Account_Name',
    checks: 'Account_Name',
    ...ids(129),
  },
  { ...usual, name: 'Contacts', singular: 'Contact', shows: 'Full_Name', checks: 'Email', ...ids(130) },
  { ...usual, name: 'Deals', singular: 'Deal', shows: 'Deal_Name', checks: 'Deal_Name', ...ids(131) },
  { ...usual, name: 'Tasks', singular: 'Task', shows: 'Subject', ...ids(132) },
  {
    name: 'Notes',
    singular: 'Note',
    shows: 'Note_Title',
    checks: null,
    onlyAdminsList: true,
    hasBin: false,
    watched: false,
    ...ids(133),
  },
]

function ids(number: number): { readonly id: string; readonly layoutId: string } {
  return { id: `770000000000000${number}`, layoutId: `770000000000091${number}` }
}

export function moduleNamed(name: string): ModuleDef | undefined {
  return modules.find(one => one.name === name)
}

export function moduleDef(name: string): ModuleDef {
  const found = moduleNamed(name)
  if (!found) throw new Error(`no module '${name}'; there are: ${modules.map(one => one.name).join(', ')}`)
  return found
}

const stamps: readonly Draft[] = [
  ['Owner', 'ownerlookup'],
  ['Created_By', 'ownerlookup', { readOnly: true }],
  ['Modified_By', 'ownerlookup', { readOnly: true }],
  ['Created_Time', 'datetime', { readOnly: true }],
  ['Modified_Time', 'datetime', { readOnly: true }],
]

const tagged: readonly Draft[] = [['Tag', 'jsonarray', { initial: [] }]]

function address(prefix: string): readonly Draft[] {
  return ['Street', 'City', 'State', 'Code', 'Country'].map(part => [`${prefix}_${part}`, 'text'] as const)
}

/** Ours on arrival: the admin has added it, as the vendor's pages advise for modules without upsert. */
const batonKey: Draft = ['Baton_Key', 'text', { unique: true, custom: true, label: 'Baton Key' }]

const accounts: readonly Draft[] = [
  ['Account_Name', 'text', { required: true, length: 200 }],
  ['Account_Number', 'bigint'],
  ['Website', 'website'],
  ['Phone', 'phone'],
  ['Industry', 'text'],
  ['Parent_Account', 'lookup', { to: 'Accounts' }],
  ...address('Billing'),
  ...address('Shipping'),
  ['Description', 'textarea'],
  batonKey,
]

const contacts: readonly Draft[] = [
  ['First_Name', 'text', { length: 40 }],
  ['Last_Name', 'text', { required: true, length: 80 }],
  ['Full_Name', 'text', { readOnly: true }],
  ['Email', 'email'],
  ['Phone', 'phone'],
  ['Mobile', 'phone'],
  ['Title', 'text', { length: 100 }],
  ['Account_Name', 'lookup', { to: 'Accounts' }],
  ...address('Mailing'),
  ['Description', 'textarea'],
]

const deals: readonly Draft[] = [
  ['Deal_Name', 'text', { required: true, length: 120 }],
  ['Pipeline', 'picklist', { required: true }],
  ['Stage', 'picklist', { required: true }],
  ['Amount', 'currency'],
  ['Closing_Date', 'date'],
  ['Account_Name', 'lookup', { to: 'Accounts' }],
  ['Contact_Name', 'lookup', { to: 'Contacts' }],
  ['Probability', 'integer'],
  ['Type', 'picklist', { choices: ['New Business', 'Existing Business'] }],
  [
    'Lead_Source',
    'picklist',
    { choices: ['Advertisement', 'Cold Call', 'Partner', 'Web Download', 'Trade Show'] },
  ],
  ['Reason_For_Loss__s', 'text'],
  ['Currency', 'text', { length: 3 }],
  ['Description', 'textarea'],
  ['Baton_Project', 'website', { custom: true, label: 'Baton Project' }],
  ['Baton_Progress', 'integer', { custom: true, label: 'Baton Progress' }],
  batonKey,
]

/** The fifth status is known under two names; `statuses` in pick-lists.ts puts in the one switched on. */
const tasks: readonly Draft[] = [
  ['Subject', 'text', { required: true, length: 255 }],
  ['Description', 'textarea'],
  ['Due_Date', 'date'],
  ['Priority', 'picklist', { choices: ['Highest', 'High', 'Normal', 'Low', 'Lowest'], initial: 'High' }],
  [
    'Status',
    'picklist',
    { choices: ['Not Started', 'Deferred', 'In Progress', 'Completed'], initial: 'Not Started' },
  ],
  ['What_Id', 'lookup', { to: '$se_module' }],
  ['Who_Id', 'lookup', { to: 'Contacts' }],
  ['Closed_Time', 'datetime', { readOnly: true }],
  ['Send_Notification_Email', 'boolean', { initial: false }],
  ['Remind_At', 'jsonobject'],
  ['Recurring_Activity', 'jsonobject'],
  batonKey,
]

const notes: readonly Draft[] = [
  ['Note_Title', 'text', { length: 120 }],
  ['Note_Content', 'textarea', { required: true, length: 65_535 }],
  ['Parent_Id', 'parent', { required: true }],
  ...stamps.map(([name, kind]): Draft => [name, kind, { readOnly: true }]),
]

/** A fresh org's fields, by module. */
export function standardFields(): Map<string, FieldDef[]> {
  return new Map([
    ['Accounts', fieldDefs(10_001, [...accounts, ...tagged, ...stamps])],
    ['Contacts', fieldDefs(10_101, [...contacts, ...tagged, ...stamps])],
    ['Deals', fieldDefs(10_201, [...deals, ...tagged, ...stamps])],
    ['Tasks', fieldDefs(10_301, [...tasks, ...tagged, ...stamps])],
    ['Notes', fieldDefs(10_401, notes)],
  ])
}
