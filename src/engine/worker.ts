import { randomUUID } from 'node:crypto'
import { fold, readyOverdueLanes } from '../store/fold.ts'
import { freeLane, letGoOfLane, takeLane } from '../store/lanes.ts'
import { tryForbiddenAgain } from '../store/mappings.ts'
import { doChore } from './chores.ts'
import { drainLane, keysPerPass } from './drain.ts'
import { endingGraceMs } from './ending.ts'
import type { Engine } from './engine.ts'
import { startLoop, takenOrLetGo, throughOutages } from './loop.ts'
import { openMailer } from './mailer.ts'
import { tryAgainSeconds } from './stopping.ts'

export interface Worker {
  /** Ends after the work in hand, which is finished or, when that takes longer than so many ms, given back. */
  stop(graceMs?: number): Promise<void>
}

const pollMs = 50
/** News is looked for more often: a single statement, and somebody waits for what it tells. */
const newsMs = 20
const choresAtOnce = 2

/** Folds news, serves lanes, does chores, hands over mail, until stopped. */
export function startWorker(engine: Engine): Worker {
  const mailer = openMailer(engine)
  let isStopping = false
  const loop = (name: string, idleMs: number, round: () => Promise<boolean>) =>
    startLoop({ name, idleMs, round, log: engine.log })
  const many = (count: number, name: string, idleMs: number, round: () => Promise<boolean>) =>
    Array.from({ length: count }, () => loop(name, idleMs, round))
  const lanes = many(engine.config.slots, 'lanes', pollMs, () => serveLane(engine, () => !isStopping))
  const loops = [
    ...lanes,
    loop('fold', newsMs, async () => {
      if ((await fold(engine.pool)) === 0) return false
      for (const lane of lanes) lane.wake()
      return true
    }),
    loop('overdue', 1000, async () => {
      await readyOverdueLanes(engine.pool)
      await tryForbiddenAgain(engine.pool, tryAgainSeconds)
      return false
    }),
    ...many(choresAtOnce, 'chores', pollMs * 2, () => doChore(engine)),
    loop('mail', pollMs * 4, async () => (await mailer.deliver()) > 0),
  ]
  return {
    stop: async (graceMs = endingGraceMs) => {
      isStopping = true
      const cut = setTimeout(() => {
        engine.sessions.end()
        mailer.close()
      }, graceMs)
      await Promise.all(loops.map(one => one.stop()))
      clearTimeout(cut)
      mailer.close()
    },
  }
}

/** One turn for the lane that was served longest ago. A full claim means there is more, so it goes to the back. */
async function serveLane(engine: Engine, goesOn: () => boolean): Promise<boolean> {
  // Of this turn alone: a turn that overslept its lease must not free the lane of another one in this process.
  const owner = randomUUID()
  const { leaseSeconds } = engine.config
  const lane = await takenOrLetGo(
    leaseSeconds,
    () => takeLane(engine.pool, owner, leaseSeconds),
    () => letGoOfLane(engine.pool, owner),
  )
  if (!lane) return false
  try {
    let claimed = keysPerPass
    for (let turn = 0; turn < 2 && claimed === keysPerPass && goesOn(); turn++)
      claimed = await drainLane(engine, lane, owner, goesOn)
  } finally {
    await throughOutages(leaseSeconds, () => freeLane(engine.pool, lane, owner))
  }
  return true
}
