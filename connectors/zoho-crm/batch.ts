import { type Session, VendorError, type VendorResponse, type Write } from '#spi'
import { outcomeList } from './api.ts'
import { call, shaped } from './client.ts'
import { recordFor } from './compose.ts'
import { inSeconds } from './dates.ts'
import { lightRecords } from './limits.ts'
import { moduleOf } from './modules.ts'
import { asksToStop, failed, notSent, type Outcome, outcomesIn } from './outcome.ts'

export type Create = Extract<Write, { op: 'create' }>
export type Update = Extract<Write, { op: 'update' }>

/** Creates in one call (zoho.com/crm/developer/docs/api/v8/insert-records.html). */
export function insert(
  session: Session,
  entity: string,
  writes: readonly Create[],
): Promise<readonly Outcome[]> {
  return apart(writes, some => put(session, entity, 'POST', some))
}

/** Updates in one call (zoho.com/crm/developer/docs/api/v8/update-records.html). */
export function update(
  session: Session,
  entity: string,
  writes: readonly Update[],
): Promise<readonly Outcome[]> {
  return apart(writes, some => put(session, entity, 'PUT', some))
}

/** Conditional updates that are under way together; the session paces them. */
const together = 10

/** Updates that are refused when their record changed after the version: the CRM wants one call for each. */
export async function updateUnchanged(
  session: Session,
  entity: string,
  writes: readonly Update[],
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  while (outcomes.length < writes.length) {
    const stop = outcomes.find(asksToStop)
    const some = writes.slice(outcomes.length, outcomes.length + together)
    const told = stop
      ? some.map(() => notSent(stop))
      : await Promise.all(some.map(each => one(session, entity, each)))
    outcomes.push(...told)
  }
  return outcomes
}

/** The header's time is ISO 8601 with an offset, not an HTTP date. */
async function one(session: Session, entity: string, write: Update): Promise<Outcome> {
  const headers = write.ifVersion === null ? {} : { 'if-unmodified-since': inSeconds(write.ifVersion) }
  const outcomes = await put(session, entity, 'PUT', [write], headers)
  return outcomes[0] ?? failed({ kind: 'unexpected', message: 'Zoho CRM answered for no record' }, true)
}

/** Deletes in one call, without running workflows (zoho.com/crm/developer/docs/api/v8/delete-records.html). */
export async function remove(
  session: Session,
  entity: string,
  ids: readonly string[],
): Promise<readonly Outcome[]> {
  const path = `/${moduleOf(entity).name}`
  const query = { ids: ids.join(','), wf_trigger: false }
  const outcomes = await send(session, entity, ids.length, () =>
    call(session, { method: 'DELETE', path, query }),
  )
  return outcomes.map(deletedAlready)
}

/** A record that is not there to be deleted is reported as INVALID_DATA. */
function deletedAlready(outcome: Outcome): Outcome {
  if (outcome.ok || outcome.failure.code !== 'INVALID_DATA') return outcome
  return { ...outcome, failure: { ...outcome.failure, kind: 'gone' } }
}

function put(
  session: Session,
  entity: string,
  method: 'POST' | 'PUT',
  writes: readonly (Create | Update)[],
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly Outcome[]> {
  const json = { data: writes.map(write => recordFor(entity, write, session)), trigger: [] }
  const weight = Math.ceil(writes.length / lightRecords)
  const heavy = writes.length > lightRecords
  const path = `/${moduleOf(entity).name}`
  return send(session, entity, writes.length, () =>
    call(session, { method, path, json, headers, weight, heavy }),
  )
}

/** The outcomes of one call. They stand in the answer's `data` under good and bad statuses alike. */
async function send(
  session: Session,
  entity: string,
  count: number,
  go: () => Promise<VendorResponse>,
): Promise<readonly Outcome[]> {
  try {
    const response = await go()
    const outcomes = outcomesIn(response.body, count, entity, session)
    return outcomes ?? unreadable(response)
  } catch (error) {
    if (!(error instanceof VendorError)) throw error
    const told = outcomesIn(error.response?.body, count, entity, session)
    return told ?? Array.from({ length: count }, () => failed(error.failure, error.unanswered))
  }
}

function unreadable(response: VendorResponse): never {
  shaped(outcomeList, response, true)
  const failure = { kind: 'unexpected', message: 'Zoho CRM answered for another number of records' } as const
  throw new VendorError(failure, response, true)
}

/** When one record spoils a whole call, each is sent alone, so that a bad one fails alone. */
async function apart<W>(
  writes: readonly W[],
  go: (some: readonly W[]) => Promise<readonly Outcome[]>,
): Promise<readonly Outcome[]> {
  const outcomes = await go(writes)
  if (writes.length < 2 || !spoilt(outcomes)) return outcomes
  const alone: Outcome[] = []
  for (const write of writes) alone.push(...(await go([write])))
  return alone
}

/** All share the one failure of the call, so no single record was judged. */
function spoilt(outcomes: readonly Outcome[]): boolean {
  const [first] = outcomes
  if (!first || first.ok || first.unanswered || first.failure.kind !== 'rejected') return false
  return outcomes.every(each => !each.ok && each.failure === first.failure)
}
