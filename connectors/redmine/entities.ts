import { type Entity, type FieldSpecs, field, shown } from '#spi'
import { postsAsAuthors } from './as-author.ts'
import { perPage } from './client.ts'

const client: FieldSpecs = {
  name: field('text', 'Name', { required: true, maxLength: 255 }),
  active: field('flag', 'In use', shown),
}

const project: FieldSpecs = {
  name: field('text', 'Name', { required: true, maxLength: 255 }),
  description: field('text', 'Description'),
  client: field('ref', 'Project above it', { entity: 'client' }),
  template: field('text', 'Project to copy from (when created)'),
  identifier: field('text', 'Identifier', shown),
  closed: field('flag', 'Closed', shown),
}

const task = {
  title: field('text', 'Subject', { required: true, maxLength: 255 }),
  description: field('text', 'Description'),
  startDate: field('date', 'Start date'),
  dueDate: field('date', 'Due date'),
  priority: field('choice', 'Priority'),
  status: field('choice', 'Status'),
  closed: field('flag', 'Closed', shown),
  owner: field('person', 'Assignee'),
  project: field('ref', 'Project', { entity: 'project', required: true }),
  parent: field('ref', 'Parent task', { entity: 'task' }),
  tracker: field('choice', 'Tracker'),
  progress: field('number', '% Done'),
} satisfies FieldSpecs

const comment: FieldSpecs = {
  text: field('text', 'Note', { required: true }),
  author: field('person', 'Author', shown),
  authorName: field('text', 'Name of the author', shown),
  at: field('moment', 'Written', shown),
  private: field('flag', 'Private (when added)'),
  files: field('tags', 'Files', shown),
  task: field('ref', 'Issue', { entity: 'task', required: true }),
}

const version: FieldSpecs = {
  name: field('text', 'Name', shown),
  dueDate: field('date', 'Date', shown),
  status: field('text', 'Status', shown),
  project: field('ref', 'Project', { ...shown, entity: 'project' }),
}

const user: FieldSpecs = {
  name: field('text', 'Name', shown),
  email: field('text', 'E-mail', shown),
  login: field('text', 'Login', shown),
  active: field('flag', 'Active', shown),
}

const oneByOne = { pageSize: perPage, bulk: 1, deletions: 'swept' } as const
const never = {
  create: false,
  update: false,
  delete: false,
  since: false,
  ifVersion: false,
  createOnce: false,
}
/** A deleted project is lost with all that is in it, so Baton deletes none. */
const kept = { ...never, create: true, update: true, ifVersion: true, createOnce: true }

/** `ifVersion` is kept by reading just before writing: Redmine has no condition of its own. */
export const entities = {
  client: { title: 'Client', fields: client, ...oneByOne, can: { ...kept }, active: 'active' },
  project: { title: 'Project', fields: project, ...oneByOne, can: { ...kept } },
  task: { title: 'Issue', fields: task, ...oneByOne, can: { ...kept, delete: true, since: true } },
  comment: {
    title: 'Note',
    fields: comment,
    ...oneByOne,
    can: { ...kept, delete: true, createOnce: false },
    // Everybody who sees the project reads its notes, private ones excepted.
    inside: { entity: 'task', field: 'task', news: 'marked', clients: true, speaks: postsAsAuthors },
  },
  version: {
    title: 'Version',
    fields: version,
    ...oneByOne,
    can: never,
    listed: { within: 'project', field: 'project', by: 'name' },
  },
  user: { title: 'User', fields: user, ...oneByOne, can: never },
} as const satisfies Readonly<Record<string, Entity>>
