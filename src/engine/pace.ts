import PQueue from 'p-queue'
import type { Urgency } from '../core/budget.ts'
import type { CallsLeft, Connector, Limit, VendorRequest, VendorResponse } from '../spi/index.ts'
import { type CallClass, pauseCalls } from '../store/budgets.ts'
import type { Connection } from '../store/connections.ts'
import type { Pool } from '../store/database.ts'
import type { SlotClass } from '../store/slots.ts'
import { type BlockKeeper, blockKeeper, type CountedCall } from './blocks.ts'
import { type SlotKeeper, slotKeeper } from './slots.ts'

/** Holds calls to what a connector declared, for all nodes together. */
export interface Pace {
  run(to: PacedCall, call: () => Promise<VendorResponse>): Promise<VendorResponse>
  /** The vendor asked for silence: for so long, or without saying how long. */
  pause(to: PacedCall, seconds: number | undefined): Promise<void>
  /** Gives back what this node holds. */
  close(): Promise<void>
}

export interface PacedCall {
  readonly connection: Connection
  readonly connector: Connector
  readonly request: VendorRequest
  readonly urgency: Urgency
  /** What is about to be called, as the vendor counts it. */
  readonly onCounted?: ((of: CallClass, cost: number) => void) | undefined
}

export interface PaceDesk {
  readonly pool: Pool
  /** Divides the vendors' windows. */
  readonly windowScale: number
  /** How long a call may take, in ms. */
  readonly callMs: number
}

/** Calls a connection makes at once from one node, whatever its connector declares. */
const atOnce = 4

/** When a vendor says that it is too much, and not how long to wait. */
const quietSeconds = 30

export function createPace({ pool, windowScale, callMs }: PaceDesk): Pace {
  const lanes = new Map<number, PQueue>()
  const laneOf = (connection: number) => {
    const lane = lanes.get(connection) ?? new PQueue({ concurrency: atOnce })
    lanes.set(connection, lane)
    return lane
  }
  const keepers = { windowScale, blocks: blockKeeper(pool, callMs), slots: slotKeeper(pool, callMs) }
  return {
    run: (to, call) =>
      laneOf(to.connection.id).add(() => inPace(keepers, to, call), {
        priority: to.urgency === 'live' ? 1 : 0,
      }),
    pause: async (to, seconds = quietSeconds / windowScale) => {
      for (const name of classNames(to.request)) await pauseCalls(pool, to.connection.id, name, seconds)
    },
    close: async () => {
      await keepers.blocks.giveBack()
      await keepers.slots.giveBack()
    },
  }
}

interface Keepers {
  readonly windowScale: number
  readonly blocks: BlockKeeper
  readonly slots: SlotKeeper
}

async function inPace(
  keepers: Keepers,
  to: PacedCall,
  call: () => Promise<VendorResponse>,
): Promise<VendorResponse> {
  const counted = await countedIn(keepers, to)
  const leave = await placesFor(keepers, to, counted)
  if (!counted.every(one => one.call.stillCounts())) {
    for (const one of counted) one.call.unmade()
    for (const one of leave) await one()
    return inPace(keepers, to, call)
  }
  for (const { of } of counted) to.onCounted?.(of, to.request.weight ?? 1)
  try {
    const response = await call()
    await tell(to, counted, response)
    return response
  } finally {
    for (const one of counted) one.call.answered()
    for (const one of leave) await one()
  }
}

function countedIn({ blocks, windowScale }: Keepers, to: PacedCall): Promise<Counted[]> {
  const cost = to.request.weight ?? 1
  return allOrNone(
    classesOf(to, windowScale),
    async of => ({ of, call: await blocks.count(of, cost, to.urgency) }),
    async one => one.call.unmade(),
  )
}

/** Without a place nothing is called, so what was counted for it is given back. */
async function placesFor({ slots }: Keepers, to: PacedCall, counted: readonly Counted[]) {
  try {
    return await allOrNone(slotsOf(to), slots.take, one => one())
  } catch (error) {
    for (const one of counted) one.call.unmade()
    throw error
  }
}

interface Counted {
  readonly of: CallClass
  readonly call: CountedCall
}

/** Takes one after the other; what was taken before one that fails is given back. */
async function allOrNone<A, T>(
  asks: readonly A[],
  take: (ask: A) => Promise<T>,
  giveBack: (taken: T) => Promise<void>,
): Promise<T[]> {
  const taken: T[] = []
  try {
    for (const ask of asks) taken.push(await take(ask))
    return taken
  } catch (error) {
    for (const one of taken) await giveBack(one)
    throw error
  }
}

async function tell(
  { connector, request }: PacedCall,
  counted: readonly Counted[],
  response: VendorResponse,
): Promise<void> {
  const told: readonly CallsLeft[] = connector.callsLeft?.(request, response) ?? []
  for (const { of, left } of told) await counted.find(one => one.of.class === of)?.call.told(left)
}

/** The classes a request counts under. `*` stands for the whole connection. */
function classNames({ limit }: VendorRequest): readonly string[] {
  if (limit === undefined) return ['*']
  return typeof limit === 'string' ? [limit] : limit
}

function limitsOf({ connection, connector, request }: PacedCall): Limit[] {
  const names = classNames(request)
  return connector.limits(connection.settings).filter(({ of }) => of === '*' || names.includes(of))
}

function classesOf(to: PacedCall, scale: number): CallClass[] {
  return limitsOf(to)
    .filter(limit => 'calls' in limit)
    .map(({ of, calls, perSeconds }) => classOf(to.connection.id, of, calls, perSeconds / scale))
}

function classOf(connection: number, name: string, calls: number, perSeconds: number): CallClass {
  return { connection, class: name, window: { calls, perSeconds } }
}

function slotsOf(to: PacedCall): SlotClass[] {
  return limitsOf(to)
    .filter(limit => 'atOnce' in limit)
    .map(limit => ({ connection: to.connection.id, class: limit.of, atOnce: limit.atOnce }))
}
