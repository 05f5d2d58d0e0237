import type { Conformance, PersonAct, Row, Standing } from '#spi'

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

/** Fields that an admin adds, of every type that a field of ours can hold; more of them than one list takes. */
const custom = {
  Deals: {
    Region: { data_type: 'picklist', pick_list_values: ['North', 'South'] },
    Signed_On: { data_type: 'date' },
    Signed_At: { data_type: 'datetime' },
    Is_Urgent: { data_type: 'boolean' },
    Seats: { data_type: 'integer' },
    Licence: { data_type: 'currency' },
    Purchase_Order: { data_type: 'text', length: 40 },
    Terms: { data_type: 'textarea' },
    Reseller: { data_type: 'lookup', lookup: 'Accounts' },
  },
  Tasks: Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [`Detail_${at + 1}`, { data_type: 'text', length: 20 }]),
  ),
}

/** What the conformance kit has to know of Zoho CRM. */
export const conformance: Conformance = {
  trials: {
    account: {
      title: 'name',
      values: ({ people }) => ({ owner: people, phone: ['+49 30 1234567', null] }),
      screen: atScreen('Accounts', 'Account_Name'),
    },
    contact: {
      title: 'lastName',
      screen: {
        ...atScreen('Contacts', 'Last_Name'),
        add: ({ account }: Standing, text: string): PersonAct => ({
          as: 'Bo Sales',
          does: 'add',
          module: 'Contacts',
          fields: { Last_Name: text, Account_Name: { id: account?.id } },
        }),
      },
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
      within: 'deal',
      fields: ({ deal }) => ({ deal: deal?.id ?? null }),
      values: ({ people }) => ({
        owner: people,
        priority: ['Highest', 'Lowest', null],
        // Sources disagree about the fifth status.
        status: ['Completed', 'Not Started', 'In Progress', 'Deferred'],
      }),
      along: { deal: ['account'], account: ['deal'] },
      screen: atScreen('Tasks', 'Subject'),
    },
    note: {
      title: 'text',
      fields: ({ task }) => ({ task: task?.id ?? null }),
      values: ({ standing }) => ({ task: [standing.task?.id ?? ''] }),
      screen: {
        add: ({ task }: Standing, text: string): PersonAct => ({
          as: 'Bo Sales',
          does: 'add',
          module: 'Notes',
          fields: { Note_Content: text, Parent_Id: { id: task?.id, module: { api_name: 'Tasks' } } },
        }),
        retitle: (row: Row, text: string): PersonAct => ({
          as: 'Bo Sales',
          does: 'edit',
          module: 'Notes',
          id: row.id.split('/')[1] ?? '',
          fields: { Note_Content: text },
        }),
      },
    },
  },
  unfit: {
    'api-permission: NO_PERMISSION': 'the profile may not use the API',
    'api-permission: AUTHORIZATION_FAILED': 'the profile may not use the API',
  },
  exceptions: {
    'coql-id-range: refused': [
      {
        promise: /pages together hold every row once/,
        why: 'where queries do not compare ids, a page begins with the last second again',
      },
    ],
    'webhooks: lost': [
      {
        promise: /screen is told|a delivery is refused|a hint says/,
        why: 'no webhook ever arrives; lists tell of the change',
      },
    ],
  },
  customise: sandbox => {
    for (const [module, fields] of Object.entries(custom))
      for (const [api_name, more] of Object.entries(fields))
        sandbox.person({
          as: 'Ada Sync',
          does: 'add',
          module: 'Fields',
          fields: { module, api_name, ...more },
        })
    return { deal: Object.keys(custom.Deals), task: ['Detail_1', 'Detail_60'] }
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
    'note: an edit at the screen is told, and says where to look':
      'notes are not among the modules that notifications can be had for (notifications/enable.html); they are listed',
    'a delivery is refused with one byte changed':
      'notifications carry no signature; the token in the body is all there is to know them by',
  },
}
