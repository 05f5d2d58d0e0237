import { type Sandbox, type SandboxOptions, spoiled, type WireRequest, type WireResponse } from '#spi'
import { encode } from './sandbox/answer.ts'
import { backup } from './sandbox/backup.ts'
import { apiAnswer } from './sandbox/door.ts'
import { instead } from './sandbox/faults.ts'
import { personAct } from './sandbox/person.ts'
import { aimOf } from './sandbox/routes.ts'
import { adminKey, seed } from './sandbox/seed.ts'
import { stateOf } from './sandbox/state.ts'
import { emptyWorld, type World } from './sandbox/world.ts'

const host = 'redmine.example.test'

/** Redmine 5 in a box, with its default data, three users and the custom fields that an admin makes for Baton. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const world = emptyWorld(options.now ?? Date.now)
  seed(world)
  return {
    name: 'redmine',
    hosts: [host],
    settings: { url: `https://${host}` },
    credentials: { key: adminKey },
    handle: request => handle(world, request),
    examples: [
      {
        as: 'ada@example.test',
        does: 'add',
        module: 'projects',
        fields: { name: 'Zylker', identifier: 'zylker' },
      },
    ],
    person: act => personAct(world, act),
    fault: order => world.badDays.order(order),
    turn: (name, value) => world.switches.turn(name, value),
    switches: () => world.switches.all(),
    advance: seconds => world.advance(seconds),
    state: () => stateOf(world),
    history: (skip = 0) => world.history.slice(skip),
    backup: () => backup(world),
    calls: () => [...world.calls],
    // Redmine has no webhooks before 7.
    takeDeliveries: () => [],
  }
}

async function handle(world: World, request: WireRequest): Promise<WireResponse | null> {
  const { host: asked, pathname } = new URL(request.url)
  if (asked !== host) throw new Error(`"${asked}" is no host of this sandbox: ${host}`)
  const fault = world.badDays.take(request)
  const refused = instead(world, fault)
  const response = refused ?? encode(apiAnswer(world, request))
  const at = new Date(world.now()).toISOString()
  const { pattern } = aimOf(request.method, pathname)
  world.calls.push({ at, method: request.method, pattern, path: pathname, status: response.status })
  return refused ?? spoiled(fault, response, world.switches.amount('slow-ms'))
}
