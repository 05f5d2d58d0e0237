import { byBackup, refill, setBack } from '#spi'
import { nowOf, type Stored, type World } from './world.ts'

type Tables = World['records']

/** Keeps what is there; what it answers puts all records back as they are now. No webhook tells of that. */
export function backup(world: World): () => void {
  const [records, deleted] = [copyOf(world.records), copyOf(world.deleted)]
  return () => {
    const at = new Date(nowOf(world)).toISOString()
    for (const [module, rows] of world.records) {
      const changes = setBack<Stored>(rows, records.get(module) ?? new Map())
      world.history.push(...changes.map(change => ({ at, by: byBackup, module, ...change })))
    }
    putBack(world.records, records)
    putBack(world.deleted, deleted)
  }
}

function copyOf(tables: Tables): Tables {
  return new Map([...tables].map(([type, rows]) => [type, new Map(rows)]))
}

function putBack(tables: Tables, then: Tables): void {
  for (const [type, rows] of tables) refill(rows, then.get(type) ?? new Map())
}
