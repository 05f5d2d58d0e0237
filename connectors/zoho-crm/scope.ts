import { type Failure, VendorError } from '#spi'

/** Paths that are no module's, with the scope that a call there needs (zoho.com/crm/developer/docs/api/v8/scopes.html). */
const scopes: readonly (readonly [path: string, scope: string])[] = [
  ['/coql', 'ZohoCRM.coql.READ'],
  ['/users', 'ZohoCRM.users.READ'],
  ['/org', 'ZohoCRM.org.READ'],
  ['/settings/fields', 'ZohoCRM.settings.fields.READ'],
  ['/settings/layouts', 'ZohoCRM.settings.layouts.READ'],
  ['/settings/pipeline', 'ZohoCRM.settings.pipeline.READ'],
  ['/actions/watch', 'ZohoCRM.notifications.ALL'],
]

/** The scope that a call below `/crm/v8` needs, as Baton asks for it. */
function scopeOf(method: string, path: string): string {
  if (method === 'POST' && path.startsWith('/settings/fields')) return 'ZohoCRM.settings.fields.CREATE'
  const known = scopes.find(([start]) => path.startsWith(start))
  if (known) return known[1]
  if (path.endsWith('/Notes')) return 'ZohoCRM.modules.notes.ALL'
  const module = (path.split('/')[1] ?? '').toLowerCase()
  return `ZohoCRM.modules.${module}.${module === 'contacts' ? 'READ' : 'ALL'}`
}

/** Zoho says that a scope is missing and not which. */
export function namingScope(error: unknown, method: string, path: string): unknown {
  if (!(error instanceof VendorError) || error.failure.code !== 'OAUTH_SCOPE_MISMATCH') return error
  const message = `Zoho CRM: the consent lacks the scope ${scopeOf(method, path)}; connect again and allow it`
  const failure: Failure = { ...error.failure, message }
  return new VendorError(failure, error.response, error.unanswered)
}
