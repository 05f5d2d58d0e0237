import { type Session, VendorError } from '#spi'
import * as api from './api.ts'
import { list } from './client.ts'
import { walk } from './lists.ts'
import { isRefusal } from './read.ts'

const modules = { project: 'projects', task: 'tasks' } as const
export type Customised = keyof typeof modules

export function isCustomised(entity: string): entity is Customised {
  return Object.hasOwn(modules, entity)
}

/**
 * The fields of projects or tasks in this portal, or null where the call is refused. The path and the scope are
 * documented (projects.zoho.com/api-docs, "Module Fields"); the keys of its items are inferred.
 */
export async function portalFields(
  session: Session,
  entity: Customised,
): Promise<readonly api.PortalField[] | null> {
  const query = { module: modules[entity] }
  const pageOf = (page: number) => list(session, 'GET /settings/fields', api.portalField, { page, query })
  try {
    return await walk(5, pageOf, () => false)
  } catch (error) {
    if (error instanceof VendorError && isRefusal(error)) return null
    throw error
  }
}
