import type { Sandbox, SandboxOptions } from '#spi'
import { backup } from './sandbox/backup.ts'
import { takeDeliveries, tellSubscribers } from './sandbox/callbacks.ts'
import { dataCentre, hosts } from './sandbox/data-centres.ts'
import { examples } from './sandbox/examples.ts'
import { client, firstGrant, keepGrant } from './sandbox/oauth-grants.ts'
import { person } from './sandbox/person.ts'
import { serve } from './sandbox/serve.ts'
import { history, state } from './sandbox/views.ts'
import { createWorld } from './sandbox/world.ts'

/** Zoho CRM v8 in a box, from what its public pages say. See sandbox/README.md for what is documented and what is not. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const world = createWorld(options.now ?? Date.now)
  keepGrant(world, firstGrant)
  return {
    name: 'zoho-crm',
    hosts,
    get settings() {
      const dc = dataCentre(world.switches.get('dc')).location
      const edition = world.switches.get('edition')
      return { dc, edition, projectField: 'Baton_Project', progressField: 'Baton_Progress' }
    },
    credentials: {
      clientId: client.id,
      clientSecret: client.secret,
      refreshToken: firstGrant.refreshToken ?? '',
    },
    handle: request => serve(world, request),
    examples,
    person: act => {
      const record = person(world, act)
      tellSubscribers(world)
      return record
    },
    fault: order => world.badDays.order(order),
    turn: (name, value) => world.switches.turn(name, value),
    switches: () => world.switches.all(),
    advance: seconds => {
      world.ahead += seconds
    },
    state: () => state(world),
    history: (skip = 0) => history(world, skip),
    backup: () => backup(world),
    calls: () => [...world.calls],
    takeDeliveries: () => takeDeliveries(world),
  }
}
