import type { Account } from '../spi/index.ts'
import { forgetOldAnswers } from '../store/answered.ts'
import { forgetOldCalls } from '../store/budgets.ts'
import { advanceChore, choresDue } from '../store/chores.ts'
import { connectionReady } from '../store/connections.ts'
import { inTransaction } from '../store/database.ts'
import type { Described } from '../store/described.ts'
import { anotherAccount } from './another-account.ts'
import type { ChoreDesk } from './chores.ts'
import { describedNow, keepFields, lookAtMappings } from './describe.ts'
import { stopConnection, tellConnectionGoesOn, tryAgainSeconds } from './stopping.ts'

const checkEverySeconds = 24 * 3600
const through = { cursor: null, since: null, newest: null, doneOnce: true } as const

function longestWindow({ connector, connection }: ChoreDesk): number {
  const windows = connector.limits(connection.settings).filter(limit => 'calls' in limit)
  return Math.max(0, ...windows.map(limit => limit.perSeconds))
}

/** Whether this is another account than the one whose rows are linked: it is left as it is then, and nothing is made in it. */
async function isElsewhere(desk: ChoreDesk, found: Account): Promise<boolean> {
  const { engine, chore, token, connection, connector } = desk
  const why = await anotherAccount(engine.pool, connection, found)
  if (why === null) return false
  await stopConnection(engine, connection, { by: 'another-account', vendor: connector.title, why })
  await advanceChore(engine.pool, chore, token, { ...through, nextInSeconds: tryAgainSeconds })
  return true
}

/** What a check finds, once the connector has made what it needs of its own and may make. */
async function provedAccount(desk: ChoreDesk): Promise<Account | null> {
  const { engine, connection, connector, session } = desk
  const found = await connector.check(session)
  if (await isElsewhere(desk, found)) return null
  const made = (await connector.prepare?.({ ...session, facts: found.facts })) ?? []
  if (made.length === 0) return found
  engine.log.info({ connection: connection.name, made }, 'the account was prepared')
  return connector.check(session)
}

/**
 * What an account has of its own is known when it is ready to be used: a mapping may name it. Later checks leave that to a
 * chore of its own, and so does one that cannot find it out now.
 */
async function firstDescribed(desk: ChoreDesk, { facts }: Account): Promise<Described | null> {
  const { engine, connection, connector, session } = desk
  if (!connector.describe || connection.described !== null) return null
  try {
    return await describedNow(desk, { ...session, facts })
  } catch (error) {
    engine.log.warn(
      { err: error, connection: connection.name },
      'what the account has of its own is asked for again',
    )
    return null
  }
}

/** Proves that a connection works and keeps what it finds out; from then on the connection is in use. */
export async function checkConnection(desk: ChoreDesk): Promise<void> {
  const { engine, chore, token, connection } = desk
  const account = await provedAccount(desk)
  if (account === null) return
  const fields = await firstDescribed(desk, account)
  const kept = await inTransaction(engine.pool, async tx => {
    const progress = { ...through, nextInSeconds: checkEverySeconds }
    if (!(await advanceChore(tx, chore, token, progress))) return false
    await connectionReady(tx, connection.id, account)
    await forgetOldCalls(tx, connection.id, longestWindow(desk))
    await forgetOldAnswers(tx)
    if (fields) await keepFields(tx, desk, fields)
    else if (desk.connector.describe) await choresDue(tx, connection.id, ['describe'])
    if (desk.connector.webhooks?.subscribe) await choresDue(tx, connection.id, ['subscribe'])
    if (connection.state === 'paused') await tellConnectionGoesOn(tx, engine, connection)
    return true
  })
  if (kept && fields) await lookAtMappings(desk, fields)
  engine.log.info({ connection: connection.name, account: account.account }, 'connection is ready')
}
