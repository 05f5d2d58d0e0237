import { randomUUID } from 'node:crypto'
import { restFor } from '../core/budget.ts'
import { turnOf } from '../core/turn-of.ts'
import { VendorError } from '../spi/index.ts'
import {
  type Claim,
  claimKeys,
  countDue,
  letGoOfKeys,
  markSuspect,
  renewKeys,
  unclaimKeys,
} from '../store/dirty.ts'
import { type KeyEnd, settleKeys } from '../store/key-ends.ts'
import type { Lane } from '../store/lanes.ts'
import { renewLane } from '../store/lanes.ts'
import { mappingById } from '../store/mappings.ts'
import { isOutage } from '../store/outage.ts'
import { restSpent } from '../store/rest-spent.ts'
import { callTally } from './call-tally.ts'
import { delayTally } from './delay-tally.ts'
import { isCutShort } from './ending.ts'
import { endAfter, later } from './ends.ts'
import type { Engine } from './engine.ts'
import { bothClocks, openLease } from './lease.ts'
import { takenOrLetGo, throughOutages } from './loop.ts'
import { type Held, openDesk } from './open-desk.ts'
import { runPass } from './pass.ts'
import { proveTried, stopMapping } from './stopping.ts'
import { whileHeld } from './while-held.ts'

export const keysPerPass = 100

/**
 * Works through what is due in a lane it was given. Answers how many keys it claimed. A node that is asked to end (`goesOn`)
 * begins no more writes: those under way are finished, the rest is given back.
 */
export async function drainLane(
  engine: Engine,
  lane: Lane,
  owner: string,
  goesOn: () => boolean = () => true,
): Promise<number> {
  const token = randomUUID()
  const { leaseSeconds } = engine.config
  const lease = openLease(bothClocks(), engine.config)
  const claims = await takenOrLetGo(
    leaseSeconds,
    () => claimKeys(engine.pool, lane, token, keysPerPass, leaseSeconds),
    () => letGoOfKeys(engine.pool, lane.mapping, token),
  )
  if (claims.length === 0) return 0
  const hold = () => stayAlive(engine, lane, owner, { token, lease })
  await whileHeld(engine, hold, async () => {
    for (const some of byUrgency(await thoseInTurn(engine, lane, token, claims)))
      if (some.length > 0) await passOver(engine, lane, { token, lease, goesOn }, some)
  })
  return claims.length
}

function keysOf(claims: readonly Claim[]): readonly string[] {
  return claims.map(({ key }) => key)
}

/** What people wait for goes first, and never on the share of calls that a backlog may use. */
function byUrgency(claims: readonly Claim[]): (readonly Claim[])[] {
  return [claims.filter(claim => claim.live), claims.filter(claim => !claim.live)]
}

async function stayAlive(
  engine: Engine,
  lane: Lane,
  owner: string,
  { token, lease }: Omit<Held, 'goesOn'>,
): Promise<void> {
  const asked = bothClocks()
  if (await renewKeys(engine.pool, lane, token, engine.config.leaseSeconds)) lease.renewed(asked)
  await renewLane(engine.pool, lane, owner, engine.config.leaseSeconds)
}

/** Keys whose last worker died with them are kept apart; one that too many died with rests until somebody looks at it. */
async function thoseInTurn(
  engine: Engine,
  lane: Lane,
  token: string,
  claims: readonly Claim[],
): Promise<readonly Claim[]> {
  const { runs, waits, rests } = turnOf(claims)
  await throughOutages(engine.config.leaseSeconds, () =>
    unclaimKeys(engine.pool, lane.mapping, token, keysOf(waits)),
  )
  const ends = rests.map(({ key, version, attempts }) => {
    const error = `A worker died ${attempts} times while it had this in hand.`
    return { key, version, is: 'failed', error, why: { is: 'died' } } as const
  })
  await settle(engine, lane, token, ends)
  return runs
}

async function passOver(engine: Engine, lane: Lane, held: Held, claims: readonly Claim[]): Promise<void> {
  const { token } = held
  try {
    const tally = callTally()
    const urgency = claims.some(claim => claim.live) ? 'live' : 'backfill'
    const delays = delayTally(engine, lane.mapping, claims)
    let spentMs = 0
    const onSpent = (ms: number) => {
      spentMs = Math.max(spentMs, ms)
    }
    const calling = { urgency, onCounted: tally.count, onSpent, timed: delays.timed } as const
    const desk = await openDesk(engine, lane.mapping, held, calling)
    if (desk) {
      const written = await runPass(desk, claims)
      if (desk.mapping.onTrial && written.size > 0) await proveTried(engine, desk.mapping)
      const putBack = spentMs > 0 ? await countDue(engine.pool, lane.mapping, keysOf(claims)) : 0
      await tally.note(engine, lane.mapping, claims.length - putBack)
      await delays.note(written)
      const rest = { keys: keysOf(claims), forMs: restFor(spentMs), isBacklog: urgency === 'backfill' }
      if (rest.forMs > 0) await restSpent(engine.pool, lane, rest)
    } else
      await settle(
        engine,
        lane,
        token,
        claims.map(claim => later(claim, 0)),
      )
  } catch (error) {
    await throughOutages(engine.config.leaseSeconds, () => passFailed(engine, lane, token, claims, error))
  }
}

function settle(engine: Engine, lane: Lane, token: string, ends: readonly KeyEnd[]): Promise<void> {
  return settleKeys(engine.pool, lane.mapping, token, ends)
}

/**
 * A vendor's trouble, and the database's, is nobody's fault; any other error makes the keys run in ever smaller groups, to
 * find the one at fault.
 */
async function passFailed(
  engine: Engine,
  lane: Lane,
  token: string,
  claims: readonly Claim[],
  error: unknown,
): Promise<void> {
  const keys = keysOf(claims)
  if (error instanceof VendorError && isCutShort(error.failure))
    return unclaimKeys(engine.pool, lane.mapping, token, keys)
  if (error instanceof VendorError) {
    engine.log.warn({ failure: error.failure, mapping: lane.mapping }, 'a pass was cut short by a vendor')
    const mapping = error.failure.kind === 'forbidden' ? await mappingById(engine.pool, lane.mapping) : null
    if (mapping) await stopMapping(engine, mapping, { is: 'forbidden', why: error.failure.message })
    const ends = claims.map(claim => endAfter(claim, error.failure))
    return settle(engine, lane, token, ends)
  }
  if (isOutage(error)) {
    engine.log.warn({ err: error, mapping: lane.mapping }, 'a pass was cut short by the database')
    return unclaimKeys(engine.pool, lane.mapping, token, keys)
  }
  engine.log.error({ err: error, mapping: lane.mapping, keys: claims.length }, 'a pass failed')
  if (claims.length > 1) return markSuspect(engine.pool, lane.mapping, token, keys)
  const message = error instanceof Error ? error.message : String(error)
  const why = { is: 'broken' } as const
  const ends = claims.map(
    ({ key, version }) => ({ key, version, is: 'failed', error: message, why }) as const,
  )
  return settle(engine, lane, token, ends)
}
