import { attributesOf } from './definitions.ts'
import { fieldsOf, type Stored, type World } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** A record with every attribute of its type, and with the names of what it links to. */
export function printRecord(world: World, type: string, record: Stored): Values {
  const fields = Object.entries(fieldsOf(world, type))
  const lock = world.switches.get('version-lock') === 'on'
  const printed = fields.flatMap(([name, def]) => {
    const own = attributesOf(name, def).map(attribute => [attribute, record[attribute] ?? null] as const)
    const id = record[`${name}Id`]
    const target = def.type === 'linkParent' ? record[`${name}Type`] : def.entityList?.[0]
    return def.type.startsWith('link') ? [...own, [`${name}Name`, nameOf(world, target, id)] as const] : own
  })
  const { versionNumber, ...rest } = Object.fromEntries(printed)
  return { id: record.id, ...rest, deleted: false, ...(lock && versionNumber ? { versionNumber } : {}) }
}

function nameOf(world: World, type: unknown, id: unknown): unknown {
  return world.records.get(String(type))?.get(String(id))?.name ?? null
}
