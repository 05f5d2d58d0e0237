import type { PersonAct } from '#spi'

const ada = { as: 'ada@example.test', does: 'add' } as const

/** An account, a deal that is won, a task of it, and an edit; the ids are those that a new box gives. */
export const examples: readonly PersonAct[] = [
  { ...ada, module: 'Account', fields: { name: 'Zylker' } },
  {
    ...ada,
    module: 'Opportunity',
    fields: {
      name: 'Roll-out',
      stage: 'Closed Won',
      accountId: '6b000000000000001',
      closeDate: '2026-12-31',
      amount: 1000,
    },
  },
  {
    ...ada,
    module: 'Task',
    fields: {
      name: 'Measure the doors',
      parentType: 'Opportunity',
      parentId: '6b000000000000002',
      assignedUserId: '6a00000000000a001',
    },
  },
  {
    ...ada,
    does: 'edit',
    module: 'Task',
    id: '6b000000000000003',
    fields: { name: 'Measure every door' },
  },
]
