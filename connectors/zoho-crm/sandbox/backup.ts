import { byBackup, refill, setBack } from '#spi'
import { second } from './store.ts'
import type { World } from './world.ts'

/** Keeps what is there; what it answers puts the records and the bin back as they are now. Nobody is told of that. */
export function backup(world: World): () => void {
  const records = new Map([...world.records].map(([module, rows]) => [module, new Map(rows)]))
  const bin = new Map(world.bin)
  return () => {
    const by = { at: second(world), by: byBackup, userId: '', api: false }
    for (const [module, rows] of world.records) {
      const then = records.get(module) ?? new Map()
      world.history.push(...setBack(rows, then).map(change => ({ ...by, module, ...change })))
      refill(rows, then)
    }
    refill(world.bin, bin)
    world.told = world.history.length
  }
}
