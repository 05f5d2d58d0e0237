import { emptySweepWords, isEmptied, type Missing } from '../core/brake.ts'
import { askBrake, countPlanned } from '../store/brakes.ts'
import { advanceChore, type ChoreProgress } from '../store/chores.ts'
import { inTransaction } from '../store/database.ts'
import { writeJournal } from '../store/journal.ts'
import { prio } from '../store/signals.ts'
import { believeSweep, countUnseen, signalUnseen, someUnseen } from '../store/sweep-ends.ts'
import { forgetStretches, type SweptPair } from '../store/sweeps.ts'
import type { ChoreDesk } from './chores.ts'
import { stopMapping } from './stopping.ts'

/** Of the rows that a list did not show, so many are looked for before the list is believed to be empty. */
const tried = 5

/**
 * The list has been read to its end: rows on record that it did not show are looked for one by one, and only a pass believes
 * anything of them. A list that shows next to nothing is not believed at all: the mapping stops and asks.
 */
export async function endSweep(
  desk: ChoreDesk,
  pairs: readonly SweptPair[],
  rest: ChoreProgress,
): Promise<void> {
  const { engine, chore, token } = desk
  const due: SweptPair[] = []
  for (const pair of pairs) if (!(await isStopped(desk, pair))) due.push(pair)
  await inTransaction(engine.pool, async tx => {
    if (!(await advanceChore(tx, chore, token, rest))) return
    for (const pair of due) {
      await signalUnseen(tx, pair, chore, prio.sweep)
      await believeSweep(tx, pair, chore)
    }
    await forgetStretches(tx, chore)
  })
}

async function isStopped(desk: ChoreDesk, pair: SweptPair): Promise<boolean> {
  const { engine, chore } = desk
  const missing = await countUnseen(engine.pool, pair, chore)
  if (!isEmptied(missing) || (await isAllowed(desk, pair, missing)) || (await areThere(desk, pair)))
    return false
  const why = emptySweepWords(missing)
  await stopMapping(engine, pair.mapping, { is: 'brake', why }, async tx => {
    await askBrake(tx, pair.mapping.id, { deletes: missing.missing, overwrites: 0 })
    await writeJournal(tx, pair.mapping.id, [
      { pair: pair.pair, key: null, kind: 'braked', data: { ...missing, why } },
    ])
  })
  return true
}

/** A person has said that so many may be gone. Counting nothing tells what has been allowed. */
async function isAllowed(
  { engine }: ChoreDesk,
  { mapping }: SweptPair,
  { missing }: Missing,
): Promise<boolean> {
  const { leave } = await countPlanned(engine.pool, mapping.id, 1, { deletes: 0, overwrites: 0 })
  return leave.deletes >= missing
}

/** Whether rows that the list left out can be read all the same: then the list is short, and they are not gone. */
async function areThere({ engine, chore, connector, session }: ChoreDesk, pair: SweptPair): Promise<boolean> {
  const ids = await someUnseen(engine.pool, pair, chore, tried)
  return (await connector.fetch(session, chore.entity, ids)).length > 0
}
