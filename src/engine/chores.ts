import { randomUUID } from 'node:crypto'
import { VendorError } from '../spi/index.ts'
import { type Chore, choreFailed, holdChore, letGoOfChore, takeChore } from '../store/chores.ts'
import { connectionById } from '../store/connections.ts'
import { inTransaction } from '../store/database.ts'
import { sweptPairs } from '../store/sweeps.ts'
import { makeAccountProject } from './account-project.ts'
import { checkConnection } from './check.ts'
import { describeAccount } from './describe.ts'
import type { SideDesk } from './desk.ts'
import { isCutShort } from './ending.ts'
import type { Engine } from './engine.ts'
import { takenOrLetGo } from './loop.ts'
import { tellHooksLost } from './lost-hooks.ts'
import { matchPage } from './match-all.ts'
import { previewStep } from './preview.ts'
import { pullPage } from './pull.ts'
import { connectorOf } from './registry.ts'
import { stopMapping, tryAgainSeconds } from './stopping.ts'
import { subscribe } from './subscribe.ts'
import { sweepPages } from './sweep.ts'
import { tallyDay } from './tally-day.ts'
import { threadsDue } from './threads-due.ts'
import { whileHeld } from './while-held.ts'

export interface ChoreDesk extends SideDesk {
  readonly engine: Engine
  readonly chore: Chore
  readonly token: string
}

const doers: Readonly<Record<Chore['kind'], (desk: ChoreDesk) => Promise<void>>> = {
  check: checkConnection,
  describe: describeAccount,
  preview: previewStep,
  subscribe,
  pull: pullPage,
  sweep: sweepPages,
  tally: tallyDay,
  match: matchPage,
  threads: threadsDue,
  project: makeAccountProject,
}

/** Does the chore that is longest overdue. Answers false when none is due. */
export async function doChore(engine: Engine): Promise<boolean> {
  const token = randomUUID()
  const { leaseSeconds } = engine.config
  const chore = await takenOrLetGo(
    leaseSeconds,
    () => takeChore(engine.pool, token, leaseSeconds),
    () => letGoOfChore(engine.pool, token),
  )
  if (!chore) return false
  const connection = await connectionById(engine.pool, chore.connection)
  if (!connection) return true
  const connector = connectorOf(engine.registry, connection.connector)
  const urgency = chore.kind === 'pull' || chore.kind === 'sweep' ? 'backfill' : 'live'
  const session = engine.sessions.open(connection, urgency)
  const desk = { engine, chore, token, connection, connector, session }
  // What takes several calls may take longer than a lease: whoever took it over meanwhile would not get further either.
  const hold = () => holdChore(engine.pool, chore, token, leaseSeconds)
  await whileHeld(engine, hold, () => carryOut(desk), { chore: chore.kind })
  return true
}

async function carryOut(desk: ChoreDesk): Promise<void> {
  try {
    await doers[desk.chore.kind](desk)
  } catch (error) {
    await failed(desk, error)
  }
}

async function failed(desk: ChoreDesk, error: unknown): Promise<void> {
  const { engine, chore, token, connection } = desk
  if (error instanceof VendorError && isCutShort(error.failure)) return letGoOfChore(engine.pool, token)
  const message = error instanceof Error ? error.message : String(error)
  engine.log.warn(
    { err: error, connection: connection.name, chore: chore.kind, entity: chore.entity },
    'a chore failed',
  )
  const failure = error instanceof VendorError ? error.failure : null
  if (failure?.kind === 'forbidden' && (chore.kind === 'pull' || chore.kind === 'sweep'))
    await stopWhatReads(engine, chore, failure.message)
  const asked = failure?.retryAfterSeconds ?? 0
  const usual = failure?.kind === 'unauthorized' ? tryAgainSeconds : Math.min(300, 2 ** chore.attempts)
  await inTransaction(engine.pool, async tx => {
    await choreFailed(tx, chore, token, message, Math.max(asked, usual))
    await tellHooksLost(tx, desk, message)
  })
}

/** A kind of record that may no longer be read, or is not there any more, stops the mappings that need it: they say so. */
async function stopWhatReads(engine: Engine, { connection, entity }: Chore, why: string): Promise<void> {
  for (const { mapping } of await sweptPairs(engine.pool, connection, entity))
    if (mapping.state === 'on') await stopMapping(engine, mapping, { is: 'forbidden', why })
}
