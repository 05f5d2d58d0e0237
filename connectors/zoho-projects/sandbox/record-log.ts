import type { WriteEntry } from '#spi'
import type { Actor } from './call.ts'
import type { Fields } from './rows.ts'
import type { World } from './world.ts'

export interface Change {
  readonly does: WriteEntry['does']
  readonly module: string
  readonly id: string
  readonly before: Fields | null
  readonly after: Fields | null
}

export function record(world: World, actor: Actor, change: Change): void {
  world.history.push({ at: new Date(world.clock.now()).toISOString(), by: actor.by, ...change })
}
