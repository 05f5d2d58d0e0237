import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for a state; says what it waited for when it does not come. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 60_000,
): Promise<void> {
  const end = performance.now() + withinMs
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited ${withinMs / 1000} s in vain: ${what}`)
    await sleep(40)
  }
}
