import type { PersonAct } from '#spi'

const ada = { as: 'ada@example.test', does: 'add' } as const

/** An account, a deal that is won, a task of it, and an edit; the ids are those that a new box gives. */
export const examples: readonly PersonAct[] = [
  { ...ada, module: 'Accounts', fields: { Account_Name: 'Zylker' } },
  {
    ...ada,
    module: 'Deals',
    fields: {
      Deal_Name: 'Roll-out',
      Stage: 'Closed Won',
      Account_Name: { id: '770000000000500001' },
      Closing_Date: '2026-12-31',
    },
  },
  {
    ...ada,
    module: 'Tasks',
    fields: { Subject: 'Measure the doors', $se_module: 'Deals', What_Id: { id: '770000000000500002' } },
  },
  {
    ...ada,
    does: 'edit',
    module: 'Tasks',
    id: '770000000000500003',
    fields: { Subject: 'Measure every door' },
  },
]
