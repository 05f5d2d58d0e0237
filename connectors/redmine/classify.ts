import { z } from 'zod'
import type { Failure, FailureKind, VendorResponse } from '#spi'

const refusal = z.looseObject({ errors: z.array(z.string()) })

/** What a status means; the body is empty for all of them but 422 (redmine.org/projects/redmine/wiki/Rest_api). */
const kinds: Readonly<Record<number, FailureKind>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'gone',
  429: 'throttled',
}

const said: Readonly<Record<number, string>> = {
  401: 'Redmine does not know this API key.',
  403: 'Redmine refuses this. The key has no right to it, the project is archived, or the REST web service is off.',
  404: 'There is no such record.',
  429: 'Too many calls.',
}

/** Sentences begin with the field's label, in the language of the key's user; English is what we can read. */
const labels: readonly (readonly [string, string])[] = [
  ['Subject', 'title'],
  ['Description', 'description'],
  ['Start date', 'startDate'],
  ['Due date', 'dueDate'],
  ['Priority', 'priority'],
  ['Status', 'status'],
  ['Assignee', 'owner'],
  ['Parent task', 'parent'],
  ['Project', 'project'],
  ['Tracker', 'tracker'],
  ['% Done', 'progress'],
  ['An open issue cannot be attached to a closed parent', 'parent'],
  ['Name', 'name'],
]

/** Sorts any answer that is not the wished one. Pure. */
export function classify(response: VendorResponse): Failure {
  if (response.status === 422) return refused(response)
  const kind = kinds[response.status] ?? (response.status >= 500 ? 'unavailable' : 'unexpected')
  const message = said[response.status] ?? `Redmine answered with HTTP ${response.status}.`
  return { kind, message, code: String(response.status), ...wait(response) }
}

/** An empty list of errors is how a save that lost a race shows: somebody else saved in between. */
function refused(response: VendorResponse): Failure {
  const parsed = refusal.safeParse(response.body)
  if (!parsed.success) return { kind: 'unexpected', message: 'Redmine answered with HTTP 422.', code: '422' }
  const { errors } = parsed.data
  if (errors.length === 0)
    return { kind: 'stale', message: 'It changed while it was being saved.', code: '422' }
  const field = fieldIn(errors)
  return {
    kind: 'rejected',
    message: `Redmine: ${errors.join('; ')}`,
    code: '422',
    ...(field === undefined ? {} : { field }),
  }
}

/** Only where all sentences are about one field is that field the only one to hold back. */
function fieldIn(errors: readonly string[]): string | undefined {
  const fields = new Set(errors.map(error => labels.find(([label]) => error.startsWith(label))?.[1]))
  return fields.size === 1 ? [...fields][0] : undefined
}

function wait({ headers }: VendorResponse): Pick<Failure, 'retryAfterSeconds'> {
  const seconds = Number(headers['retry-after'])
  return headers['retry-after'] !== undefined && seconds >= 0 ? { retryAfterSeconds: seconds } : {}
}
