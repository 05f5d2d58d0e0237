import { type Failure, VendorError } from '#spi'
import type { Route } from './routes.ts'

/** The scope that a route needs (projects.zoho.com/api-docs, "Scopes"). */
function scopeOf(route: Route): string {
  if (route === 'GET /portals' || route === 'GET /restapi/portals') return 'ZohoProjects.portals.READ'
  if (route.includes('/settings/fields')) return 'ZohoProjects.custom_fields.READ'
  if (route.includes('/settings/')) return 'ZohoProjects.status.READ'
  if (route.includes('projectusers')) return 'ZohoProjects.users.CREATE'
  if (route.includes('/users')) return 'ZohoProjects.users.READ'
  if (route.includes('/projectgroups')) return 'ZohoProjects.projectgroups.READ'
  if (route === 'GET /tags') return 'ZohoProjects.tags.READ'
  if (route === 'GET /contacts') return 'ZohoProjects.clients.READ'
  if (route.includes('client')) return `ZohoProjects.clients.${route.startsWith('GET') ? 'READ' : 'CREATE'}`
  if (route.includes('/tasklists')) return 'ZohoProjects.tasklists.READ'
  return route.includes('/tasks') ? 'ZohoProjects.tasks.ALL' : 'ZohoProjects.projects.ALL'
}

/** Zoho says that a scope is missing and not which; some portals say that they do not know the address. */
export function namingScope(error: unknown, route: Route): unknown {
  if (!(error instanceof VendorError)) return error
  const { code } = error.failure
  if (code !== 'INVALID_OAUTHSCOPE' && code !== 'URL_RULE_NOT_CONFIGURED') return error
  const lacks = `the consent lacks the scope ${scopeOf(route)}; connect again and allow it`
  const message = code === 'INVALID_OAUTHSCOPE' ? lacks : `${route} is not there, or ${lacks}`
  const failure: Failure = { ...error.failure, message: `Zoho Projects: ${message}` }
  return new VendorError(failure, error.response, error.unanswered)
}
