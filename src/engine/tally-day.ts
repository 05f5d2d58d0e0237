import { advanceChore } from '../store/chores.ts'
import { inTransaction } from '../store/database.ts'
import { prio, signalRows } from '../store/signals.ts'
import { projectsLateSince } from '../store/task-states.ts'
import type { ChoreDesk } from './chores.ts'
import { todayAt } from './tallies.ts'

const againSeconds = 900

/** A day that has passed makes tasks overdue although nobody touched them: their projects are looked at. No vendor is asked. */
export async function tallyDay({ engine, chore, token, connection }: ChoreDesk): Promise<void> {
  const today = todayAt(connection)
  await inTransaction(engine.pool, async tx => {
    const progress = { cursor: today, since: null, newest: null, doneOnce: true, nextInSeconds: againSeconds }
    if (!(await advanceChore(tx, chore, token, progress))) return
    const days = { after: chore.cursor ?? '', until: today }
    const projects = await projectsLateSince(tx, connection.id, days)
    const rows = projects.map(id => ({ connection: connection.id, entity: chore.entity, id }))
    await signalRows(tx, rows, prio.backlog)
  })
}
