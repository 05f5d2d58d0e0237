import { expect, test } from 'vitest'
import { VendorError } from '#spi'
import { scopes } from '../../connectors/zoho-projects/oauth.ts'
import { routes } from '../../connectors/zoho-projects/routes.ts'
import { matching } from '../../connectors/zoho-projects/sandbox/routes.ts'
import { namingScope } from '../../connectors/zoho-projects/scope.ts'

/** What the box, written from the vendor's pages, asks for the same call; null where it has no such call. */
function wanted(route: string): string | null {
  const [verb, path = ''] = route.split(' /')
  const found = matching(path.replaceAll('{id}', '1')).find(match => match.route.verb === verb)
  return found?.route.scope ?? null
}

test.each(routes)('%s: the scope that is missing is one that was asked for, and covers the call', route => {
  const failure = { kind: 'forbidden', code: 'INVALID_OAUTHSCOPE', message: '' } as const
  const error = namingScope(new VendorError(failure, null), route)
  const [, named = ''] = /scope (ZohoProjects\.\S+);/.exec(String(error)) ?? []
  expect(scopes).toContain(named)
  const scope = wanted(route)
  if (scope === null) return
  const [module = ''] = scope.split('.')
  expect([`ZohoProjects.${scope}`, `ZohoProjects.${module}.ALL`]).toContain(named)
})
