import { z } from 'zod'
import type { Failure, FailureKind, VendorResponse } from '#spi'
import { fieldNamed } from './names.ts'

/** V3 has a title, V2 and some V3 answers have a number; `error` and `details` may each be a list. */
const detail = z.looseObject({
  message: z.string().nullish(),
  message_key: z.string().nullish(),
  field_name: z.string().nullish(),
})
const problem = z.looseObject({
  title: z.string().nullish(),
  code: z.union([z.number(), z.string()]).nullish(),
  message: z.string().nullish(),
  instance: z.string().nullish(),
  details: z
    .union([z.array(detail), detail])
    .nullish()
    .catch(null),
})
const answer = z.looseObject({
  error: z.union([z.string(), z.array(problem).min(1), problem]),
  error_description: z.string().nullish().catch(null),
})

type Problem = z.infer<typeof problem>

/** What titles mean for us (projects.zoho.com/api-docs, "Error Codes"). Messages are translated, titles are not. */
const titles: Readonly<Record<string, FailureKind>> = {
  INVALID_OAUTHTOKEN: 'unauthorized',
  INVALID_TICKET: 'unauthorized',
  INVALID_OAUTHSCOPE: 'forbidden',
  URL_RULE_NOT_CONFIGURED: 'forbidden',
  FORBIDDEN: 'forbidden',
  URL_ROLLING_THROTTLES_LIMIT_EXCEEDED: 'throttled',
  INTERNAL_SERVER_ERROR: 'unavailable',
  INVALID_PARAMETER_VALUE: 'rejected',
  EXTRA_KEY_FOUND_IN_JSON: 'rejected',
  LESS_THAN_MIN_OCCURANCE: 'rejected',
  CANNOT_MODIFY_DATE_WITH_DEPENDENCY_LAG: 'rejected',
  INVALID_METHOD: 'unexpected',
  INVALID_INPUTSTREAM: 'unexpected',
  JSON_PARSE_ERROR: 'unexpected',
}

/** The numbers (zoho.com/projects/help/rest-api/errors.html). */
const numbers: Readonly<Record<string, FailureKind>> = {
  '6401': 'unauthorized',
  '6404': 'gone',
  '6500': 'forbidden',
  '6504': 'forbidden',
  '6832': 'rejected',
  '6890': 'unauthorized',
  '6891': 'unexpected',
}

/** The accounts server's errors, which come with HTTP 200 (zoho.com/accounts/protocol/oauth/web-apps.html). */
const tokenErrors: Readonly<Record<string, FailureKind>> = {
  'Access Denied': 'throttled',
  general_error: 'unavailable',
}

/** Sorts any answer that is not the wished one: by title, else by number, else by status. */
export function classify(response: VendorResponse): Failure {
  const parsed = answer.safeParse(response.body)
  if (!parsed.success) return withWait(byStatus(response.status), response, '')
  const { error, error_description } = parsed.data
  if (typeof error === 'string') return withWait(tokenFailure(error, error_description), response, '')
  const [first] = Array.isArray(error) ? error : [error]
  return first
    ? withWait(failureOf(first, response.status), response, said(first))
    : byStatus(response.status)
}

/** Whether a body with a good status carries an error all the same. */
export function carriesError(body: unknown): boolean {
  return answer.safeParse(body).success
}

function failureOf(found: Problem, status: number): Failure {
  const code =
    found.title ?? (found.code === null || found.code === undefined ? undefined : String(found.code))
  const known = code === undefined ? undefined : (titles[code] ?? numbers[code])
  const kind = status === 410 ? 'gone' : (known ?? kindOfStatus(status))
  const field = fieldNamed(entityOf(found.instance), fieldIn(found))
  return {
    kind,
    message: `Zoho Projects: ${said(found) || code || `HTTP ${status}`}`,
    ...(code === undefined ? {} : { code }),
    ...(field === undefined ? {} : { field }),
  }
}

function detailsIn(found: Problem): readonly z.infer<typeof detail>[] {
  const { details } = found
  if (!details) return []
  return Array.isArray(details) ? details : [details]
}

function said(found: Problem): string {
  const [first] = detailsIn(found)
  return first?.message ?? found.message ?? ''
}

/** The lag error names no field, but only a date can cause it. */
function fieldIn(found: Problem): string | null | undefined {
  if (found.title === 'CANNOT_MODIFY_DATE_WITH_DEPENDENCY_LAG') return 'end_date'
  return detailsIn(found)[0]?.field_name
}

function entityOf(instance: string | null | undefined): 'task' | 'project' {
  return /\/tasks(\/|$)/.test(instance ?? '') ? 'task' : 'project'
}

function tokenFailure(error: string, description: string | null | undefined): Failure {
  const kind = tokenErrors[error] ?? 'unauthorized'
  return { kind, code: error, message: `Zoho refused a token: ${description ?? error}` }
}

function byStatus(status: number): Failure {
  return { kind: kindOfStatus(status), message: `Zoho Projects answered with HTTP ${status}` }
}

function kindOfStatus(status: number): FailureKind {
  if (status === 401) return 'unauthorized'
  if (status === 402 || status === 403) return 'forbidden'
  if (status === 404 || status === 410) return 'gone'
  if (status === 409) return 'rejected'
  if (status === 429) return 'throttled'
  return status >= 500 && status !== 501 ? 'unavailable' : 'unexpected'
}

/** The header rules; old lock-outs only tell their minutes in the message, the one text that is read. */
function withWait(failure: Failure, response: VendorResponse, message: string): Failure {
  if (failure.kind !== 'throttled' && failure.kind !== 'unavailable') return failure
  const header = Number(response.headers['retry-after'] ?? Number.NaN)
  if (Number.isFinite(header) && header > 0) return { ...failure, retryAfterSeconds: header }
  const minutes = /try again after (\d+) minute/i.exec(message)?.[1]
  return minutes === undefined ? failure : { ...failure, retryAfterSeconds: Number(minutes) * 60 }
}
