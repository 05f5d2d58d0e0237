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

/**
 * A place is kept for the next call this long, and given back when no call wanted it for a while. Not longer, because a node
 * that dies keeps its places for as long, too, and a call's time besides.
 */
const keepMs = 1_000
const idleMs = 500
const askAgainMs = 25

/** `callMs`: how long a call may take. A place outlives the calls it was taken for, even if its node does not. */
export function slotKeeper(pool: Pool, callMs: number): SlotKeeper {
  const idle = idleSlots()
  /** While the database is away they run out by themselves. */
  const handIn = (ids: readonly string[]) => giveSlotsBack(pool, ids).catch(() => {})
  const tidy = setInterval(() => {
    const now = performance.now()
    void handIn(idle.takeOut(slot => now - slot.usedAt > idleMs))
  }, idleMs)
  tidy.unref()

  async function take(of: SlotClass): Promise<() => Promise<void>> {
    const slot = idle.pop(of) ?? (await newSlot(pool, of, callMs, idle))
    return async () => {
      slot.usedAt = performance.now()
      if (slot.usedAt < slot.until) idle.keep(of, slot)
      else await handIn([slot.id])
    }
  }

  async function giveBack(): Promise<void> {
    clearInterval(tidy)
    await handIn(idle.takeOut(() => true))
  }

  return { take, giveBack }
}

async function newSlot(pool: Pool, of: SlotClass, callMs: number, idle: IdleSlots): Promise<Slot> {
  const end = performance.now() + waitAtMostMs
  for (;;) {
    const now = performance.now()
    const slot = { id: randomUUID(), until: now + keepMs, usedAt: now }
    if (await takeSlot(pool, of, slot.id, (keepMs + callMs) / 1000)) return slot
    if (performance.now() > end) throw budgetSpent(`All calls at once of "${of.class}" are under way.`, 500)
    await sleep(askAgainMs)
    const kept = idle.pop(of)
    if (kept) return kept
  }
}

type IdleSlots = ReturnType<typeof idleSlots>

/** Places of this node that no call is using just now. */
function idleSlots() {
  const slots = new Map<string, Slot[]>()
  const nameOf = (of: SlotClass) => `${of.connection} ${of.class}`
  return {
    pop: (of: SlotClass) => slots.get(nameOf(of))?.pop(),
    keep: (of: SlotClass, slot: Slot) => void slots.set(nameOf(of), [...(slots.get(nameOf(of)) ?? []), slot]),
    takeOut: (which: (slot: Slot) => boolean): string[] => {
      const out = [...slots.values()].flat().filter(which)
      for (const [name, some] of slots)
        slots.set(
          name,
          some.filter(slot => !out.includes(slot)),
        )
      return out.map(slot => slot.id)
    },
  }
}
