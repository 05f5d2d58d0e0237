import type { Answer, Call } from './call.ts'
import { badValue } from './refusal.ts'
import type { Fields } from './rows.ts'

interface Slice {
  readonly items: readonly Fields[]
  readonly info: Fields
}

/** `page` counts from 1, `per_page` is 100 unless told and at most 200. */
export function slice(call: Call, all: readonly Fields[]): Slice {
  const page = count(call, 'page', 1)
  const asked = count(call, 'per_page', 100)
  if (asked > 200 && call.world.switches.get('per-page-over') === 'refuse') throw badValue('per_page')
  const size = Math.min(asked, 200)
  const items = all.slice((page - 1) * size, page * size)
  const counted = { [call.world.switches.get('page-count-key')]: items.length }
  const info = { page, per_page: size, ...counted, has_next_page: all.length > page * size }
  return { items, info }
}

function count(call: Call, name: string, otherwise: number): number {
  const given = call.query.get(name)
  if (given === null) return otherwise
  if (!/^[1-9]\d{0,8}$/.test(given)) throw badValue(name)
  return Number(given)
}

export function envelope(call: Call, key: string, all: readonly Fields[]): Answer {
  const { items, info } = slice(call, all)
  return empty(call, items) ?? { status: 200, body: { [key]: items, page_info: info } }
}

export function bareArray(call: Call, all: readonly Fields[]): Answer {
  const { items } = slice(call, all)
  return empty(call, items) ?? { status: 200, body: items }
}

function empty(call: Call, items: readonly Fields[]): Answer | null {
  const silent = items.length === 0 && call.world.switches.get('empty-list') === '204'
  return silent ? { status: 204 } : null
}
