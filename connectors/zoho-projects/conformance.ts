import type { Conformance, PersonAct, Row, Standing } from '#spi'

/** What the conformance kit has to know of Zoho Projects. */
export const conformance: Conformance = {
  trials: {
    client: { title: 'name' },
    contact: {
      title: 'name',
      screen: {
        add: ({ client }: Standing, name: string): PersonAct => ({
          as: 'Ada Sync',
          does: 'add',
          module: 'Contacts',
          fields: { client: client?.id, name, email: 'desk@example.test' },
        }),
        retitle: ({ id }: Row, name: string): PersonAct => ({
          as: 'Ada Sync',
          does: 'edit',
          module: 'Contacts',
          id,
          fields: { name },
        }),
      },
    },
    project: {
      title: 'name',
      fields: () => ({ start: '2026-01-01', end: '2028-12-31' }),
      // Members are only ever added, so nobody and another are not tried; whoever makes a project is in it.
      values: ({ people: [us = '', ...others], standing }) => ({
        owner: [us],
        members: [[us], [us, ...others.slice(0, 1)]],
        client: [standing.client?.id ?? ''],
        group: ['Delivery', 'Ungrouped Projects'],
      }),
      screen: {
        add: (_standing: Standing, name: string): PersonAct => ({
          as: 'Cy Delivery',
          does: 'add',
          module: 'Projects',
          fields: { name },
        }),
        retitle: (row: Row, name: string): PersonAct => ({
          as: 'Cy Delivery',
          does: 'edit',
          module: 'Projects',
          id: row.id,
          fields: { name },
        }),
      },
    },
    task: {
      title: 'title',
      within: 'project',
      fields: ({ project }) => ({ project: project?.id ?? null }),
      values: ({ people: [us = ''], standing }) => ({
        owner: [[us], []],
        project: [standing.project?.id ?? ''],
        status: ['In Progress', 'Closed', 'Open'],
        tasklist: [],
        tags: [],
        parent: [],
      }),
      screen: {
        add: ({ project }: Standing, name: string): PersonAct => ({
          as: 'Cy Delivery',
          does: 'add',
          module: 'Tasks',
          fields: { name, project: { id: project?.id } },
        }),
        retitle: (row: Row, name: string): PersonAct => ({
          as: 'Cy Delivery',
          does: 'edit',
          module: 'Tasks',
          id: row.id.split('/')[1] ?? '',
          fields: { name },
        }),
      },
    },
    comment: {
      title: 'text',
      fields: ({ task }) => ({ task: task?.id ?? null }),
      values: ({ standing }) => ({ task: [standing.task?.id ?? ''] }),
      screen: {
        add: ({ task }: Standing, comment: string): PersonAct => ({
          as: 'Cy Delivery',
          does: 'add',
          module: 'Comments',
          fields: { comment, task: { id: task?.id.split('/')[1] } },
        }),
        retitle: (row: Row, comment: string): PersonAct => ({
          as: 'Cy Delivery',
          does: 'edit',
          module: 'Comments',
          id: row.id.split('/')[2] ?? '',
          fields: { comment },
        }),
      },
    },
  },
  exceptions: {
    'fields-list: missing': [
      {
        promise: /a field that an admin adds/,
        why: 'a portal that does not list its fields tells of no custom ones',
      },
    ],
    'global-statuses: missing': [
      { promise: /^task.status /, why: 'a status that no task has yet is not known in such a portal' },
    ],
    'projectusers: 500': [
      { promise: /^project.members holds/, why: 'such a portal adds nobody over the API, and says so' },
    ],
    'blueprint: refuse': [{ promise: /^task.status /, why: 'the blueprint does not let statuses change so' }],
    'blueprint: ignore': [{ promise: /^task.status /, why: 'the blueprint does not let statuses change so' }],
    'webhooks: lost': [
      {
        promise: /screen is told|a delivery is refused|a hint says/,
        why: 'no webhook ever arrives; lists tell of the change',
      },
    ],
  },
  customise: sandbox => {
    const add = (module: string, api_name: string, data_type: string, choices: readonly string[] = []) =>
      sandbox.person({
        as: 'Ada Sync',
        does: 'add',
        module: 'CustomFields',
        fields: { module, api_name, data_type, choices },
      })
    add('tasks', 'cf_region', 'picklist', ['North', 'South'])
    add('tasks', 'cf_visit', 'date')
    add('projects', 'cf_seats', 'number')
    add('projects', 'cf_order', 'text')
    return { task: ['cf_region', 'cf_visit'], project: ['cf_seats', 'cf_order'] }
  },
  inZone: (sandbox, zone) => sandbox.turn('time-zone', zone),
  hook: (sandbox, callback, secret) => {
    for (const on of ['task', 'project'])
      sandbox.person({
        as: 'Ada Sync',
        does: 'add',
        module: 'Webhooks',
        fields: { name: `Baton ${on}`, url: `${callback}?k=${secret}`, on },
      })
  },
  skips: {
    'contact: an edit at the screen is told, and says where to look':
      'no page says that a webhook can be tied to contacts; they are found by looking',
    'comment: an edit at the screen is told, and says where to look':
      'no page says that a webhook can be tied to comments; they are found by what their task shows, and by looking',
    'a delivery is refused with one byte changed':
      'webhooks carry no signature; the secret in their address is all there is to know them by',
    'project.template holds what was written, at its limits too':
      'a template counts when a project is made, and no project tells which it was made from',
    'project.template changes alone':
      'a template counts when a project is made, and no project tells which it was made from',
  },
}
