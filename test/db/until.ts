import { vi } from 'vitest'

/** Waits for a state of the database or of a process, and says what it waited for in vain. */
export function until(what: string, isSo: () => Promise<boolean> | boolean, ms = 50_000): Promise<void> {
  const look = async () => {
    if (!(await isSo())) throw new Error(`Still not so: ${what}.`)
  }
  return vi.waitFor(look, { timeout: ms, interval: 15 })
}
