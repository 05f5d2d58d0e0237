import type { Conformance, PersonAct, Row, Standing } from '#spi'

/** Cy edits at EspoCRM's own screen. */
function atScreen(module: string) {
  return {
    retitle: (row: Row, name: string): PersonAct => ({
      as: 'Cy Delivery',
      does: 'edit',
      module,
      id: row.id,
      fields: { name },
    }),
  }
}

/** Names take no `<`, `>` and `=`. */
const words = ['Plain words', 'Ünïcödé 漢字 🚀 é', `quotes ' " \\ and signs & %20 #1, (a)`]

/** What is promised of webhooks that arrive. */
const news = /screen is told|a delivery is refused|a hint says/

/** What the conformance kit has to know of EspoCRM. */
export const conformance: Conformance = {
  trials: {
    account: {
      title: 'name',
      values: ({ people }) => ({
        name: [...words, `${'x'.repeat(248)}z`],
        owner: people,
        website: ['https://www.example.test/a?b=1', 'zylker.example.test', null],
        phone: ['+49301234567', null],
        email: ['desk@example.test', null],
      }),
      screen: atScreen('Account'),
    },
    deal: {
      title: 'title',
      fields: ({ account }) => ({
        amount: '1200',
        closing: '2026-12-01',
        account: account?.id ?? null,
      }),
      values: ({ people }) => ({
        title: [...words, `${'x'.repeat(254)}z`],
        owner: people,
        stage: ['Negotiation', 'Closed Won', 'Closed Lost', 'Prospecting'],
        currency: ['USD'],
        source: ['Partner', null],
        probability: [0, 40],
      }),
      along: { stage: ['won', 'lost', 'probability'], amount: ['currency'] },
      screen: atScreen('Opportunity'),
    },
    task: {
      title: 'title',
      within: 'deal',
      fields: ({ deal }, us) => ({ deal: deal?.id ?? null, owner: us }),
      values: ({ people }) => ({
        title: [...words, `${'x'.repeat(254)}z`],
        owner: people,
        priority: ['Low', 'Normal', 'High', 'Urgent'],
        status: ['Started', 'Completed', 'Canceled', 'Deferred', 'Not Started'],
      }),
      along: { deal: ['account'], account: ['deal'] },
      screen: atScreen('Task'),
    },
    note: {
      title: 'text',
      fields: ({ task }) => ({ task: task?.id ?? null }),
      values: ({ standing }) => ({ task: [standing.task?.id ?? ''], private: [] }),
      screen: {
        add: ({ task }: Standing, post: string): PersonAct => ({
          as: 'Cy Delivery',
          does: 'add',
          module: 'Note',
          fields: { post, parentType: 'Task', parentId: task?.id },
        }),
        retitle: (row: Row, post: string): PersonAct => ({
          as: 'Cy Delivery',
          does: 'edit',
          module: 'Note',
          id: row.id,
          fields: { post },
        }),
      },
    },
  },
  skips: {
    'note: an edit at the screen is told, and says where to look':
      'notes are no type that webhooks can be had for (403, observed on 9.2.7); they are listed',
  },
  unfit: {
    'create-right: no': 'the role may not create',
    'edit-right: no': 'the role may not edit',
    'read-level: own': 'the role does not read what others are assigned',
  },
  exceptions: {
    'webhook-right: no': [
      {
        promise: news,
        why: 'the role may not make webhooks; lists tell of the change',
      },
    ],
    'webhook-keys: hidden': [
      {
        promise: news,
        why: 'without its key no webhook can be believed; lists tell of the change',
      },
    ],
    'webhooks: lost': [
      {
        promise: news,
        why: 'no webhook ever arrives; lists tell of the change',
      },
    ],
    'down-status: 500': [
      {
        promise: /^down: no write/,
        why: 'a 500 to a write is about its record: a script of the site may fail on it each time',
      },
    ],
  },
  inZone: (sandbox, zone) => sandbox.turn('time-zone', zone),
}
