import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from '../store/database.ts'
import { giveSlotsBack, type SlotClass, takeSlot } from '../store/slots.ts'
import { budgetSpent, waitAtMostMs } from './waiting.ts'

interface Slot {
  readonly id: string
  /** Not kept for another call after this. */
  readonly until: number
  usedAt: number
}

/** The places for calls under way that this node has taken. */
export interface SlotKeeper {
  /** Waits for a place. What it answers gives the place up again. */
  take(of: SlotClass): Promise<() => Promise<void>>
  giveBack(): Promise<void>
}

/** A place is kept for the next call this long, and given back when no call wanted it for a while. */
const keepMs = 5_000
const idleMs = 500
const askAgainMs = 25

/** `callMs`: how long a call may take. A place outlives the calls it was taken for, even if its node does not. */
export function slotKeeper(pool: Pool, callMs: number): SlotKeeper {
  const idle = new Map<string, Slot[]>()
  const nameOf = (of: SlotClass) => `${of.connection} ${of.class}`
  const sweep = setInterval(() => void giveUp(slot => performance.now() - slot.usedAt > idleMs), idleMs)
  sweep.unref()

  async function take(of: SlotClass): Promise<() => Promise<void>> {
    const slot = await place(of)
    return async () => {
      slot.usedAt = performance.now()
      if (slot.usedAt < slot.until) keep(nameOf(of), slot)
      else await handIn([slot.id])
    }
  }

  async function place(of: SlotClass): Promise<Slot> {
    const end = performance.now() + waitAtMostMs
    for (;;) {
      const now = performance.now()
      const kept = idle.get(nameOf(of))?.pop()
      if (kept) return kept
      const slot = { id: randomUUID(), until: now + keepMs, usedAt: now }
      if (await takeSlot(pool, of, slot.id, (keepMs + callMs) / 1000)) return slot
      if (performance.now() > end) throw budgetSpent(`All calls at once of "${of.class}" are under way.`, 500)
      await sleep(askAgainMs)
    }
  }

  function keep(name: string, slot: Slot): void {
    idle.set(name, [...(idle.get(name) ?? []), slot])
  }

  async function giveUp(which: (slot: Slot) => boolean): Promise<void> {
    const given: string[] = []
    for (const [name, slots] of idle) {
      given.push(...slots.filter(which).map(slot => slot.id))
      idle.set(
        name,
        slots.filter(slot => !which(slot)),
      )
    }
    await handIn(given)
  }

  /** While the database is away they run out by themselves. */
  async function handIn(ids: readonly string[]): Promise<void> {
    await giveSlotsBack(pool, ids).catch(() => {})
  }

  async function giveBack(): Promise<void> {
    clearInterval(sweep)
    await giveUp(() => true)
  }

  return { take, giveBack }
}
