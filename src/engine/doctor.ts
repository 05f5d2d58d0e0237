import {
  doubtful,
  type Finding,
  type Session,
  VendorError,
  type VendorResponse,
  wrong,
} from '../spi/index.ts'
import { allConnections, type Connection } from '../store/connections.ts'
import { linkedRows } from '../store/linked-rows.ts'
import type { Engine } from './engine.ts'
import { connectorOf } from './registry.ts'
import { hookAddress } from './subscribe.ts'
import { VerbError } from './verbs/verb-error.ts'

export interface Diagnosis {
  readonly connection: string
  readonly findings: readonly Finding[]
}

/** So many linked rows of an entity are shown to a connector's doctor. */
const rowsOfEach = 20
/** Clocks further apart than this make signatures, channels and windows go wrong. */
const clockOffMs = 60_000

/** Looks at every connection, or at one; reads only. A vendor that does not answer is a finding too. */
export async function diagnose(engine: Engine, name?: string): Promise<readonly Diagnosis[]> {
  const all = await allConnections(engine.pool)
  const connections = all.filter(connection => name === undefined || connection.name === name)
  if (name !== undefined && connections.length === 0)
    throw new VerbError('verb/not-found', `There is no connection "${name}".`)
  const found: Diagnosis[] = []
  for (const connection of connections)
    found.push({ connection: connection.name, findings: await findings(engine, connection) })
  return found
}

async function findings(engine: Engine, connection: Connection): Promise<readonly Finding[]> {
  const paused = connection.state === 'paused' ? [pausedFinding(connection)] : []
  const connector = connectorOf(engine.registry, connection.connector)
  const watched = watching(engine.sessions.open(connection, 'live'))
  try {
    const { facts } = await connector.check(watched.session)
    const ask = {
      now: new Date().toISOString(),
      callback: callbackOf(engine, connection),
      rows: await linkedRows(engine.pool, connection.id, rowsOfEach),
    }
    const told = await connector.doctor?.({ ...watched.session, facts }, ask)
    return [...paused, ...watched.clock(), ...(told ?? [])]
  } catch (error) {
    if (!(error instanceof VendorError)) throw error
    return [
      ...paused,
      ...watched.clock(),
      wrong(error.failure.message, 'Nothing more can be looked at before.'),
    ]
  }
}

function pausedFinding({ pausedWhy }: Connection): Finding {
  return wrong(
    `The connection is paused: ${pausedWhy ?? 'nobody said why'}.`,
    'Mend the cause, then resume it.',
  )
}

function callbackOf({ config }: Engine, { name }: Connection): string | null {
  return hookAddress(config, name)
}

/** A session that notes how far the vendor's clock is from ours. */
function watching(session: Session): { readonly session: Session; clock(): readonly Finding[] } {
  let offMs: number | null = null
  const send: Session['send'] = async request => {
    const asked = Date.now()
    const response = await session.send(request)
    offMs ??= clockOff(response, asked, Date.now())
    return response
  }
  return {
    session: { ...session, send },
    clock: () => (offMs === null || Math.abs(offMs) <= clockOffMs ? [] : [clockFinding(offMs)]),
  }
}

/** Milliseconds that the vendor's clock is ahead; null where it does not tell. The answer was made in between. */
function clockOff({ headers }: VendorResponse, askedAt: number, answeredAt: number): number | null {
  const theirs = Date.parse(headers.date ?? '')
  if (Number.isNaN(theirs)) return null
  if (theirs > answeredAt) return theirs - answeredAt
  return theirs < askedAt ? theirs - askedAt : 0
}

function clockFinding(offMs: number): Finding {
  const seconds = Math.round(Math.abs(offMs) / 1000)
  const where = offMs > 0 ? 'behind' : 'ahead of'
  return doubtful(
    `This machine's clock is ${seconds} seconds ${where} the vendor's.`,
    'Let NTP set it: channels and pulls go by the clock.',
  )
}
