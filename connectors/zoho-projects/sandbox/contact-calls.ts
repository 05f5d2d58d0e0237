import { type Answer, type Call, found, param, type Route, route } from './call.ts'
import { envelope } from './page.ts'
import { openProject } from './project-store.ts'
import type { Contact, Fields } from './rows.ts'

function view({ id, name, email, client }: Contact): Fields {
  return { id, name, email, client: { id: client } }
}

function listPortal(call: Call): Answer {
  return envelope(call, 'contacts', [...call.world.contacts.values()].map(view))
}

function listOfClient(call: Call): Answer {
  const client = found(openProject(call).clients.find(id => id === param(call, 'client')))
  const contacts = [...call.world.contacts.values()].filter(contact => contact.client === client)
  return envelope(call, 'contacts', contacts.map(view))
}

/** In the native integration a client is a CRM account, and its contact a CRM contact. */
export const contactRoutes: readonly Route[] = [
  route('GET', 'contacts', 'clients.READ', listPortal),
  route('GET', 'projects/:project/client/:client/contacts', 'clients.READ', listOfClient),
]
