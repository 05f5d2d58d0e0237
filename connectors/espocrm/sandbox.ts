import type { Sandbox, SandboxOptions } from '#spi'
import { backup } from './sandbox/backup.ts'
import { takeDeliveries } from './sandbox/deliveries.ts'
import { examples } from './sandbox/examples.ts'
import { person } from './sandbox/person.ts'
import { printRecord } from './sandbox/print.ts'
import { host, serve } from './sandbox/serve.ts'
import { apiKey, createWorld, type World } from './sandbox/world.ts'

/** EspoCRM in a box, from what a real server showed. See sandbox/README.md for what was seen and what is inferred. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const world = createWorld(options.now ?? Date.now)
  return {
    name: 'espocrm',
    hosts: [host],
    settings: { url: `https://${host}`, projectField: 'cProjectLink', progressField: 'cProgress' },
    credentials: { key: apiKey },
    handle: request => serve(world, request),
    examples,
    person: act => person(world, act),
    fault: order => world.badDays.order(order),
    turn: (name, value) => world.switches.turn(name, value),
    switches: () => world.switches.all(),
    advance: seconds => {
      world.ahead += seconds
    },
    state: () => state(world),
    history: (skip = 0) => world.history.slice(skip),
    backup: () => backup(world),
    calls: () => [...world.calls],
    takeDeliveries: () => takeDeliveries(world),
  }
}

function state(world: World): ReturnType<Sandbox['state']> {
  const records = [...world.records].map(
    ([type, rows]) => [type, [...rows.values()].map(record => printRecord(world, type, record))] as const,
  )
  const deleted = [...world.deleted].flatMap(([type, rows]) =>
    [...rows.values()].map(one => ({ ...one, type })),
  )
  return {
    ...Object.fromEntries(records),
    Deleted: deleted,
    Webhook: [...world.webhooks.values()].map(one => ({ ...one })),
  }
}
