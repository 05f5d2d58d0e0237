import type { Failure } from '../core/failure.ts'
import type { Fields } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import type { ChoreDesk } from './chores.ts'
import { bothClocks, openLease } from './lease.ts'
import { createsOnce } from './unanswered.ts'

export interface ProjectSending extends ChoreDesk {
  readonly entity: string
  readonly key: string
  readonly fields: Fields
  /** How long ago an earlier try left, in ms; null: there was none. */
  readonly sentMs: number | null
}

export type ProjectSent =
  | { readonly is: 'made'; readonly row: Pick<Row, 'id' | 'url'> }
  /** An earlier try may still be arriving. */
  | { readonly is: 'too-early'; readonly afterMs: number }
  /** Nobody can tell what became of an earlier try. */
  | { readonly is: 'untold'; readonly why: string }
  | { readonly is: 'failed'; readonly failure: Failure; readonly unanswered: boolean }
  /** Another worker has taken it over. */
  | { readonly is: 'not-mine' }

/**
 * Makes a project, once. What may have been made before is looked for by its key, and believed lost only when it can no
 * longer be arriving; `isSending` writes down that it is about to leave.
 */
export async function sendProject(
  desk: ProjectSending,
  isSending: () => Promise<boolean>,
): Promise<ProjectSent> {
  const { engine, connection, connector, entity, key, fields, sentMs } = desk
  const lease = openLease(bothClocks(), engine.config)
  const session = engine.sessions.open(connection, 'live', { mayWrite: lease.mayWrite })
  if (sentMs !== null) {
    const earlier = await earlierTry(desk, sentMs)
    if (earlier) return earlier
  }
  if (!(await isSending())) return { is: 'not-mine' }
  const [result] = await connector.write(session, entity, [{ op: 'create', key, fields }])
  if (result?.ok && result.row) return { is: 'made', row: result.row }
  if (!result || result.ok) return { is: 'too-early', afterMs: 1_000 }
  if (result.made !== undefined) return { is: 'made', row: { id: result.made } }
  if (result.failure.kind !== 'duplicate') return { is: 'failed', ...result }
  const row = await connector.find(session, entity, key, fields)
  return row ? { is: 'made', row } : { is: 'failed', ...result }
}

async function earlierTry(desk: ProjectSending, sentMs: number): Promise<ProjectSent | null> {
  const { engine, connection, connector, session, entity, key, fields } = desk
  const side = { connection, connector }
  if (!createsOnce({ pm: side, crm: side }, 'pm', entity)) {
    const why = 'The project tool did not say whether it was made. Look there; if it was not, ask again.'
    return { is: 'untold', why }
  }
  const row = await connector.find(session, entity, key, fields)
  if (row) return { is: 'made', row }
  const { requestTimeoutMs, arrivalMarginMs } = engine.config
  const afterMs = requestTimeoutMs + arrivalMarginMs - sentMs
  return afterMs > 0 ? { is: 'too-early', afterMs } : null
}
