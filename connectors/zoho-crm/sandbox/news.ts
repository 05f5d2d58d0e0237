import { isObject } from './check-value.ts'
import { idOf, lookupModule } from './print.ts'
import { sameJson } from './store.ts'
import { fieldNamesIn } from './watch-item.ts'
import { type Change, type Channel, fieldsOf, type Stored, type World } from './world.ts'

type Operation = 'insert' | 'update' | 'delete'

/** One record that one channel hears about. */
export interface News {
  readonly module: string
  readonly operation: Operation
  readonly id: string
  readonly fields: readonly string[]
  readonly after: Stored | null
}

const events: Readonly<Record<Operation, string>> = { insert: 'create', update: 'edit', delete: 'delete' }

/** What one callback tells at a time: everything of one kind that one call has done, or one record only. */
export function newsFor(
  world: World,
  channel: Channel,
  changes: readonly Change[],
): readonly (readonly News[])[] {
  const heard = changes.flatMap(change => newsOf(world, channel, change)).filter(news => wants(channel, news))
  if (world.switches.get('callback-ids') === 'single') return heard.map(news => [news])
  return [...Map.groupBy(heard, ({ module, operation }) => `${module} ${operation}`).values()]
}

function newsOf(world: World, channel: Channel, change: Change): readonly News[] {
  if (change.does === 'restore' && world.switches.get('restore') === 'silent') return []
  const own = newsOfRecord(world, change)
  return channel.withRelated ? [own, ...newsOfRelated(world, change)] : [own]
}

function newsOfRecord(world: World, { does, module, id, before, after }: Change): News {
  if (does === 'add') return { module, operation: 'insert', id, fields: [], after }
  if (does === 'remove') return { module, operation: 'delete', id, fields: [], after }
  const names =
    module === 'Users' ? Object.keys(after ?? {}) : fieldsOf(world, module).map(({ name }) => name)
  const fields = names.filter(name => !sameJson(before?.[name], after?.[name]))
  return { module, operation: 'update', id, fields: does === 'restore' ? [] : fields, after }
}

/** The records that the changed one is linked to. Notes tell nobody. */
function newsOfRelated(world: World, { module, before, after }: Change): readonly News[] {
  const record = after ?? before
  if (!record) return []
  return fieldsOf(world, module)
    .filter(({ kind, name }) => kind === 'lookup' && record[name])
    .map(field => ({ module: lookupModule(field, record), id: idOf(record[field.name]) }))
    .filter(link => world.records.get(link.module)?.has(link.id))
    .map(link => ({ ...link, operation: 'update', fields: [], after: null }))
}

function wants(channel: Channel, news: News): boolean {
  const asked = [`${news.module}.${events[news.operation]}`, `${news.module}.all`]
  if (!channel.events.some(event => asked.includes(event))) return false
  if (news.operation !== 'update' || news.after === null) return true
  const own = channel.condition
    .filter(isObject)
    .filter(one => isObject(one.module) && one.module.api_name === news.module)
  return own.every(one => isObject(one.field_selection) && meets(one.field_selection, news.fields))
}

function meets(selection: Readonly<Record<string, unknown>>, changed: readonly string[]): boolean {
  if (isObject(selection.field)) return fieldNamesIn(selection).every(name => changed.includes(name))
  const group = (Array.isArray(selection.group) ? selection.group : []).filter(isObject)
  const results = group.map(one => meets(one, changed))
  return selection.group_operator === 'and' ? results.every(Boolean) : results.some(Boolean)
}
