import { type Entity, type FieldSpecs, field, shown } from '#spi'
import { perPage } from './client.ts'

const client: FieldSpecs = { name: field('text', 'Company name', { required: true }) }

const contact: FieldSpecs = {
  name: field('text', 'Name', shown),
  email: field('text', 'E-mail', shown),
  client: field('ref', 'Client', { ...shown, entity: 'client' }),
}

const project: FieldSpecs = {
  name: field('text', 'Name', { required: true, maxLength: 200 }),
  description: field('rich-text', 'Description', { maxLength: 80_000 }),
  owner: field('person', 'Owner'),
  start: field('date', 'Start date'),
  end: field('date', 'End date'),
  strict: field('flag', 'Strict project', shown),
  client: field('ref', 'Client', { entity: 'client' }),
  template: field('text', 'Template (when created)'),
  group: field('text', 'Group'),
  members: field('people', 'Members (added, never taken out)'),
  status: field('text', 'Status', shown),
  closed: field('flag', 'Closed', shown),
  progress: field('number', 'Percent complete', shown),
  openTasks: field('number', 'Open tasks', shown),
  closedTasks: field('number', 'Closed tasks', shown),
}

const task: FieldSpecs = {
  title: field('text', 'Name', { required: true, maxLength: 10_000 }),
  description: field('rich-text', 'Description', { maxLength: 80_000 }),
  dueDate: field('date', 'Due date'),
  priority: field('choice', 'Priority', { choices: ['none', 'low', 'medium', 'high'] }),
  status: field('choice', 'Status'),
  closed: field('flag', 'Closed', shown),
  owner: field('people', 'Owners'),
  project: field('ref', 'Project', { entity: 'project', required: true }),
  parent: field('ref', 'Parent task', { entity: 'task' }),
  tasklist: field('text', 'Task list'),
  tags: field('tags', 'Tags'),
}

const comment: FieldSpecs = {
  text: field('rich-text', 'Comment', { required: true, maxLength: 80_000 }),
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

const oneByOne = { pageSize: perPage, bulk: 1, deletions: 'swept' } as const
const full = { create: true, update: true, delete: true, since: true, ifVersion: true, createOnce: true }
const never = {
  create: false,
  update: false,
  delete: false,
  since: false,
  ifVersion: false,
  createOnce: false,
}

/** `ifVersion` is kept by reading just before writing: the vendor has no condition of its own. */
export const entities = {
  client: { title: 'Client', fields: client, ...oneByOne, can: { ...never, create: true } },
  contact: { title: 'Contact', fields: contact, ...oneByOne, can: never },
  project: { title: 'Project', fields: project, ...oneByOne, can: full },
  task: { title: 'Task', fields: task, ...oneByOne, can: full, moves: true },
  comment: {
    title: 'Comment',
    fields: comment,
    ...oneByOne,
    can: { ...full, since: false, createOnce: false },
    // Whether a comment moves its task's time is not documented; client users read along.
    inside: { entity: 'task', field: 'task', news: 'unsure', clients: true },
  },
  user: { title: 'User', fields: user, ...oneByOne, can: never },
} as const satisfies Readonly<Record<string, Entity>>
