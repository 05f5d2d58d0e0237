import type { CallClass } from '../store/budgets.ts'
import { noteEffort } from '../store/efforts.ts'
import type { Engine } from './engine.ts'

/** Counts the calls of one pass, so that Baton can say when a backlog ends. */
export function callTally() {
  const made = new Map<string, { connection: number; class: string; cost: number }>()
  return {
    count: ({ connection, class: name }: CallClass, cost: number): void => {
      const key = `${connection} ${name}`
      made.set(key, { connection, class: name, cost: (made.get(key)?.cost ?? 0) + cost })
    },
    note: (engine: Engine, mapping: number, keys: number): Promise<void> =>
      noteEffort(engine.pool, { mapping, keys, calls: [...made.values()] }),
  }
}
