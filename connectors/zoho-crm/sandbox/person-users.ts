import type { PersonAct } from '#spi'
import { fullName, org, type User } from './org.ts'
import { second } from './store.ts'
import { printUserRecord } from './users.ts'
import { type Change, nextId, type Stored, userNamed, type World } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** Setup > Users: `{ first_name, last_name, email, status, confirm, admin, time_zone }`; removing one deactivates. */
export function personUser(world: World, act: PersonAct): Values {
  const before = act.does === 'add' ? null : known(world, act)
  const status =
    act.does === 'remove' ? { status: 'inactive' } : act.does === 'restore' ? { status: 'active' } : {}
  const after = merged(world, before, { ...act.fields, ...status })
  world.users.set(after.id, after)
  world.history.push(change(world, act, before, after))
  return printUserRecord(world, after, org.time_zone)
}

function known(world: World, act: PersonAct): User {
  const found = userNamed(world, act.id ?? '')
  if (found) return found
  throw new Error(`no user '${act.id}'; there are: ${[...world.users.values()].map(fullName).join(', ')}`)
}

function merged(world: World, before: User | null, given: Values): User {
  const id = before?.id ?? nextId(world)
  const text = (name: keyof User, initial: string) => String(given[name] ?? before?.[name] ?? initial)
  const flag = (name: 'confirm' | 'admin', initial: boolean) =>
    Boolean(given[name] ?? before?.[name] ?? initial)
  return {
    id,
    zuid: text('zuid', `808${id.slice(-6)}`),
    first_name: text('first_name', ''),
    last_name: text('last_name', 'Nobody'),
    email: text('email', `${id}@example.test`),
    status: text('status', 'active'),
    confirm: flag('confirm', true),
    admin: flag('admin', false),
    time_zone: text('time_zone', org.time_zone),
    Modified_Time: second(world),
  }
}

function change(world: World, act: PersonAct, before: User | null, after: User): Change {
  const by = userNamed(world, act.as)
  const stored = (user: User | null): Stored | null => (user ? { ...user } : null)
  return {
    at: second(world),
    by: `person:${by ? fullName(by) : act.as}`,
    userId: by?.id ?? '',
    api: false,
    does: before ? 'edit' : 'add',
    module: 'Users',
    id: after.id,
    before: stored(before),
    after: stored(after),
  }
}
