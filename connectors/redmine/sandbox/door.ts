import type { WireRequest } from '#spi'
import { type Answer, bare, Refusal } from './answer.ts'
import { type Actor, type Call, type Given, isGiven } from './call.ts'
import { aimOf } from './routes.ts'
import type { User } from './rows.ts'
import type { World } from './world.ts'

/** One API call from the URL inwards: address, key, and then the work. */
export function apiAnswer(world: World, request: WireRequest): Answer {
  const { pathname, searchParams } = new URL(request.url)
  const { id, work } = aimOf(request.method, pathname)
  try {
    if (!work) return { status: 404 }
    const user = switched(world, request, userOf(world, request, searchParams))
    if (!user && world.switches.get('login-required') === 'yes') throw bare(401)
    if (world.switches.get('rest-api') === 'no') throw bare(403)
    const actor: Actor = { by: `api:${user?.login ?? 'anonymous'}`, user }
    return work({ world, actor, id, query: searchParams, given: givenIn(request) } satisfies Call)
  } catch (error) {
    if (error instanceof Refusal) return error.answer
    throw error
  }
}

/** A key that nobody has makes a stranger of its bearer, who is not refused before something is not for strangers. */
function userOf(world: World, { headers }: WireRequest, query: URLSearchParams): User | null {
  const [, basic = ''] = /^Basic (\S+)$/i.exec(headers.authorization ?? '') ?? []
  const [login] = Buffer.from(basic, 'base64').toString('utf8').split(':')
  const key = headers['x-redmine-api-key'] ?? query.get('key') ?? login
  return [...world.users.values()].find(user => user.status === 1 && user.key === key) ?? null
}

/** An administrator may act as somebody else; of everybody else the header is ignored (observed on 5.0.4). */
function switched(world: World, { headers }: WireRequest, user: User | null): User | null {
  const login = headers['x-redmine-switch-user']
  if (login === undefined || !user?.admin) return user
  const found = [...world.users.values()].find(one => one.status === 1 && one.login === login)
  if (!found) throw bare(412)
  return found
}

/** What stands under the one name in the body. */
function givenIn({ method, body }: WireRequest): Given {
  if (method === 'GET' || method === 'DELETE' || body === '') return {}
  const parsed = parse(body)
  const [inner] = isGiven(parsed) ? Object.values(parsed) : []
  return isGiven(inner) ? inner : {}
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw bare(400)
  }
}
