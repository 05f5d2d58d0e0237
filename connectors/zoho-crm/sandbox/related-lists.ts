import { idOf } from './print.ts'
import type { Stored } from './world.ts'

/** A list under a record, as its page shows it. */
export interface RelatedList {
  readonly parent: string
  readonly name: string
  readonly label: string
  readonly module: string
  readonly holds: (record: Stored, parentId: string) => boolean
}

type Holds = RelatedList['holds']

const linkedBy =
  (field: string): Holds =>
  (record, id) =>
    idOf(record[field]) === id

const isOpen = (record: Stored) => record.Status !== 'Completed'

/** `Tasks` under a record are the open ones only. */
function activities(parent: string, field: string): readonly RelatedList[] {
  const linked = linkedBy(field)
  const open: Holds = (record, id) => linked(record, id) && isOpen(record)
  const closed: Holds = (record, id) => linked(record, id) && !isOpen(record)
  const view = 'Activities_Chronological_View'
  return [
    { parent, name: 'Tasks', label: 'Open Tasks', module: 'Tasks', holds: open },
    { parent, name: view, label: 'Open Activities', module: 'Tasks', holds: open },
    { parent, name: `${view}_History`, label: 'Closed Activities', module: 'Tasks', holds: closed },
  ]
}

function children(parent: string, module: string, field: string): RelatedList {
  return { parent, name: module, label: module, module, holds: linkedBy(field) }
}

export const relatedLists: readonly RelatedList[] = [
  children('Accounts', 'Contacts', 'Account_Name'),
  children('Accounts', 'Deals', 'Account_Name'),
  children('Contacts', 'Deals', 'Contact_Name'),
  ...activities('Accounts', 'What_Id'),
  ...activities('Contacts', 'Who_Id'),
  ...activities('Deals', 'What_Id'),
  ...['Accounts', 'Contacts', 'Deals', 'Tasks'].map(parent => children(parent, 'Notes', 'Parent_Id')),
]
