import { advanceChore } from '../store/chores.ts'
import { inTransaction } from '../store/database.ts'
import { askForThreads } from '../store/threads.ts'
import type { ChoreDesk } from './chores.ts'

/** Asked for at once; the rest follows right away. */
const most = 500

/** Threads whose turn has come are looked at, although nobody said that they changed. No vendor is asked here. */
export async function threadsDue({ engine, chore, token, connection }: ChoreDesk): Promise<void> {
  await inTransaction(engine.pool, async tx => {
    const asked = await askForThreads(tx, connection.id, most)
    const nextInSeconds = asked < most ? engine.config.pollSeconds : 0
    const rest = { cursor: null, since: null, newest: null, doneOnce: true }
    await advanceChore(tx, chore, token, { ...rest, nextInSeconds })
  })
}
