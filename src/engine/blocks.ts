import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { blockSeconds, type Urgency } from '../core/budget.ts'
import { type CallClass, keepCalls, noteCallsLeft, reserveCalls, settleCalls } from '../store/budgets.ts'
import type { Pool } from '../store/database.ts'
import { bothClocks, type Moment, sinceMs } from './lease.ts'
import { budgetSpent, waitAtMostMs } from './waiting.ts'

/** Calls a node has in hand of one class. */
interface Block {
  readonly id: string
  readonly of: CallClass
  readonly urgency: Urgency
  readonly asked: Moment
  /** What the window had left for everybody when it was reserved. */
  room: number
  left: number
  answered: number
  inFlight: number
  /** How many were under way when it ended. */
  late: number
}

/** One call that is counted: to be ended when its answer is there, or given back unmade. */
export interface CountedCall {
  /** Whether it still counts as one that is made now; not so where it waited, or its node slept, for too long. */
  stillCounts(): boolean
  answered(): void
  unmade(): void
  /** The vendor's own count of what is left; it overrules ours. */
  told(left: number): Promise<void>
}

/** The blocks of calls this node holds; callers that want one at the same time share what is fetched. */
export interface BlockKeeper {
  count(of: CallClass, cost: number, urgency: Urgency): Promise<CountedCall>
  giveBack(): Promise<void>
}

/** A block is so large at most. What is left of it when its node dies counts as made. */
const blockCalls = 10

/** `callMs`: how long a call may take. It may arrive as late as its answer comes, so it counts from then on. */
export function blockKeeper(pool: Pool, callMs: number): BlockKeeper {
  const blocks = new Map<string, Block>()
  /** No more calls are given out of these, and some are under way. */
  const ended = new Set<Block>()
  const asking = new Map<string, Promise<void>>()

  /** Counts within the same turn as it looks, so that no two calls are made for the last one that is left. */
  async function count(of: CallClass, cost: number, urgency: Urgency): Promise<CountedCall> {
    const name = `${of.connection} ${of.class} ${urgency}`
    for (;;) {
      const block = blocks.get(name)
      if (block && block.left >= cost && sinceMs(block.asked) < givenOutMs(block.of))
        return counted(block, cost)
      const asked = asking.get(name) ?? renew(name, of, cost, urgency).finally(() => asking.delete(name))
      asking.set(name, asked)
      await asked
    }
  }

  async function renew(name: string, of: CallClass, cost: number, urgency: Urgency): Promise<void> {
    const old = blocks.get(name)
    if (old) await end(name, old)
    const block = await reserve(pool, of, cost, urgency)
    blocks.set(name, block)
    const leftMs = Math.max(0, givenOutMs(of) - sinceMs(block.asked))
    setTimeout(() => void runOut(name, block).catch(() => {}), leftMs).unref()
  }

  async function end(name: string, block: Block): Promise<void> {
    if (blocks.get(name) !== block) return
    blocks.delete(name)
    block.late = block.inFlight
    if (block.inFlight > 0) ended.add(block)
    else await settle(pool, block)
  }

  /** What nobody wants any more is given back before it expires, and what is under way is kept until it is answered. */
  async function runOut(name: string, block: Block): Promise<void> {
    await end(name, block)
    const longest = blockSeconds(block.of.window) + callMs / 1000
    if (ended.has(block)) await keepCalls(pool, block.id, block.answered + block.inFlight, longest)
  }

  function counted(block: Block, cost: number): CountedCall {
    block.left -= cost
    block.inFlight += cost
    const isOver = () => {
      block.inFlight -= cost
      // Where the database is away, it expires by itself.
      if (block.inFlight === 0 && ended.delete(block)) void settle(pool, block).catch(() => {})
    }
    return {
      stillCounts: () => sinceMs(block.asked) < 2 * givenOutMs(block.of),
      answered: () => {
        block.answered += cost
        isOver()
      },
      unmade: () => {
        block.left += cost
        isOver()
      },
      told: left => told(pool, block, left),
    }
  }

  async function giveBack(): Promise<void> {
    const all = [...blocks.values(), ...ended]
    blocks.clear()
    ended.clear()
    for (const block of all) await settle(pool, block)
  }

  return { count, giveBack }
}

const givenOutMs = ({ window }: CallClass) => blockSeconds(window) * 1000

async function told(pool: Pool, block: Block, left: number): Promise<void> {
  // Nodes that reserved after us made the room smaller, too; only more than that is worth a look.
  if (left >= block.room - block.of.window.calls / 10) return
  block.room = left
  // The answer counts for more than the counting: a database that is away must not lose it.
  await noteCallsLeft(pool, block.of, left).catch(() => {})
}

async function reserve(pool: Pool, of: CallClass, least: number, urgency: Urgency): Promise<Block> {
  const end = performance.now() + waitAtMostMs
  for (;;) {
    const id = randomUUID()
    const asked = bothClocks()
    const forSeconds = 2 * blockSeconds(of.window)
    const cost = Math.max(least, Math.min(blockCalls, Math.ceil(of.window.calls / 10)))
    const grant = await reserveCalls(pool, of, { id, cost, least, urgency, forSeconds })
    const { room } = grant
    if (grant.is === 'granted')
      return { id, of, urgency, asked, room, left: grant.cost, answered: 0, inFlight: 0, late: 0 }
    if (performance.now() + grant.ms > end)
      throw budgetSpent(`The calls of "${of.class}" are used up for now.`, grant.ms)
    await sleep(grant.ms)
  }
}

/** Moves what was made into the window, from now on. */
async function settle(pool: Pool, block: Block): Promise<void> {
  const { id, urgency, late, answered, inFlight } = block
  // Some are under way only where the node stops.
  await settleCalls(pool, block.of, { id, urgency, made: answered + inFlight, late })
}
