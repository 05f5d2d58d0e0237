import type { FieldSpec, FieldSpecs, Session } from '#spi'
import { customOf } from './custom.ts'
import { entities } from './entities.ts'
import { customIn, statusesIn } from './facts.ts'
import { isCustomised, portalFields } from './portal-fields.ts'
import { groupNames, templateNames } from './resolve.ts'

/** An entity's fields in this portal: with its statuses, templates and groups, and its custom fields. */
export async function describe(session: Session, entity: string): Promise<FieldSpecs> {
  const declared: FieldSpecs = new Map(Object.entries(entities)).get(entity)?.fields ?? {}
  if (!isCustomised(entity)) return declared
  const known = customIn(entity, session.facts)
  const found = (await portalFields(session, entity)) ?? []
  const custom = found.flatMap(each => customOf(each) ?? []).filter(({ api }) => known[api] !== undefined)
  return {
    ...Object.fromEntries(custom.map(({ api, spec }) => [api, spec])),
    ...declared,
    ...(await chosen(session, entity, declared)),
  }
}

/** What may be written is a name that the portal knows. */
async function chosen(session: Session, entity: string, declared: FieldSpecs): Promise<FieldSpecs> {
  if (entity === 'task') {
    const names = statusesIn(session.facts).map(status => status.name)
    return among(declared, 'status', names)
  }
  return {
    ...among(declared, 'template', await templateNames(session)),
    ...among(declared, 'group', await groupNames(session)),
  }
}

function among(declared: FieldSpecs, name: string, names: readonly string[]): FieldSpecs {
  const spec: FieldSpec | undefined = declared[name]
  return spec && names.length > 0 ? { [name]: { ...spec, choices: [...new Set(names)] } } : {}
}
