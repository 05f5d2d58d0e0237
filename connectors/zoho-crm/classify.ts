import { z } from 'zod'
import type { Failure, FailureKind, VendorResponse } from '#spi'

/** One error as the CRM writes it, alone or inside `data`/`watch`. */
const problem = z.looseObject({
  code: z.string(),
  message: z.string().nullish(),
  details: z.record(z.string(), z.unknown()).nullish().catch(null),
})
const answer = z.looseObject({
  code: z.unknown().optional(),
  status: z.unknown().optional(),
  error: z.unknown().optional(),
  error_description: z.unknown().optional(),
  data: z.array(z.unknown()).optional().catch(undefined),
  watch: z.array(z.unknown()).optional().catch(undefined),
  fields: z.array(z.unknown()).optional().catch(undefined),
})

/** What the CRM's codes mean for us (zoho.com/crm/developer/docs/api/v8/status-codes.html). */
const kinds: Readonly<Record<string, FailureKind>> = {
  AUTHENTICATION_FAILURE: 'unauthorized',
  INVALID_TOKEN: 'unauthorized',
  OAUTH_SCOPE_MISMATCH: 'forbidden',
  NO_PERMISSION: 'forbidden',
  AUTHORIZATION_FAILED: 'forbidden',
  NOT_SUPPORTED: 'forbidden',
  TOO_MANY_REQUESTS: 'throttled',
  INTERNAL_ERROR: 'unavailable',
  NOT_SUBSCRIBED: 'gone',
  ALREADY_MODIFIED: 'stale',
  RECORD_MODIFIED: 'stale',
  DUPLICATE_DATA: 'duplicate',
  MULTIPLE_OR_MULTI_ERRORS: 'rejected',
  MANDATORY_NOT_FOUND: 'rejected',
  INVALID_DATA: 'rejected',
  DEPENDENT_FIELD_MISSING: 'rejected',
  EXPECTED_FIELD_MISSING: 'rejected',
  MAPPING_MISMATCH: 'rejected',
  PATTERN_NOT_MATCHED: 'rejected',
  RECORD_IN_BLUEPRINT: 'rejected',
  RECORD_LOCKED: 'rejected',
  NOT_APPROVED: 'rejected',
  LIMIT_REACHED: 'rejected',
}

/** The accounts server's errors, which come with HTTP 200 (zoho.com/accounts/protocol/oauth/web-apps.html). */
const tokenKinds: Readonly<Record<string, FailureKind>> = {
  invalid_code: 'unauthorized',
  invalid_client: 'unauthorized',
  invalid_client_secret: 'unauthorized',
  invalid_redirect_uri: 'unauthorized',
  access_denied: 'unauthorized',
  'Access Denied': 'throttled',
  general_error: 'unavailable',
}

/** Sorts any answer that is not the wished one, by code; by status only where there is no code. */
export function classify(response: VendorResponse): Failure {
  const found = firstProblem(response.body)
  const failure = found ?? byStatus(response.status)
  const wait =
    failure.kind === 'throttled' || failure.kind === 'unavailable' ? retryAfter(response) : undefined
  return wait === undefined ? failure : { ...failure, retryAfterSeconds: wait }
}

/** The failure that one error entry stands for, or null when it is no error the documentation knows. */
export function failureOf(entry: unknown): Failure | null {
  const parsed = problem.safeParse(entry)
  if (!parsed.success || parsed.data.code === 'SUCCESS') return null
  const { code, message, details } = parsed.data
  const kind = namesNoRecord(code, message, details) ? 'gone' : (kinds[code] ?? 'unexpected')
  const existingId = existing(details)
  return { kind, code, message: sentence(code, message, details), ...(existingId ? { existingId } : {}) }
}

/** Whether a body with a good status carries an error all the same. */
export function carriesError(body: unknown): boolean {
  const parsed = answer.safeParse(body)
  return parsed.success && (parsed.data.status === 'error' || typeof parsed.data.error === 'string')
}

function firstProblem(body: unknown): Failure | null {
  const parsed = answer.safeParse(body)
  if (!parsed.success) return null
  const { error, error_description, data, watch, fields } = parsed.data
  if (typeof error === 'string') return tokenFailure(error, error_description)
  const entries = data ?? watch ?? fields ?? [body]
  return entries.map(failureOf).find(failure => failure !== null) ?? null
}

function tokenFailure(error: string, description: unknown): Failure {
  const said = typeof description === 'string' ? `${error}: ${description}` : error
  return { kind: tokenKinds[error] ?? 'unauthorized', code: error, message: `Zoho refused a token: ${said}` }
}

function byStatus(status: number): Failure {
  return { kind: kindOfStatus(status), message: `Zoho CRM answered with HTTP ${status}` }
}

function kindOfStatus(status: number): FailureKind {
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 404 || status === 410) return 'gone'
  if (status === 412) return 'stale'
  if (status === 429) return 'throttled'
  return status >= 500 ? 'unavailable' : 'unexpected'
}

/** INVALID_DATA also means "no such record". The message is one of the API's fixed texts, not a translated one. */
function namesNoRecord(code: string, message: unknown, details: z.infer<typeof problem>['details']): boolean {
  if (code !== 'INVALID_DATA') return false
  return details?.api_name === 'id' || message === 'the id given seems to be invalid'
}

function existing(details: z.infer<typeof problem>['details']): string | undefined {
  const found = z.looseObject({ duplicate_record: z.looseObject({ id: z.string() }) }).safeParse(details)
  return found.success ? found.data.duplicate_record.id : undefined
}

function sentence(code: string, message: unknown, details: z.infer<typeof problem>['details']): string {
  const field = typeof details?.api_name === 'string' ? ` (${details.api_name})` : ''
  return `Zoho CRM: ${typeof message === 'string' && message !== '' ? message : code}${field}`
}

function retryAfter(response: VendorResponse): number | undefined {
  const seconds = Number(response.headers['retry-after'] ?? Number.NaN)
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined
}
