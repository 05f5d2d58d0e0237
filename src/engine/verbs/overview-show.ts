import { z } from 'zod'
import { connectionHealths } from '../../store/connection-health.ts'
import { allConnections } from '../../store/connections.ts'
import {
  leftOutFigures,
  mailFigures,
  mappingFigures,
  openHoldFigures,
  openRefusalFigures,
  toDecide,
} from '../../store/figures.ts'
import { budgetsOf } from '../budgets-of.ts'
import { fix, fixFor } from './connection-fix.ts'
import { questionsApart } from './overview-attention.ts'
import { side } from './shapes.ts'
import { defineVerb, type VerbDesk } from './verb.ts'

const counted = z.array(z.strictObject({ mapping: z.string(), code: z.string(), count: z.int() })).readonly()

/** How a mapping is doing: what is in sync, and what is not, with why. */
const mappingState = z.strictObject({
  mapping: z.string(),
  state: z.string(),
  pausedWhy: z.string().nullable(),
  links: z.int(),
  /** Links about which nothing is due, held, refused or failing, and whose sides do not differ. */
  inSync: z.int(),
  /** Accounts for which a client is suggested. */
  suggested: z.int(),
  due: z.int(),
  oldestDueSeconds: z.number(),
  failing: z.int(),
  lanesInWork: z.int(),
  /** Questions; and what goes on by itself when another row has its counterpart. */
  holds: counted,
  waiting: counted,
  refusals: counted,
  /** Records that take no part: `ignored` by a person, or `inactive` at their vendor. */
  leftOut: counted,
  /** Links that differ although nothing about them is held or refused, and those that were never looked at whole. */
  differing: z.int(),
  unverified: z.int(),
})
export type MappingState = z.output<typeof mappingState>

/** How a connection is doing: whether it is in use, and how much of its calls is used up. */
const connectionState = z.strictObject({
  name: z.string(),
  connector: z.string(),
  side,
  account: z.string().nullable(),
  state: z.enum(['new', 'ready', 'paused']),
  pausedWhy: z.string().nullable(),
  /** What is wrong and what to do about it; null: nothing is. */
  fix: fix.nullable(),
  budgets: z.array(z.strictObject({ class: z.string(), used: z.int(), allowed: z.int() })),
})
export type ConnectionState = z.output<typeof connectionState>

/** Whether everything is in sync, in numbers. */
export const overviewShow = defineVerb({
  name: 'overview.show',
  title: 'See how everything is doing',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({}),
  answer: z.strictObject({
    mappings: z.array(mappingState),
    connections: z.array(connectionState),
    mailsWaiting: z.int(),
    /** Mails that no server took, and that are tried no more. */
    mailsGivenUp: z.int(),
  }),
  act: async desk => ({
    mappings: await mappingStates(desk),
    connections: await connectionStates(desk),
    ...(await mailFigures(desk.tx)),
  }),
})

async function mappingStates({ tx }: VerbDesk): Promise<MappingState[]> {
  const [figures, holds] = [await mappingFigures(tx), await openHoldFigures(tx)]
  const [refusals, leftOut] = [await openRefusalFigures(tx), await leftOutFigures(tx)]
  const open = await toDecide(tx)
  return figures.map(one => {
    const { unsettled = 0, suggested = 0 } = open.find(({ mapping }) => mapping === one.mapping) ?? {}
    return {
      ...one,
      suggested,
      inSync: Math.max(0, one.links - unsettled),
      ...questionsApart(holds.filter(({ mapping }) => mapping === one.mapping)),
      refusals: refusals.filter(({ mapping }) => mapping === one.mapping),
      leftOut: leftOut.filter(({ mapping }) => mapping === one.mapping),
    }
  })
}

async function connectionStates({ engine, tx }: VerbDesk): Promise<ConnectionState[]> {
  const healths = new Map((await connectionHealths(tx)).map(one => [one.connection, one]))
  const states: ConnectionState[] = []
  for (const connection of await allConnections(tx)) {
    const { name, connector, side: on, account, state, pausedWhy } = connection
    const budgets = await budgetsOf(engine, tx, connection)
    const { chores = [] } = healths.get(connection.id) ?? {}
    const fix = fixFor(connection, { chores }, engine.registry.has(connector))
    states.push({ name, connector, side: on, account, state, pausedWhy, fix, budgets })
  }
  return states
}
