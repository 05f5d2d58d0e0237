import type { Limit, Settings } from '#spi'
import { hostsOf } from './settings.ts'

/** Every endpoint that is called. Zoho counts calls per verb and pattern, so a route is also the name of a limit. */
export const routes = [
  'GET /portals',
  'GET /restapi/portals',
  'GET /users',
  'GET /settings/fields',
  'GET /settings/global-statuses',
  'GET /projectgroups',
  'GET /tags',
  'GET /clients',
  'POST /clients',
  'GET /contacts',
  'GET /projects',
  'POST /projects',
  'GET /projects/{id}',
  'PATCH /projects/{id}',
  'POST /projects/{id}/trash',
  'GET /projects/{id}/clients',
  'POST /projects/{id}/associate-client',
  'GET /projects/{id}/crm/deals',
  'GET /projects/{id}/users',
  'POST /projects/{id}/projectusers',
  'GET /projects/{id}/tasklists',
  'GET /tasks',
  'GET /projects/{id}/tasks',
  'POST /projects/{id}/tasks',
  'GET /projects/{id}/tasks/{id}',
  'PATCH /projects/{id}/tasks/{id}',
  'DELETE /projects/{id}/tasks/{id}',
  'GET /projects/{id}/tasks/{id}/comments',
  'POST /projects/{id}/tasks/{id}/comments',
  'PATCH /projects/{id}/tasks/{id}/comments/{id}',
  'DELETE /projects/{id}/tasks/{id}/comments/{id}',
] as const

export type Route = (typeof routes)[number]

/**
 * Documented are 200 calls in two minutes and ten minutes' lock-out (projects.zoho.com/api-docs, "API Limits");
 * older pages and some endpoints say 100 and thirty. Ninety is safe under both.
 */
export const safeCalls = 90
export const limits: readonly Limit[] = routes.map(of => ({ of, calls: safeCalls, perSeconds: 120 }))

/** A route's address, with its ids filled in and without a slash at its end. */
export function urlOf(route: Route, settings: Settings, portal: string, ids: readonly string[]): string {
  const host = `https://${hostsOf(settings).api}`
  if (route === 'GET /portals') return `${host}/api/v3/portals`
  if (route === 'GET /restapi/portals') return `${host}/restapi/portals/`
  const rest = [...ids]
  const path = route
    .slice(route.indexOf('/'))
    .replaceAll('{id}', () => encodeURIComponent(rest.shift() ?? ''))
  return `${host}/api/v3/portal/${encodeURIComponent(portal)}${path}`
}

/** A route's verb. */
export function methodOf(route: Route): 'GET' | 'POST' | 'PATCH' | 'DELETE' {
  return route.slice(0, route.indexOf(' ')) as 'GET' | 'POST' | 'PATCH' | 'DELETE'
}
