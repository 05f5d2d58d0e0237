import type { Fields, User } from './rows.ts'
import type { World } from './world.ts'

const roleIds: Readonly<Record<string, string>> = {
  Administrator: '2490000000000121',
  Manager: '2490000000000123',
  Employee: '2490000000000124',
}

export const profileIds: Readonly<Record<string, string>> = {
  'Portal Owner': '2490000000000125',
  Manager: '2490000000000126',
  Employee: '2490000000000127',
  Client: '2490000000000128',
}

/** As `/users` lists a user; there the `zuid` is text. */
export function userView(user: User): Fields {
  return {
    zpuid: user.zpuid,
    zuid: user.zuid,
    name: user.name,
    email: user.email,
    is_active: user.active,
    is_client_user: user.client,
    role: { id: roleIds[user.role] ?? '0', name: user.role },
    profile: { id: profileIds[user.profile] ?? '0', name: user.profile },
    added_time: user.added,
  }
}

/** As records name their owner or creator; there the `zuid` is a number. */
export function ownerView(world: World, zpuid: string): Fields {
  const user = world.users.get(zpuid)
  if (!user) return { zpuid }
  const [first = user.name, ...rest] = user.name.split(' ')
  const { name, email } = user
  return {
    zuid: Number(user.zuid),
    zpuid,
    name,
    email,
    first_name: first,
    last_name: rest.join(' '),
    full_name: name,
  }
}

export function creatorView(world: World, zpuid: string): Fields {
  const user = world.users.get(zpuid)
  if (!user) return { zpuid }
  return { zpuid, zuid: Number(user.zuid), name: user.name, email: user.email }
}

export function updaterView(world: World, zpuid: string): Fields {
  return { zpuid, name: world.users.get(zpuid)?.name ?? '' }
}
