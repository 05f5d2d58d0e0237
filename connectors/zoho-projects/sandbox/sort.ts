import type { Fields } from './rows.ts'

/** `sort_by=DESC(last_modified_time)`. What it cannot read it ignores, as it does with unknown parameters. */
export function sorted(all: readonly Fields[], by: string | null): readonly Fields[] {
  const [, order, name = ''] = /^(ASC|DESC)\((\w+)\)$/.exec(by ?? '') ?? []
  if (order === undefined || !all.some(item => sortable(item, name))) return all
  const way = order === 'ASC' ? 1 : -1
  return [...all].sort((one, other) => way * compare(key(one, name), key(other, name)))
}

function sortable(item: Fields, name: string): boolean {
  return ['string', 'number'].includes(typeof key(item, name))
}

/** Projects call it `modified_time` in the object. */
function key(item: Fields, name: string): unknown {
  return name === 'last_modified_time' ? (item[name] ?? item.modified_time) : item[name]
}

function compare(one: unknown, other: unknown): number {
  const [a, b] = [String(one ?? ''), String(other ?? '')]
  return a < b ? -1 : a > b ? 1 : 0
}
