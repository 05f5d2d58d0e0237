import type { z } from 'zod'
import { type FieldSpec, type FieldSpecs, field, type Session } from '#spi'
import type { typeDefinition } from './api.ts'
import { define } from './check.ts'
import { entities } from './entities.ts'
import { customFieldsIn, customTypes } from './facts.ts'
import { columnsOf, isRecordEntity } from './types.ts'

type Made = NonNullable<z.infer<typeof typeDefinition>>['fields'][string]

/** The declared fields with the site's own words and lengths, and the site's own fields. */
export async function describe(session: Session, entity: string): Promise<FieldSpecs> {
  if (entity === 'note') return entities.note.fields
  if (!isRecordEntity(entity)) return entity === 'user' ? entities.user.fields : {}
  const { fields } = await define(session, entity)
  const columns = columnsOf(entity, session)
  const declared: readonly (readonly [string, FieldSpec])[] = Object.entries(entities[entity].fields)
  const known = declared.map(
    ([name, spec]) => [name, refine(spec, fields[columns[name]?.api ?? name])] as const,
  )
  const own = Object.entries(customFieldsIn(entity, session.facts)).map(
    ([name, type]) => [name, refine(field(customTypes[type], name), fields[name])] as const,
  )
  return Object.fromEntries([...known, ...own])
}

function refine(spec: FieldSpec, made: Made | undefined): FieldSpec {
  const words = (made?.options ?? []).filter(option => typeof option === 'string')
  const length = made?.maxLength ?? undefined
  return {
    ...spec,
    ...(spec.type === 'choice' && words.length > 0 ? { choices: words } : {}),
    ...(spec.type === 'text' && length !== undefined ? { maxLength: length } : {}),
  }
}
