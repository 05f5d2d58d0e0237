import { type Facts, type Fields, fingerprint, type Row, type Value } from '#spi'
import type { EspoRecord } from './api.ts'
import { stagesIn } from './facts.ts'
import { fromEspo } from './moments.ts'
import { readSettings, siteOf } from './settings.ts'
import { taskFields } from './task.ts'
import { columnsOf, type Site, typeOf } from './types.ts'
import { fromColumn } from './values.ts'

/** A record of EspoCRM as a row. A new record has no last editor yet: that is its maker. */
export function rowOf(entity: string, record: EspoRecord, site: Site): Row {
  const key = record[readSettings(site.settings).keyField]
  return {
    id: record.id,
    version: versionOf(record),
    changedAt: fromEspo(record.modifiedAt) ?? fromEspo(record.createdAt),
    changedBy: record.modifiedById ?? record.createdById ?? null,
    fields: fieldsOf(entity, record, site),
    url: `${siteOf(site.settings)}/#${typeOf(entity).name}/view/${record.id}`,
    ...(typeof key === 'string' && key !== '' ? { key } : {}),
  }
}

/** The number that conditional writes name; where an admin switched counting off, the second of the last change. */
function versionOf(record: EspoRecord): string {
  const { versionNumber } = record
  return typeof versionNumber === 'number'
    ? String(versionNumber)
    : (record.modifiedAt ?? fingerprint(record))
}

function fieldsOf(entity: string, record: EspoRecord, site: Site): Fields {
  const seen = Object.entries(columnsOf(entity, site)).flatMap(([name, column]) => {
    const raw = record[column.api]
    const value = raw === undefined ? undefined : fromColumn(column, raw)
    return value === undefined ? [] : [[name, value] as const]
  })
  const plain: Fields = Object.fromEntries(seen)
  if (entity === 'deal') return { ...plain, ...outlook(plain.stage, site.facts) }
  return entity === 'task' ? { ...plain, ...taskFields(record, site.facts) } : plain
}

/** Won and lost follow from what the site makes of the stage, never from its name; unsaid for an unknown stage. */
function outlook(stage: Value | undefined, facts: Facts): Fields {
  if (typeof stage !== 'string') return {}
  const meaning = new Map(Object.entries(stagesIn(facts))).get(stage)
  return meaning === undefined ? {} : { won: meaning === 'won', lost: meaning === 'lost' }
}

/** A user as a row. Users have no version number. */
export function userRow(record: EspoRecord): Row {
  const fields: Fields = {
    name: textOf(record.name),
    email: textOf(record.emailAddress),
    active: record.isActive !== false,
    login: textOf(record.userName),
  }
  const changedAt = fromEspo(record.modifiedAt)
  return { id: record.id, version: fingerprint(fields), changedAt, changedBy: null, fields }
}

function textOf(raw: unknown): string | null {
  return typeof raw === 'string' && raw !== '' ? raw : null
}
