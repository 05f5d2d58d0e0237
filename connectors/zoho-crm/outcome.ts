import type { Failure } from '#spi'
import { type CrmOutcome, outcomeList } from './api.ts'
import { failureOf } from './classify.ts'
import { type Context, fieldNamed } from './modules.ts'
import { readSettings } from './settings.ts'

/** What became of one record of a batch. */
export type Outcome = { readonly ok: true; readonly id: string } | Failed

interface Failed {
  readonly ok: false
  readonly failure: Failure
  readonly unanswered: boolean
}

export function failed(failure: Failure, unanswered = false): Failed {
  return { ok: false, failure, unanswered }
}

/** A failure that the next call would meet too. */
export function asksToStop(outcome: Outcome): outcome is Failed {
  return !outcome.ok && ['throttled', 'unavailable', 'unauthorized'].includes(outcome.failure.kind)
}

/** A write kept back because of an earlier one's failure. */
export function notSent(because: Failed): Outcome {
  return failed(because.failure)
}

/** The per-record results that an answer carries, whatever its HTTP status; null when they are not all there. */
export function outcomesIn(
  body: unknown,
  count: number,
  entity: string,
  context: Context,
): readonly Outcome[] | null {
  const parsed = outcomeList.safeParse(body)
  if (!parsed.success || parsed.data.data.length !== count) return null
  return parsed.data.data.map(entry => outcomeOf(entry, entity, context))
}

function outcomeOf(entry: CrmOutcome, entity: string, context: Context): Outcome {
  const id = entry.details?.id
  if (entry.code === 'SUCCESS' && id !== undefined) return { ok: true, id }
  const failure = failureOf(entry)
  if (!failure)
    return failed({ kind: 'unexpected', message: 'Zoho CRM wrote a record and did not tell its id' }, true)
  return failed(inOurWords(failure, entry, entity, context))
}

/** Names our field, and tells a repeated key (the row is ours) from any other field that must be unique. */
function inOurWords(failure: Failure, entry: CrmOutcome, entity: string, context: Context): Failure {
  const repeated = problemsIn(entry).find(
    each =>
      each.code === 'DUPLICATE_DATA' && each.details?.api_name === readSettings(context.settings).keyField,
  )
  if (repeated) return failureOf(repeated) ?? failure
  const field = fieldNamed(entity, entry.details?.api_name, context)
  const kind = failure.kind === 'duplicate' ? 'rejected' : failure.kind
  return { ...failure, kind, ...(field === undefined ? {} : { field }) }
}

/** Duplicates in several fields come as one entry with a list (insert-records.html, MULTIPLE_OR_MULTI_ERRORS). */
function problemsIn(entry: CrmOutcome): readonly CrmOutcome[] {
  const several = outcomeList.safeParse({ data: entry.details?.errors })
  return several.success ? several.data.data : [entry]
}
