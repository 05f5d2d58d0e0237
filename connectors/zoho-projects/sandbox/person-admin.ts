import { addClient, changeClient, clientView, removeClient } from './client-store.ts'
import { customField } from './custom-fields.ts'
import { choiceField, type Deeds, type Desk, linkedProject, rowOf, textField } from './person-desk.ts'
import { hookDeeds } from './person-hooks.ts'
import { userDeeds } from './person-users.ts'
import type { Fields } from './rows.ts'

const clients: Deeds = {
  add: ({ world, actor, fields }) => {
    const { name: _name, ...rest } = fields
    return clientView(addClient(world, actor, textField(fields, 'name'), rest), null)
  },
  edit: ({ world, actor, id, fields }) =>
    clientView(changeClient(world, actor, rowOf(world.clients, id, 'client'), fields), null),
  remove: ({ world, actor, id }) => {
    const client = rowOf(world.clients, id, 'client')
    removeClient(world, actor, client)
    return clientView(client, null)
  },
}

function addContact({ world, fields }: Desk): Fields {
  const client = rowOf(world.clients, textField(fields, 'client'), 'client').id
  const row = {
    id: world.nextId(),
    client,
    name: textField(fields, 'name'),
    email: textField(fields, 'email'),
  }
  world.contacts.set(row.id, row)
  return row
}

function editContact({ world, id, fields }: Desk): Fields {
  const before = rowOf(world.contacts, id, 'contact')
  const row = {
    ...before,
    name: textField(fields, 'name', before.name),
    email: textField(fields, 'email', before.email),
  }
  world.contacts.set(id, row)
  return row
}

function addCustomField({ world, fields }: Desk): Fields {
  const of = choiceField(fields, 'module', ['projects', 'tasks'])
  const apiName = textField(fields, 'api_name')
  if (!/^[a-z]\w*$/i.test(apiName) || customField(world, of, apiName))
    throw new Error(`fields.api_name "${apiName}" is no new plain name in ${of}`)
  const label = textField(fields, 'label', apiName)
  const type = choiceField(fields, 'data_type', ['text', 'number', 'date', 'picklist'], 'text')
  const choices = Array.isArray(fields.choices) ? fields.choices.map(String) : []
  const row = { id: world.nextId(), of, apiName, label, type, choices }
  world.customFields.set(row.id, row)
  return row
}

function removeCustomField({ world, id }: Desk): Fields {
  const rows = [...world.customFields].map(([key, row]) => [key, { ...row, name: row.apiName }] as const)
  const row = rowOf(new Map(rows), id, 'custom field')
  world.customFields.delete(id)
  return { ...row }
}

function addTag({ world, fields }: Desk): Fields {
  const row = {
    id: world.nextId(),
    name: textField(fields, 'name'),
    color: textField(fields, 'color', 'bg1'),
  }
  world.tags.set(row.id, row)
  return row
}

/** A link that the native CRM integration has made. */
function addCrmLink(desk: Desk): Fields {
  const { world, fields } = desk
  const row = {
    id: textField(fields, 'id', world.nextId()),
    project: linkedProject(desk).id,
    type: choiceField(fields, 'type', ['accounts', 'contacts', 'deals']),
    name: textField(fields, 'name'),
  }
  world.crmLinks.set(row.id, row)
  return row
}

function removeCrmLink({ world, id }: Desk): Fields {
  const row = rowOf(world.crmLinks, id, 'CRM link')
  world.crmLinks.delete(id)
  return { ...row }
}

function editStatus({ world, id, fields }: Desk): Fields {
  const row = { ...rowOf(world.statuses, id, 'status'), name: textField(fields, 'name') }
  world.statuses.set(id, row)
  return row
}

function addStatus({ world, fields }: Desk): Fields {
  const row = {
    id: world.nextId(),
    of: choiceField(fields, 'module', ['projects', 'tasks'], 'tasks'),
    name: textField(fields, 'name'),
    color: textField(fields, 'color', '#74cb80'),
    closed: fields.is_closed_type === true,
  }
  world.statuses.set(row.id, row)
  return row
}

export const adminDeeds: Readonly<Record<string, Deeds>> = {
  Clients: clients,
  Contacts: { add: addContact, edit: editContact },
  Users: userDeeds,
  Webhooks: hookDeeds,
  CustomFields: { add: addCustomField, remove: removeCustomField },
  Tags: { add: addTag },
  CrmLinks: { add: addCrmLink, remove: removeCrmLink },
  Statuses: { add: addStatus, edit: editStatus },
}
