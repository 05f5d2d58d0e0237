import { type Facts, type Fields, fingerprint, type Row, unreadRow, type Value } from '#spi'
import { type EspoRecord, type Listed, record } from './api.ts'
import { stagesIn } from './facts.ts'
import { fromEspo } from './moments.ts'
import { readSettings, siteOf } from './settings.ts'
import { talkMark } from './talk-mark.ts'
import { taskFields } from './task.ts'
import { columnsOf, type Site, typeOf } from './types.ts'
import { fromColumn } from './values.ts'

/** A record of a list as a row. One in an unknown shape is named, and stops no other. */
export function rowListed(entity: string, item: Listed, site: Site): Row {
  const parsed = record.safeParse(item)
  if (parsed.success) return rowOf(entity, parsed.data, site)
  const where = parsed.error.issues[0]?.path.join('.') ?? ''
  return unreadRow(item.id, `EspoCRM shows it in an unknown shape, at "${where}"`)
}

/** A record of EspoCRM as a row. A new record has no last editor yet: that is its maker. */
export function rowOf(entity: string, record: EspoRecord, site: Site): Row {
  if (entity === 'user') return userRow(record)
  const unread = unreadIn(entity, record, site)
  const mark = talkMark(record)
  const key = record[readSettings(site.settings).keyField]
  return {
    id: record.id,
    version: versionOf(record),
    changedAt: fromEspo(record.modifiedAt) ?? fromEspo(record.createdAt),
    changedBy: record.modifiedById ?? record.createdById ?? null,
    fields: fieldsOf(entity, record, site),
    ...(Object.keys(unread).length === 0 ? {} : { unread }),
    url: `${siteOf(site.settings)}/#${typeOf(entity).name}/view/${record.id}`,
    ...(entity === 'task' && mark !== null ? { inside: { note: mark } } : {}),
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

/** Values that have no form with us: left out of the fields, and named. */
function unreadIn(entity: string, record: EspoRecord, site: Site): NonNullable<Row['unread']> {
  const unread = Object.entries(columnsOf(entity, site)).filter(([, column]) => {
    const raw = record[column.api]
    return raw !== undefined && fromColumn(column, raw) === undefined
  })
  return Object.fromEntries(unread.map(([name]) => [name, 'EspoCRM shows it in an unknown form']))
}

/** Won and lost follow from what the site makes of the stage, never from its name; unsaid for an unknown stage. */
function outlook(stage: Value | undefined, facts: Facts): Fields {
  if (typeof stage !== 'string') return {}
  const meaning = new Map(Object.entries(stagesIn(facts))).get(stage)
  return meaning === undefined ? {} : { won: meaning === 'won', lost: meaning === 'lost' }
}

/** A user as a row. Users have no version number. */
function userRow(record: EspoRecord): Row {
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
