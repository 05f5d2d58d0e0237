import { type Sandbox, type SandboxOptions, spoiled, type WireRequest, type WireResponse } from '#spi'
import { backup } from './sandbox/backup.ts'
import { allHosts, dataCentres, isAccounts } from './sandbox/data-centres.ts'
import { apiAnswer } from './sandbox/door.ts'
import { faultAnswer } from './sandbox/faults.ts'
import { client } from './sandbox/grants.ts'
import { takeDue } from './sandbox/hooks.ts'
import { accountsAnswer } from './sandbox/oauth.ts'
import { personAct } from './sandbox/person.ts'
import { seed } from './sandbox/seed.ts'
import { stateOf } from './sandbox/state.ts'
import { emptyWorld, settle, type World } from './sandbox/world.ts'

/** Zoho Projects V3 in a box: one portal, its accounts server, and every behaviour we are unsure of as a switch. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const world = emptyWorld(options.now ?? Date.now)
  seed(world)
  return {
    name: 'zoho-projects',
    hosts: allHosts,
    get settings() {
      return {
        dc: dataCentres[world.switches.get('dc')]?.location ?? '',
        portal: world.portal,
        user: 'ada@example.test',
      }
    },
    credentials: { clientId: client.id, clientSecret: client.secret, refreshToken: client.refreshToken },
    handle: request => handle(world, request),
    examples: [{ as: 'ada@example.test', does: 'add', module: 'Clients', fields: { name: 'Zylker' } }],
    person: act => settled(world, () => personAct(world, act)),
    fault: order => world.badDays.order(order),
    turn: (name, value) => world.switches.turn(name, value),
    switches: () => world.switches.all(),
    advance: seconds => settled(world, () => world.clock.advance(seconds)),
    state: () => settled(world, () => stateOf(world)),
    history: (skip = 0) => settled(world, () => world.history.slice(skip)),
    backup: () => settled(world, () => backup(world)),
    calls: () => [...world.calls],
    takeDeliveries: () => settled(world, () => takeDue(world)),
  }
}

/** What fell due before comes first. */
function settled<T>(world: World, work: () => T): T {
  settle(world)
  return work()
}

async function handle(world: World, request: WireRequest): Promise<WireResponse | null> {
  settle(world)
  const { host, pathname } = new URL(request.url)
  if (!allHosts.includes(host))
    throw new Error(`"${host}" is no host of this sandbox: ${allHosts.join(', ')}`)
  const accounts = isAccounts(host)
  const fault = world.badDays.take(request)
  const instead = fault && faultAnswer(world, fault, request, accounts)
  const response = withDate(world, instead ?? (accounts ? accountsAnswer : apiAnswer)(world, request))
  const at = new Date(world.clock.now()).toISOString()
  const pattern = pathname.replace(/\/(\d{6,}|[^/]*@[^/]*)(?=\/|$)/g, '/{id}')
  world.calls.push({ at, method: request.method, pattern, path: pathname, status: response.status })
  return instead ? response : spoiled(fault, response, world.switches.amount('slow-ms'))
}

/** Every server tells its time (RFC 9110); ours is the sandbox's. */
function withDate(world: World, response: WireResponse): WireResponse {
  return { ...response, headers: { ...response.headers, date: new Date(world.clock.now()).toUTCString() } }
}
