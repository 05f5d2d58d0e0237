import type { Conformance, PersonAct, Row, Standing } from '#spi'

const atScreen = { as: 'cy', module: 'issues' } as const

/** What the conformance kit has to know of Redmine. */
export const conformance: Conformance = {
  trials: {
    client: { title: 'name', screen: { retitle: (row, name) => renamed(row, name) } },
    project: {
      title: 'name',
      // A template without tasks: its members are the ones that tasks can be given to.
      fields: ({ client }) => ({ client: client?.id ?? null, template: 'standard' }),
      values: ({ standing }) => ({ client: [standing.client?.id ?? ''] }),
      screen: { retitle: (row, name) => renamed(row, name) },
    },
    task: {
      title: 'title',
      within: 'project',
      // Redmine starts a task today unless told, and none can be due before it starts.
      fields: ({ project }) => ({ project: project?.id ?? null, startDate: '2026-01-01' }),
      values: ({ people: [us = ''], standing }) => ({
        description: ['Plain words', 'one\ntwo\n\nfour', 'one\r\ntwo', '*markup* is _text_', null],
        startDate: ['2025-12-31', '2024-02-29', null],
        status: ['In Progress', 'Closed', 'New'],
        owner: [us, null],
        project: [standing.project?.id ?? ''],
        progress: [40, 0, 100],
      }),
      screen: {
        add: ({ project }: Standing, subject: string): PersonAct => ({
          ...atScreen,
          does: 'add',
          fields: { subject, project_id: project?.id },
        }),
        retitle: (row: Row, subject: string): PersonAct => ({
          ...atScreen,
          does: 'edit',
          id: row.id,
          fields: { subject },
        }),
      },
    },
    comment: {
      title: 'text',
      fields: ({ task }) => ({ task: task?.id ?? null }),
      values: ({ standing }) => ({
        task: [standing.task?.id ?? ''],
        private: [],
        text: ['Plain words', 'one\ntwo\n\nfour', 'one\r\ntwo', '*markup* is _text_'],
      }),
      screen: {
        add: ({ task }: Standing, notes: string): PersonAct => ({
          ...atScreen,
          module: 'journals',
          does: 'add',
          fields: { issue_id: task?.id, notes },
        }),
        retitle: (row: Row, notes: string): PersonAct => ({
          ...atScreen,
          module: 'journals',
          does: 'edit',
          id: row.id.split('/')[1] ?? '',
          fields: { notes },
        }),
      },
    },
  },
  skips: {
    'comment: pages together hold every row once, from any stored cursor too':
      'an issue shows its whole history in one answer, however long it is',
    'project.template holds what was written, at its limits too':
      'a template counts when a project is made, and no project tells which it was made from',
    'project.template changes alone':
      'a template counts when a project is made, and no project tells which it was made from',
  },
  unfit: {
    'rest-api: no': 'the web service is switched off',
    'key-field: no-filter': 'the key field is there and cannot be searched by',
  },
  exceptions: {
    'key-field: absent': [
      {
        promise: /^task: (one key|a create whose|a row is found by)/,
        why: 'without the key field Baton says that it cannot promise this for tasks',
      },
    ],
  },
}

function renamed(row: Row, name: string): PersonAct {
  return { as: 'ada', does: 'edit', module: 'projects', id: row.id, fields: { name } }
}
