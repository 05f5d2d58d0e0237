import { z } from 'zod'
import { choreKinds } from '../../store/chores.ts'
import { type ConnectionHealth, connectionHealths } from '../../store/connection-health.ts'
import { allConnections, type Connection } from '../../store/connections.ts'
import { budgetsOf } from '../budgets-of.ts'
import type { Engine } from '../engine.ts'
import { hookAddress } from '../subscribe.ts'
import { fix, fixFor } from './connection-fix.ts'
import { moment, side } from './shapes.ts'
import { defineVerb } from './verb.ts'

const chore = z.strictObject({
  kind: z.enum(choreKinds),
  /** The kind of record it is about; empty: the connection as a whole. */
  entity: z.string(),
  doneAt: moment.nullable(),
  nextAt: moment.nullable(),
  attempts: z.int(),
  error: z.string().nullable(),
})

const listedConnection = z.strictObject({
  name: z.string(),
  connector: z.string(),
  /** What the vendor is called. */
  title: z.string(),
  docs: z.string(),
  side,
  account: z.string().nullable(),
  state: z.enum(['new', 'ready', 'paused']),
  pausedWhy: z.string().nullable(),
  /** Why Baton paused it by itself; null: a person did, or nobody. */
  stoppedBy: z.enum(['locked-out', 'another-account']).nullable(),
  settings: z.record(z.string(), z.string()),
  signIn: z.enum(['oauth2', 'key', 'basic']).nullable(),
  mappings: z.array(z.string()).readonly(),
  hooks: z.strictObject({
    /** Made by Baton, set up at the vendor by hand, or none: changes are asked for now and then. */
    are: z.enum(['made', 'by-hand', 'none']),
    /** Where the vendor sends them; null: Baton has no public address. */
    address: z.string().nullable(),
    since: moment.nullable(),
    until: moment.nullable(),
  }),
  chores: z.array(chore).readonly(),
  budgets: z.array(z.strictObject({ class: z.string(), used: z.int(), allowed: z.int() })),
  /** What is wrong and what to do about it; null: nothing is. */
  fix: fix.nullable(),
})
export type ListedConnection = z.output<typeof listedConnection>

/** The connections, each with its health, what to do where that is bad, and how it hears of changes. */
export const connectionsList = defineVerb({
  name: 'connections.list',
  title: 'Show the connections',
  roles: ['admin', 'viewer'],
  changes: false,
  ask: z.strictObject({}),
  answer: z.strictObject({ items: z.array(listedConnection) }),
  async act({ engine, tx }) {
    const healths = new Map((await connectionHealths(tx)).map(one => [one.connection, one]))
    const items: ListedConnection[] = []
    for (const connection of await allConnections(tx)) {
      const health = healths.get(connection.id)
      if (!health) continue
      const budgets = await budgetsOf(engine, tx, connection)
      items.push({ ...listed(engine, connection, health), budgets })
    }
    return { items }
  },
})

function listed(
  engine: Engine,
  connection: Connection,
  health: ConnectionHealth,
): Omit<ListedConnection, 'budgets'> {
  const { name, connector, side: on, account, state, pausedWhy, stoppedBy, settings } = connection
  const vendor = engine.registry.get(connector)
  return {
    ...{ name, connector, side: on, account, state, pausedWhy, stoppedBy, settings },
    title: vendor?.title ?? connector,
    docs: vendor?.docs ?? '',
    signIn: vendor?.auth.kind ?? null,
    mappings: health.mappings,
    hooks: {
      are: vendor?.webhooks === undefined ? 'none' : vendor.webhooks.subscribe ? 'made' : 'by-hand',
      address: hookAddress(engine.config, name),
      since: health.hooksSince,
      until: health.hooksUntil,
    },
    chores: health.chores,
    fix: fixFor(connection, health, vendor !== undefined),
  }
}
