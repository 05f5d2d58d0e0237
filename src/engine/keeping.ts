import { isKeepable, keepableFields, keepableText } from '../core/keepable.ts'
import {
  type Connector,
  type Finding,
  type Row,
  type Session,
  VendorError,
  type Webhooks,
  type WriteResult,
} from '../spi/index.ts'
import { type Redact, redactedError, redactedFailure, redactorOf } from './redacting.ts'

/**
 * The same connector, of whose answers everything can be kept. A value that a database cannot hold (a null byte in a
 * text) is set apart and named like one that could not be read, instead of failing the statement it would be kept with.
 * Its words, and its vendor's, repeat no secret of the session.
 */
export function keeping(connector: Connector): Connector {
  return {
    ...connector,
    ...quiet(connector),
    pull: (session, ask) =>
      hushed(
        session,
        () => connector.pull(session, ask),
        (page, redact) => ({
          ...page,
          rows: page.rows.map(row => keptRow(row, redact)),
          gone: page.gone.filter(isKeepable),
        }),
      ),
    fetch: (session, entity, ids) =>
      hushed(
        session,
        () => connector.fetch(session, entity, ids),
        (rows, redact) => rows.map(row => keptRow(row, redact)),
      ),
    find: (session, entity, key, fields) =>
      hushed(
        session,
        () => connector.find(session, entity, key, fields),
        (row, redact) => row && keptRow(row, redact),
      ),
    write: (session, entity, writes) =>
      hushed(
        session,
        () => connector.write(session, entity, writes),
        (results, redact) => results.map(result => keptResult(result, redact)),
      ),
  }
}

/** What a connector tells beside rows. */
function quiet(connector: Connector): Partial<Connector> {
  const { describe, lastEditor, replaced, doctor, webhooks } = connector
  return {
    check: session => hushed(session, () => connector.check(session)),
    ...(describe ? { describe: (session, ...of) => hushed(session, () => describe(session, ...of)) } : {}),
    ...(lastEditor
      ? { lastEditor: (session, ...of) => hushed(session, () => lastEditor(session, ...of)) }
      : {}),
    ...(replaced
      ? {
          replaced: (session, ...of) =>
            hushed(
              session,
              () => replaced(session, ...of),
              values => keepableFields(values).fields,
            ),
        }
      : {}),
    ...(doctor
      ? { doctor: (session, ask) => hushed(session, () => doctor(session, ask), quietFindings) }
      : {}),
    ...(webhooks ? { webhooks: quietWebhooks(webhooks) } : {}),
  }
}

/** Asks a connector; what it answers, and what it fails with, goes through what knows the session's secrets. */
async function hushed<T>(
  session: Session,
  ask: () => Promise<T>,
  kept: (answer: T, redact: Redact) => T = answer => answer,
): Promise<T> {
  try {
    return kept(await ask(), await redactorOf(session))
  } catch (error) {
    throw redactedError(error, await redactorOf(session))
  }
}

function quietFindings(findings: readonly Finding[], redact: Redact): readonly Finding[] {
  return findings.map(one => ({ ...one, what: redact(one.what), advice: redact(one.advice) }))
}

function quietWebhooks(webhooks: Webhooks): Webhooks {
  const { subscribe } = webhooks
  if (!subscribe) return webhooks
  return { ...webhooks, subscribe: (session, ask) => hushed(session, () => subscribe(session, ask)) }
}

function keptRow(row: Row, redact: Redact): Row {
  if (!isKeepable(row.id))
    throw new VendorError({ kind: 'unexpected', message: 'A row came with an id that cannot be kept.' }, null)
  const { fields, unread } = keepableFields(row.fields)
  const version = keepableText(row.version)
  if (fields === row.fields && version === row.version && isPlain(row)) return row
  const words = Object.entries({ ...row.unread, ...unread }).map(([field, why]) => [field, redact(why)])
  const { key, url, ...rest } = row
  return {
    ...rest,
    version,
    fields,
    ...(words.length === 0 ? {} : { unread: Object.fromEntries(words) }),
    ...(key !== undefined && isKeepable(key) ? { key } : {}),
    ...(url !== undefined && isKeepable(url) ? { url } : {}),
  }
}

/** Nothing of it but its fields and its version could be unfit to be kept, or repeat a secret. */
function isPlain({ unread, key = '', url = '' }: Row): boolean {
  return unread === undefined && isKeepable(key) && isKeepable(url)
}

function keptResult(result: WriteResult, redact: Redact): WriteResult {
  if (result.ok) return result.row ? { ...result, row: keptRow(result.row, redact) } : result
  const { message } = result.failure
  return {
    ...result,
    failure: redactedFailure({ ...result.failure, message: keepableText(message) }, redact),
  }
}
