import { randomUUID } from 'node:crypto'
import { VendorError } from '../spi/index.ts'
import { connectionById } from '../store/connections.ts'
import { type Claim, claimKeys, markSuspect, renewKeys, settleKeys, unclaimKeys } from '../store/dirty.ts'
import type { Lane } from '../store/lanes.ts'
import { renewLane } from '../store/lanes.ts'
import { mappingById } from '../store/mappings.ts'
import type { PassDesk, SideDesk } from './desk.ts'
import { endAfter, later } from './ends.ts'
import type { Engine } from './engine.ts'
import { runPass } from './pass.ts'
import { policyOf } from './policies.ts'
import { connectorOf } from './registry.ts'
import { stopMapping } from './stopping.ts'

export const keysPerPass = 100
const poisonAfter = 5

/** Works through what is due in a lane it was given. Answers how many keys it claimed. */
export async function drainLane(engine: Engine, lane: Lane, owner: string): Promise<number> {
  const token = randomUUID()
  const { leaseSeconds } = engine.config
  const claims = await claimKeys(engine.pool, lane, token, keysPerPass, leaseSeconds)
  if (claims.length === 0) return 0
  const alive = setInterval(() => void stayAlive(engine, lane, owner, token), (leaseSeconds * 1000) / 3)
  try {
    const due = await suspectsAlone(engine, lane, token, claims)
    if (due.length > 0) await passOver(engine, lane, token, due)
  } finally {
    clearInterval(alive)
  }
  return claims.length
}

async function stayAlive(engine: Engine, lane: Lane, owner: string, token: string): Promise<void> {
  try {
    await renewKeys(engine.pool, lane.mapping, token, engine.config.leaseSeconds)
    await renewLane(engine.pool, lane, owner, engine.config.leaseSeconds)
  } catch (error) {
    engine.log.warn({ err: error }, 'a lease could not be renewed')
  }
}

/** A key whose last worker died with it runs alone; after enough deaths it rests until somebody looks at it. */
async function suspectsAlone(
  engine: Engine,
  lane: Lane,
  token: string,
  claims: readonly Claim[],
): Promise<Claim[]> {
  const suspects = claims.filter(claim => claim.suspect)
  const [first] = suspects
  if (!first) return [...claims]
  const others = claims.filter(claim => claim !== first).map(claim => claim.key)
  await unclaimKeys(engine.pool, lane.mapping, token, others)
  if (first.attempts < poisonAfter) return [first]
  const error = `A worker died ${first.attempts} times while it had this in hand.`
  await settleKeys(engine.pool, lane.mapping, token, [
    { key: first.key, version: first.version, is: 'failed', error },
  ])
  return []
}

async function passOver(engine: Engine, lane: Lane, token: string, claims: readonly Claim[]): Promise<void> {
  try {
    const desk = await openDesk(engine, lane.mapping, token)
    if (desk) await runPass(desk, claims)
    else
      await settleKeys(
        engine.pool,
        lane.mapping,
        token,
        claims.map(claim => later(claim, 0)),
      )
  } catch (error) {
    await passFailed(engine, lane, token, claims, error)
  }
}

/** A vendor's trouble is nobody's fault; any other error makes the keys run one by one, to find the one at fault. */
async function passFailed(
  engine: Engine,
  lane: Lane,
  token: string,
  claims: readonly Claim[],
  error: unknown,
) {
  if (error instanceof VendorError) {
    engine.log.warn({ failure: error.failure, mapping: lane.mapping }, 'a pass was cut short by a vendor')
    const mapping = error.failure.kind === 'forbidden' ? await mappingById(engine.pool, lane.mapping) : null
    if (mapping) await stopMapping(engine, mapping, error.failure.message)
    return settleKeys(
      engine.pool,
      lane.mapping,
      token,
      claims.map(claim => endAfter(claim, error.failure)),
    )
  }
  engine.log.error({ err: error, mapping: lane.mapping, keys: claims.length }, 'a pass failed')
  if (claims.length > 1) return markSuspect(engine.pool, lane.mapping, token)
  const message = error instanceof Error ? error.message : String(error)
  return settleKeys(
    engine.pool,
    lane.mapping,
    token,
    claims.map(({ key, version }) => ({ key, version, is: 'failed', error: message })),
  )
}

/** Null: the mapping or one of its connections is not in use just now. */
async function openDesk(engine: Engine, mappingId: number, token: string): Promise<PassDesk | null> {
  const mapping = await mappingById(engine.pool, mappingId)
  if (mapping?.state !== 'on') return null
  const [crm, pm] = await Promise.all([openSide(engine, mapping.crm), openSide(engine, mapping.pm)])
  if (!crm || !pm) return null
  return { engine, mapping, policy: policyOf(mapping.text, mapping.name, engine.registry), crm, pm, token }
}

async function openSide(engine: Engine, id: number): Promise<SideDesk | null> {
  const connection = await connectionById(engine.pool, id)
  if (connection?.state !== 'ready') return null
  return {
    connection,
    connector: connectorOf(engine.registry, connection.connector),
    session: engine.sessions.open(connection, 'live'),
  }
}
