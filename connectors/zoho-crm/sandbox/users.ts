import type { WireResponse } from '#spi'
import { invalid, json } from './answer.ts'
import { type Call, csv, query, wholeQuery } from './call.ts'
import { inZone, offsetAt, offsetMilliseconds } from './moment.ts'
import { fullName, type User } from './org.ts'
import { missingRecord, nothing, sinceFilter } from './read.ts'
import type { World } from './world.ts'

const types: Readonly<Record<string, (user: User, call: Call) => boolean>> = {
  AllUsers: () => true,
  ActiveUsers: ({ status }) => status === 'active',
  DeactiveUsers: ({ status }) => status !== 'active',
  ConfirmedUsers: ({ confirm }) => confirm,
  NotConfirmedUsers: ({ confirm }) => !confirm,
  ActiveConfirmedUsers: ({ status, confirm }) => status === 'active' && confirm,
  AdminUsers: ({ admin }) => admin,
  ActiveConfirmedAdmins: ({ admin, status, confirm }) => admin && confirm && status === 'active',
  CurrentUser: ({ id }, call) => id === call.user.id,
}

export function listUsers(call: Call): WireResponse {
  const asked = types[query(call, 'type') ?? 'AllUsers']
  if (!asked) throw invalid({ param_name: 'type', supported_values: Object.keys(types) })
  const ids = query(call, 'ids') === null ? null : csv(query(call, 'ids'))
  const since = sinceFilter(call)
  const all = [...call.world.users.values()].filter(
    user => asked(user, call) && since(user.Modified_Time) && (ids === null || ids.includes(user.id)),
  )
  const perPage = wholeQuery(call, 'per_page', 200, 200)
  const page = wholeQuery(call, 'page', 1, Number.MAX_SAFE_INTEGER)
  const users = all.slice((page - 1) * perPage, page * perPage)
  if (users.length === 0) return nothing(call)
  const info = { per_page: perPage, count: users.length, page, more_records: page * perPage < all.length }
  return json(200, {
    users: users.map(user => printUserRecord(call.world, user, call.user.time_zone)),
    info,
  })
}

export function readUser(call: Call): WireResponse {
  const user = call.world.users.get(call.params.id ?? '')
  if (!user) return missingRecord(call)
  return json(200, { users: [printUserRecord(call.world, user, call.user.time_zone)] })
}

export function printUserRecord(world: World, user: User, zone: string): Readonly<Record<string, unknown>> {
  const hidden = !user.confirm && world.switches.get('unconfirmed-zuid') === 'null'
  return {
    id: user.id,
    zuid: hidden ? null : user.zuid,
    full_name: fullName(user),
    first_name: user.first_name,
    last_name: user.last_name,
    email: user.email,
    status: user.status,
    confirm: user.confirm,
    type__s: 'Regular User',
    time_zone: user.time_zone,
    offset: offsetMilliseconds(offsetAt(world.now(), user.time_zone)),
    profile: profile(user),
    role: role(user),
    Modified_Time: inZone(user.Modified_Time, zone),
  }
}

function profile({ admin }: User) {
  return admin
    ? { name: 'Administrator', id: '770000000000026011' }
    : { name: 'Standard', id: '770000000000026014' }
}

function role({ admin }: User) {
  return admin ? { name: 'CEO', id: '770000000000026005' } : { name: 'Manager', id: '770000000000026008' }
}
