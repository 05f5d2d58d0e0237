import type { Conformance, PersonAct, Row } from '#spi'

/** Bo edits at the CRM's own screen. */
function atScreen(module: string, title: string) {
  return {
    retitle: (row: Row, text: string): PersonAct => ({
      as: 'Bo Sales',
      does: 'edit',
      module,
      id: row.id,
      fields: { [title]: text },
    }),
  }
}

/** What the conformance kit has to know of Zoho CRM. */
export const conformance: Conformance = {
  trials: {
    account: {
      title: 'name',
      values: ({ people }) => ({ owner: people, phone: ['+49 30 1234567', null] }),
      screen: atScreen('Accounts', 'Account_Name'),
    },
    deal: {
      title: 'title',
      fields: ({ account }) => ({
        pipeline: 'Standard (Standard)',
        stage: 'Qualification',
        account: account?.id ?? null,
      }),
      values: ({ people }) => ({
        owner: people,
        pipeline: ['Standard (Standard)'],
        stage: ['Closed Won', 'Closed Lost', 'Qualification'],
        type: ['Existing Business', 'New Business', null],
      }),
      screen: atScreen('Deals', 'Deal_Name'),
    },
    task: {
      title: 'title',
      fields: ({ deal }) => ({ deal: deal?.id ?? null }),
      values: ({ people }) => ({
        owner: people,
        priority: ['Highest', 'Lowest', null],
        status: ['Completed', 'Not Started', 'Waiting for input'],
      }),
      along: { deal: ['account'], account: ['deal'] },
      screen: atScreen('Tasks', 'Subject'),
    },
  },
  inZone: (sandbox, zone) => {
    const users = sandbox.state().Users ?? []
    for (const { id } of users)
      sandbox.person({
        as: 'Ada Sync',
        does: 'edit',
        module: 'Users',
        id: String(id),
        fields: { time_zone: zone },
      })
  },
  skips: {
    'a delivery is refused with one byte changed':
      'notifications carry no signature; the token in the body is all there is to know them by',
  },
}
