import { type Entity, type FieldSpecs, field, shown } from '#spi'
import { queryRows } from './coql.ts'

const account: FieldSpecs = {
  name: field('text', 'Account name', { required: true }),
  website: field('text', 'Website'),
  phone: field('text', 'Phone'),
  owner: field('person', 'Owner'),
}

const contact: FieldSpecs = {
  name: field('text', 'Full name', shown),
  firstName: field('text', 'First name', shown),
  lastName: field('text', 'Last name', shown),
  email: field('text', 'E-mail', shown),
  phone: field('text', 'Phone', shown),
  account: field('ref', 'Account', { entity: 'account', writable: false }),
  owner: field('person', 'Owner', shown),
}

const deal: FieldSpecs = {
  title: field('text', 'Deal name', { required: true }),
  pipeline: field('choice', 'Pipeline'),
  stage: field('choice', 'Stage', { required: true }),
  won: field('flag', 'Won', shown),
  lost: field('flag', 'Lost', shown),
  account: field('ref', 'Account', { entity: 'account' }),
  accountName: field('text', 'Name of the account', shown),
  contact: field('text', 'Contact', shown),
  owner: field('person', 'Owner'),
  closing: field('date', 'Closing date'),
  amount: field('money', 'Amount'),
  type: field('choice', 'Type'),
  description: field('text', 'Description', { maxLength: 32_000 }),
  project: field('text', 'Project link'),
  progress: field('number', 'Project progress'),
}

const task: FieldSpecs = {
  title: field('text', 'Subject', { required: true, maxLength: 255 }),
  description: field('text', 'Description', { maxLength: 32_000 }),
  dueDate: field('date', 'Due date'),
  priority: field('choice', 'Priority'),
  status: field('choice', 'Status'),
  owner: field('person', 'Owner'),
  deal: field('ref', 'Deal', { entity: 'deal' }),
  account: field('ref', 'Account', { entity: 'account' }),
}

const note: FieldSpecs = {
  text: field('text', 'Note', { required: true, maxLength: 65_535 }),
  author: field('person', 'Author', shown),
  authorName: field('text', 'Name of the author', shown),
  at: field('moment', 'Written', shown),
  files: field('tags', 'Files', shown),
  task: field('ref', 'Task', { entity: 'task', required: true }),
}

const user: FieldSpecs = {
  name: field('text', 'Name', shown),
  email: field('text', 'E-mail', shown),
  active: field('flag', 'Active', shown),
  zuid: field('text', 'Zoho account id', shown),
}

const full = { create: true, update: true, delete: true, since: true, ifVersion: true, createOnce: true }
const readOnly = { ...full, create: false, update: false, delete: false, ifVersion: false, createOnce: false }

function records(title: string, fields: FieldSpecs, can: Entity['can'] = full): Entity {
  return { title, fields, pageSize: queryRows, bulk: 100, can, deletions: 'pulled' }
}

/** No choices: picklists are the admin's to edit (zoho.com/crm/developer/docs/api/v8/field-meta.html). */
export const entities = {
  account: records('Account', account),
  contact: records('Contact', contact, readOnly),
  deal: records('Deal', deal),
  task: records('Task', task),
  note: {
    title: 'Note',
    fields: note,
    pageSize: 200,
    bulk: 100,
    can: { ...full, createOnce: false },
    deletions: 'swept',
    inside: { entity: 'task', field: 'task', news: 'listed', clients: false },
  },
  user: {
    title: 'User',
    fields: user,
    pageSize: 200,
    bulk: 1,
    can: { ...readOnly, since: false },
    deletions: 'swept',
  },
} as const satisfies Readonly<Record<string, Entity>>
