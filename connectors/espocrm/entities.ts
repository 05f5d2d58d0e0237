import { type Entity, type FieldSpecs, field, shown } from '#spi'

const account: FieldSpecs = {
  name: field('text', 'Name', { required: true, maxLength: 249 }),
  website: field('text', 'Website'),
  phone: field('text', 'Phone'),
  email: field('text', 'E-mail'),
  description: field('text', 'Description'),
  owner: field('person', 'Assigned user'),
}

const deal: FieldSpecs = {
  title: field('text', 'Name', { required: true, maxLength: 255 }),
  stage: field('choice', 'Stage'),
  won: field('flag', 'Won', shown),
  lost: field('flag', 'Lost', shown),
  account: field('ref', 'Account', { entity: 'account' }),
  contact: field('text', 'Contact', shown),
  owner: field('person', 'Assigned user'),
  closing: field('date', 'Close date', { required: true }),
  amount: field('money', 'Amount', { required: true }),
  currency: field('choice', 'Currency of the amount'),
  probability: field('number', 'Probability in percent'),
  source: field('choice', 'Lead source'),
  description: field('text', 'Description'),
  project: field('text', 'Project link'),
  progress: field('number', 'Project progress'),
}

const task: FieldSpecs = {
  title: field('text', 'Name', { required: true, maxLength: 255 }),
  description: field('text', 'Description'),
  dueDate: field('date', 'Due date'),
  priority: field('choice', 'Priority'),
  status: field('choice', 'Status', { closed: ['Completed', 'Canceled'] }),
  owner: field('person', 'Assigned user', { required: true }),
  deal: field('ref', 'Opportunity', { entity: 'deal' }),
  account: field('ref', 'Account', { entity: 'account' }),
}

const note: FieldSpecs = {
  text: field('text', 'Post', { required: true }),
  author: field('person', 'Author', shown),
  authorName: field('text', 'Name of the author', shown),
  at: field('moment', 'Posted', shown),
  private: field('flag', 'Internal (when posted)'),
  files: field('tags', 'Files', shown),
  task: field('ref', 'Task', { entity: 'task', required: true }),
}

const user: FieldSpecs = {
  name: field('text', 'Name', shown),
  email: field('text', 'E-mail', shown),
  active: field('flag', 'Active', shown),
  login: field('text', 'User name', shown),
}

/** Most records a list gives at once; more is refused. */
export const listSize = 200

function records(title: string, fields: FieldSpecs): Entity {
  return {
    title,
    fields,
    pageSize: listSize,
    bulk: 1,
    can: { create: true, update: true, delete: true, since: true, ifVersion: true, createOnce: true },
    deletions: 'hooked',
  }
}

/** No choices: lists of words are the admin's to edit, and `describe` tells what they are at one site. */
export const entities = {
  account: records('Account', account),
  deal: records('Opportunity', deal),
  task: records('Task', task),
  note: {
    ...records('Note of the stream', note),
    can: { create: true, update: true, delete: true, since: true, ifVersion: true, createOnce: false },
    deletions: 'swept',
    // Users of the portal read what is posted on what they may see, internal notes excepted.
    inside: { entity: 'task', field: 'task', news: 'listed', clients: true },
  },
  user: {
    title: 'User',
    fields: user,
    pageSize: listSize,
    bulk: 1,
    can: { create: false, update: false, delete: false, since: false, ifVersion: false, createOnce: false },
    deletions: 'swept',
  },
} as const satisfies Readonly<Record<string, Entity>>
