import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import Bottleneck from 'bottleneck'
import type { Urgency, Window } from '../core/budget.ts'
import { type Connector, VendorError, type VendorRequest } from '../spi/index.ts'
import { type CallClass, pauseCalls, reserveCalls, settleCalls } from '../store/budgets.ts'
import type { Connection } from '../store/connections.ts'
import type { Pool } from '../store/database.ts'

/** Holds calls to what a connector declared, for all nodes together. */
export interface Pace {
  run<T>(to: PacedCall, call: () => Promise<T>): Promise<T>
  /** The vendor asked for silence. */
  pause(to: PacedCall, seconds: number): Promise<void>
  /** Gives back what this node holds. */
  close(): Promise<void>
}

export interface PacedCall {
  readonly connection: Connection
  readonly connector: Connector
  readonly request: VendorRequest
  readonly urgency: Urgency
}

/** Calls a node has in hand of one class. */
interface Block {
  readonly id: string
  readonly of: CallClass
  readonly until: number
  left: number
  answered: number
  inFlight: number
}

/** A block is so large at most, and lasts so long; what is left of it when its node dies counts as made. */
const blockCalls = 10
const blockSeconds = (window: Window) => Math.min(10, window.perSeconds / 12)
/** Shorter waits are waited out; for longer ones the work is put back, so that nothing else waits behind it. */
const waitAtMostMs = 1500
/** Calls a connection makes at once from one node; below every vendor's own bound. */
const atOnce = 4

export function createPace(pool: Pool, windowScale: number): Pace {
  const lanes = new Bottleneck.Group({ maxConcurrent: atOnce })
  const keeper = blockKeeper(pool)
  return {
    run: (to, call) =>
      lanes.key(String(to.connection.id)).schedule({ priority: to.urgency === 'live' ? 3 : 7 }, async () => {
        const cost = to.request.weight ?? 1
        const classes = classesOf(to, windowScale)
        const taken = await Promise.all(classes.map(of => keeper.blockFor(of, cost, to.urgency)))
        return counted(taken, cost, call)
      }),
    pause: (to, seconds) =>
      pauseCalls(pool, to.connection.id, to.request.limit ?? '*', seconds / windowScale),
    close: () => keeper.giveBack(),
  }
}

/** The blocks this node holds; callers that want one at the same time share what is fetched. */
function blockKeeper(pool: Pool) {
  const blocks = new Map<string, Block>()
  const asking = new Map<string, Promise<Block>>()

  async function blockFor(of: CallClass, cost: number, urgency: Urgency): Promise<Block> {
    const name = `${of.connection} ${of.class} ${urgency}`
    const block = blocks.get(name)
    if (block && block.left >= cost && performance.now() < block.until) return block
    const asked = asking.get(name) ?? renewed(name, of, cost, urgency).finally(() => asking.delete(name))
    asking.set(name, asked)
    await asked
    return blockFor(of, cost, urgency)
  }

  async function renewed(name: string, of: CallClass, cost: number, urgency: Urgency): Promise<Block> {
    const old = blocks.get(name)
    blocks.delete(name)
    if (old) await settle(pool, old, 0)
    const block = await reserve(pool, of, cost, urgency)
    blocks.set(name, block)
    return block
  }

  async function giveBack(): Promise<void> {
    for (const block of blocks.values()) await settle(pool, block, 0)
    blocks.clear()
  }

  return { blockFor, giveBack }
}

async function counted<T>(blocks: readonly Block[], cost: number, call: () => Promise<T>): Promise<T> {
  for (const block of blocks) take(block, cost)
  try {
    return await call()
  } finally {
    for (const block of blocks) answered(block, cost)
  }
}

function classesOf({ connection, connector, request }: PacedCall, scale: number): CallClass[] {
  return connector
    .limits(connection.settings)
    .filter(limit => 'calls' in limit)
    .filter(limit => limit.of === '*' || limit.of === request.limit)
    .map(limit => ({
      connection: connection.id,
      class: limit.of,
      window: { calls: limit.calls, perSeconds: limit.perSeconds / scale },
    }))
}

async function reserve(pool: Pool, of: CallClass, least: number, urgency: Urgency): Promise<Block> {
  const end = performance.now() + waitAtMostMs
  for (;;) {
    const id = randomUUID()
    const forSeconds = blockSeconds(of.window)
    // Put down a little earlier than it ends, because the two clocks are not one.
    const until = performance.now() + forSeconds * 950
    const cost = Math.max(least, Math.min(blockCalls, Math.ceil(of.window.calls / 10)))
    const grant = await reserveCalls(pool, of, { id, cost, least, urgency, forSeconds })
    if (grant.is === 'granted') return { id, of, until, left: grant.cost, answered: 0, inFlight: 0 }
    if (performance.now() + grant.ms > end) throw budgetSpent(of, grant.ms)
    await sleep(grant.ms)
  }
}

function budgetSpent(of: CallClass, ms: number): VendorError {
  const message = `The calls of "${of.class}" are used up for now.`
  return new VendorError({ kind: 'throttled', code: 'budget', message, retryAfterSeconds: ms / 1000 }, null)
}

function take(block: Block, cost: number): void {
  block.left -= cost
  block.inFlight += cost
}

function answered(block: Block, cost: number): void {
  block.inFlight -= cost
  block.answered += cost
}

/** Moves what was answered into the window. Calls still under way count at once: their answers may be lost. */
async function settle(pool: Pool, block: Block, keeps: number): Promise<void> {
  await settleCalls(pool, block.of, block.id, block.answered + block.inFlight, keeps)
}
