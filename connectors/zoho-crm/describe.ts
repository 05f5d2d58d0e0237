import type { FieldSpec, FieldSpecs, Session } from '#spi'
import { type CrmField, fieldList } from './api.ts'
import { read } from './client.ts'
import { customOf, told } from './custom.ts'
import { entities } from './entities.ts'
import { stagesIn } from './facts.ts'
import { apiOf, columnsOf, isRecordEntity, moduleOf } from './modules.ts'
import { readSettings } from './settings.ts'

/** An entity's fields in this account (zoho.com/crm/developer/docs/api/v8/field-meta.html). */
export async function describe(session: Session, entity: string): Promise<FieldSpecs> {
  const declared: FieldSpecs = new Map(Object.entries(entities)).get(entity)?.fields ?? {}
  if (!isRecordEntity(entity)) return declared
  const query = { module: moduleOf(entity).name }
  const answer = await read(session, { path: '/settings/fields', query }, fieldList)
  const found = answer?.fields ?? []
  return { ...customSpecs(session, entity, found), ...ownSpecs(session, entity, declared, found) }
}

/** Custom fields that a check has not seen yet are left out: rows do not show them before. */
function customSpecs(session: Session, entity: string, found: readonly CrmField[]): FieldSpecs {
  const known = columnsOf(entity, session)
  const specs = found.flatMap(each => customOf(each) ?? []).filter(({ api }) => known[api] !== undefined)
  return Object.fromEntries(specs.map(({ api, spec }) => [api, spec]))
}

function ownSpecs(
  session: Session,
  entity: string,
  declared: FieldSpecs,
  found: readonly CrmField[],
): FieldSpecs {
  const byApi = new Map(found.map(each => [each.api_name, each]))
  const specs = Object.entries(declared).flatMap(([name, spec]): [string, FieldSpec][] => {
    const api = apiOf(entity, name, session)
    const meta = api === undefined ? undefined : byApi.get(api)
    return isUnnamed(session, name, entity) ? [] : [[name, { ...spec, ...(meta ? own(spec, meta) : {}) }]]
  })
  return { ...Object.fromEntries(specs), ...stageSpec(session, entity, declared) }
}

/** The deal's two fields that an admin has to add and name in the settings. */
function isUnnamed(session: Session, name: string, entity: string): boolean {
  const { projectField, progressField } = readSettings(session.settings)
  if (entity !== 'deal') return false
  return (name === 'project' && !projectField) || (name === 'progress' && !progressField)
}

/** The type stays ours: a field that holds a link's name is a text with us. */
function own(spec: FieldSpec, meta: CrmField): Partial<FieldSpec> {
  const more = told(meta)
  if (spec.type === 'text' && more.maxLength) return { maxLength: more.maxLength }
  return spec.type === 'choice' && more.choices ? { choices: more.choices } : {}
}

/** Stages belong to pipelines, which the check reads; the field itself may list fewer. */
function stageSpec(session: Session, entity: string, { stage }: FieldSpecs): FieldSpecs {
  const choices = Object.keys(stagesIn(session.facts))
  return entity === 'deal' && stage && choices.length > 0 ? { stage: { ...stage, choices } } : {}
}
