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
  /** How many were answered when it may have run out. */
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
  const ended = endedBlocks(pool, callMs)
  const asking = new Map<string, Promise<void>>()

  /** Counts within the same turn as it looks, so that no two calls are made for the last one that is left. */
  async function count(of: CallClass, cost: number, urgency: Urgency): Promise<CountedCall> {
    const name = `${of.connection} ${of.class} ${urgency}`
    for (;;) {
      const block = blocks.get(name)
      if (block && block.left >= cost && sinceMs(block.asked) < givenOutMs(block.of))
        return counted(block, cost, ended.answered, told => noteLeft(pool, block, told))
      const asked = asking.get(name) ?? renew(name, of, cost, urgency).finally(() => asking.delete(name))
      asking.set(name, asked)
      await asked
    }
  }

  async function renew(name: string, of: CallClass, cost: number, urgency: Urgency): Promise<void> {
    await end(name, blocks.get(name))
    const block = await reserve(pool, of, cost, urgency)
    blocks.set(name, block)
    const runOut = () => quietly(end(name, block).then(() => ended.keep(block)))
    setTimeout(runOut, Math.max(0, givenOutMs(of) - sinceMs(block.asked))).unref()
  }

  async function end(name: string, block: Block | undefined): Promise<void> {
    if (!block || blocks.get(name) !== block) return
    blocks.delete(name)
    await ended.add(block)
  }

  async function giveBack(): Promise<void> {
    const all = [...blocks.values(), ...ended.takeAll()]
    blocks.clear()
    for (const block of all) await settle(pool, block)
  }

  return { count, giveBack }
}

/** Blocks that no more calls are given out of, and of which some are under way. */
function endedBlocks(pool: Pool, callMs: number) {
  const blocks = new Set<Block>()
  return {
    /** What nobody wants any more is given back before it runs out. */
    add: async (block: Block) => {
      if (block.inFlight > 0) blocks.add(block)
      else await settle(pool, block)
    },
    /** What is under way is kept until it is answered. */
    keep: async (block: Block) => {
      const longest = blockSeconds(block.of.window) + callMs / 1000
      if (blocks.has(block)) await keepCalls(pool, block.id, block.answered + block.inFlight, longest)
    },
    answered: (block: Block) => {
      if (block.inFlight === 0 && blocks.delete(block)) quietly(settle(pool, block))
    },
    takeAll: () => {
      const all = [...blocks]
      blocks.clear()
      return all
    },
  }
}

function counted(
  block: Block,
  cost: number,
  onOver: (block: Block) => void,
  told: CountedCall['told'],
): CountedCall {
  block.left -= cost
  block.inFlight += cost
  const stillCounts = () => sinceMs(block.asked) < 2 * givenOutMs(block.of)
  const isOver = () => {
    block.inFlight -= cost
    onOver(block)
  }
  return {
    stillCounts,
    answered: () => {
      block.answered += cost
      if (!stillCounts()) block.late += cost
      isOver()
    },
    unmade: () => {
      block.left += cost
      isOver()
    },
    told,
  }
}

/** Where the database is away, a block runs out by itself. */
const quietly = (work: Promise<void>) => void work.catch(() => {})

const givenOutMs = ({ window }: CallClass) => blockSeconds(window) * 1000

async function noteLeft(pool: Pool, block: Block, left: number): Promise<void> {
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
  await settleCalls(pool, block.of, { id, urgency, made: answered + inFlight, late: late + inFlight })
}
