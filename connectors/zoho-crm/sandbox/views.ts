import type { WriteEntry } from '#spi'
import { org } from './org.ts'
import { printRecord } from './print.ts'
import { printUserRecord } from './users.ts'
import type { Binned, Change, Stored, World } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** Every record, as an admin of the org would see it. */
export function state(world: World): Readonly<Record<string, readonly Values[]>> {
  const records = [...world.records].map(([module, rows]) => {
    return [module, [...rows.values()].map(record => show(world, module, record))]
  })
  const users = [...world.users.values()].map(user => printUserRecord(world, user, org.time_zone))
  const bin = [...world.bin.values()].map(one => showBinned(world, one))
  const channels = [...world.channels.values()].map(one => ({ ...one }))
  return { ...Object.fromEntries(records), Users: users, 'Recycle Bin': bin, Channels: channels }
}

function show(world: World, module: string, record: Stored): Values {
  if (module === 'Users') return record
  const printed = printRecord(world, org.time_zone, module, record, null)
  return { ...printed, $workflow_runs: record.$workflow_runs ?? 0 }
}

function showBinned(world: World, { module, record, deletedAt, purged }: Binned): Values {
  return { module, id: record.id, deletedAt, purged, record: show(world, module, record) }
}

export function history(world: World, skip: number): readonly WriteEntry[] {
  return world.history.slice(skip).map(change => entry(world, change))
}

function entry(world: World, { at, by, does, module, id, before, after }: Change): WriteEntry {
  const seen = (record: Stored | null) => (record ? show(world, module, record) : null)
  return { at, by, does, module, id, before: seen(before), after: seen(after) }
}
