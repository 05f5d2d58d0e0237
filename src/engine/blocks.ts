import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Urgency, Window } from '../core/budget.ts'
import { type CallClass, noteCallsLeft, reserveCalls, settleCalls } from '../store/budgets.ts'
import type { Pool } from '../store/database.ts'
import { budgetSpent, waitAtMostMs } from './waiting.ts'

/** Calls a node has in hand of one class. */
interface Block {
  readonly id: string
  readonly of: CallClass
  readonly urgency: Urgency
  readonly until: number
  /** What the window had left for everybody when it was reserved. */
  room: number
  left: number
  answered: number
  inFlight: number
}

/** One call that is counted: to be ended when its answer is there, or given back unmade. */
export interface CountedCall {
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

/** A block is so large at most, and lasts so long; what is left of it when its node dies counts as made. */
const blockCalls = 10
const blockSeconds = (window: Window) => Math.min(10, window.perSeconds / 12)

export function blockKeeper(pool: Pool): BlockKeeper {
  const blocks = new Map<string, Block>()
  const asking = new Map<string, Promise<void>>()

  /** Counts within the same turn as it looks, so that no two calls are made for the last one that is left. */
  async function count(of: CallClass, cost: number, urgency: Urgency): Promise<CountedCall> {
    const name = `${of.connection} ${of.class} ${urgency}`
    for (;;) {
      const block = blocks.get(name)
      if (block && block.left >= cost && performance.now() < block.until) return counted(pool, block, cost)
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
    // What nobody wants any more is given back before it runs out: a block that runs out counts as made, whole.
    const leftMs = Math.max(0, block.until - performance.now())
    setTimeout(() => void end(name, block).catch(() => {}), leftMs).unref()
  }

  async function end(name: string, block: Block): Promise<void> {
    if (blocks.get(name) !== block) return
    blocks.delete(name)
    await settle(pool, block)
  }

  async function giveBack(): Promise<void> {
    for (const block of blocks.values()) await settle(pool, block)
    blocks.clear()
  }

  return { count, giveBack }
}

function counted(pool: Pool, block: Block, cost: number): CountedCall {
  block.left -= cost
  block.inFlight += cost
  return {
    answered: () => {
      block.inFlight -= cost
      block.answered += cost
    },
    unmade: () => {
      block.inFlight -= cost
      block.left += cost
    },
    told: async left => {
      // Nodes that reserved after us made the room smaller, too; only more than that is worth a look.
      if (left >= block.room - block.of.window.calls / 10) return
      block.room = left
      // The answer counts for more than the counting: a database that is away must not lose it.
      await noteCallsLeft(pool, block.of, left).catch(() => {})
    },
  }
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
    const { room } = grant
    if (grant.is === 'granted')
      return { id, of, urgency, until, room, left: grant.cost, answered: 0, inFlight: 0 }
    if (performance.now() + grant.ms > end)
      throw budgetSpent(`The calls of "${of.class}" are used up for now.`, grant.ms)
    await sleep(grant.ms)
  }
}

/** Moves what was answered into the window. Calls still under way count at once: their answers may be lost. */
async function settle(pool: Pool, block: Block): Promise<void> {
  const { id, urgency } = block
  await settleCalls(pool, block.of, { id, urgency, made: block.answered + block.inFlight })
}
