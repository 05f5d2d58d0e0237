import { asId, isFields } from './call.ts'
import { badValue, wrongType } from './refusal.ts'
import type { Fields, Named } from './rows.ts'
import type { World } from './world.ts'

export function tagViews(world: World, ids: readonly string[]): readonly Fields[] {
  return ids.flatMap(id => world.tags.get(id) ?? []).map(tagView)
}

export function tagView(tag: Named): Fields {
  return { id: tag.id, name: tag.name, color_class: tag.color ?? 'bg1' }
}

/** Tags as ids or as `{ "id" }`; the pages show both. */
export function tagIds(world: World, value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw wrongType('tags')
  return value.map((item: unknown) => {
    const id = asId(isFields(item) ? item.id : item)
    if (id === null || !world.tags.has(id)) throw badValue('tags')
    return id
  })
}

export function amended(
  before: readonly string[],
  add: readonly string[],
  remove: readonly string[],
): readonly string[] {
  return [...new Set([...before, ...add])].filter(id => !remove.includes(id))
}
