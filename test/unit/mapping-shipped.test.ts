import { expect, test } from 'vitest'
import { shippedPolicy } from '../support/shipped-mapping.ts'

const same = {
  whenGone: { crm: 'unlink', pm: 'unlink' },
  onRefusal: 'keep',
  only: { crm: {}, pm: {} },
  project: {},
  when: null,
  match: null,
  members: null,
  rules: [],
  createWhen: 'seen',
}

const accounts = {
  ...same,
  name: 'accounts',
  entity: { crm: 'account', pm: 'client' },
  fields: ['name both name by seed, tie hold'],
  create: ['pm'],
  atLink: 'hold',
  anchor: null,
  needsAnchor: false,
  match: {
    crm: { fields: { name: 'name' }, legalForm: 'asks' },
    pm: { fields: { name: 'name' }, legalForm: 'asks' },
  },
  createWhen: 'needed',
}

const deals = {
  ...same,
  name: 'deals',
  entity: { crm: 'deal', pm: 'project' },
  fields: [
    'title to-pm name by text, tie hold',
    'account to-pm client by accounts, tie hold',
    'owner to-pm owner by person, tie hold',
  ],
  create: ['pm'],
  atLink: 'hold',
  anchor: { pair: 'accounts', crm: 'account', pm: 'client' },
  needsAnchor: true,
  when: { won: true },
  project: {
    template: { by: 'type', table: { 'New Business': 'Onboarding' }, otherwise: 'Standard' },
    dates: { start: 'won-date', days: 60 },
  },
  members: { owner: false, add: 'no', people: ['owner'] },
}

const tasks = {
  ...same,
  name: 'tasks',
  entity: { crm: 'task', pm: 'task' },
  fields: [
    'title both title by text, tie hold',
    'description both description by rich-text, tie hold',
    'dueDate both dueDate by date, tie pm',
    'priority both priority by priority, tie hold',
    'status both status by status, tie hold, closed: Closed, Cancelled',
    'owner both owner by person, tie hold',
  ],
  create: [],
  atLink: 'crm',
  anchor: { pair: 'deals', crm: 'deal', pm: 'project' },
  places: {
    crm: [
      { pair: 'deals', field: 'deal' },
      { pair: 'accounts', field: 'account' },
    ],
    pm: [{ pair: 'deals', field: 'project' }],
  },
  needsAnchor: true,
  rules: ['strict-schedule', 'closed-parent'],
}

/** A CRM without private notes, whose clients see none; a project tool whose clients read everything. */
const comments = {
  ...same,
  name: 'comments',
  entity: { crm: 'note', pm: 'comment' },
  fields: ['text both text by rich-text, tie hold'],
  create: ['crm', 'pm'],
  atLink: 'hold',
  anchor: { pair: 'tasks', crm: 'task', pm: 'task' },
  needsAnchor: true,
  thread: {
    history: 'since',
    edits: 'refuse',
    whenGone: { original: 'delete', copy: 'unlink' },
    privateOn: [],
    forms: { crm: 'text', pm: 'html' },
  },
}

test('what the shipped mapping asks of the core', () => {
  const policy = shippedPolicy()
  const pairs = Object.values(policy.pairs).map(pair => ({
    ...pair,
    fields: pair.fields.map(({ crm, pm, flow, lens, tie, closed }) => {
      const told = closed ? `, closed: ${closed.join(', ')}` : ''
      return `${crm} ${flow} ${pm} by ${lens.name}, tie ${tie}${told}`
    }),
  }))
  expect({ ...policy, pairs }).toEqual({
    name: 'zoho',
    title: 'Zoho CRM and Zoho Projects',
    connector: { crm: 'zoho-crm', pm: 'zoho-projects' },
    brake: { deletes: 20, overwrites: 1000, minutes: 60 },
    pairs: [accounts, deals, tasks, comments],
  })
})
