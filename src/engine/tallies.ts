import type { MappingPolicy } from '../core/policy.ts'
import { type TaskCounts, tallyOf } from '../core/tally.ts'
import type { Fields } from '../core/value.ts'
import { dayIn } from '../spi/index.ts'
import type { Connection } from '../store/connections.ts'
import type { Db } from '../store/database.ts'
import { prio, signalRows } from '../store/signals.ts'
import { forgetTaskStates, recordTaskStates, type TaskState, taskCounts } from '../store/task-states.ts'
import type { PassDesk, SideDesk } from './desk.ts'
import type { Memo } from './memo.ts'

/** A task of the project tool as a pass saw it; without fields it is gone. */
export interface TaskNews {
  readonly id: string
  readonly fields: Fields | null
}

/** Keeps what tasks show of themselves, where the mapping counts them; a project whose count changed is looked at. */
export async function rememberTasks(
  tx: Db,
  desk: PassDesk,
  memos: readonly Pick<Memo, 'counts'>[],
): Promise<void> {
  const news = memos.flatMap(memo => memo.counts ?? [])
  const { deals, tasks } = desk.policy.pairs
  if (!deals?.tallies || !tasks?.anchor || news.length === 0) return
  const connection = desk.pm.connection.id
  const entity = tasks.entity.pm
  const field = tasks.anchor.pm
  const states = news.flatMap(one => stateOf(one, field).map(state => ({ ...state, connection, entity })))
  const gone = news.filter(one => one.fields === null).map(one => one.id)
  const projects = [
    ...(await recordTaskStates(tx, states)),
    ...(await forgetTaskStates(tx, connection, entity, gone)),
  ]
  const rows = [...new Set(projects)].map(id => ({ connection, entity: deals.entity.pm, id }))
  await signalRows(tx, rows, prio.edit)
}

function stateOf({ id, fields }: TaskNews, field: string): Omit<TaskState, 'connection' | 'entity'>[] {
  const project = fields?.[field]
  if (!fields || typeof project !== 'string' || project === '') return []
  const due = typeof fields.dueDate === 'string' ? fields.dueDate.slice(0, 10) : null
  return [{ id, project, due, isClosed: fields.closed === true }]
}

interface CountingDesk {
  readonly policy: MappingPolicy
  readonly engine: { readonly pool: Db }
  readonly pm: Pick<SideDesk, 'connection'>
}

/** What these projects show in the CRM of their tasks today; nothing where the mapping does not ask for it. */
export async function talliesOf(
  desk: CountingDesk,
  projects: readonly string[],
): Promise<(project: string) => Fields> {
  const counts = await countsOf(desk, projects)
  return project => {
    const counted = counts(project)
    return counted ? tallyOf(counted) : {}
  }
}

/** The tasks of these projects today; null where the mapping does not have them counted. */
export async function countsOf(
  { policy, engine, pm: { connection } }: CountingDesk,
  projects: readonly string[],
): Promise<(project: string) => TaskCounts | null> {
  if (!policy.pairs.deals?.tallies) return () => null
  const counts = await taskCounts(engine.pool, connection.id, todayAt(connection), projects)
  return project => counts.get(project) ?? { open: 0, closed: 0, overdue: 0 }
}

/** The calendar day where the account of a connection is at home; where it does not tell, in UTC. */
export function todayAt({ facts }: Pick<Connection, 'facts'>): string {
  const now = new Date().toISOString()
  return dayIn(facts.timeZone ?? 'UTC', now) ?? now.slice(0, 10)
}
