import type { AwaitedRow } from './rules.ts'
import type { Fields, Value } from './value.ts'

/** Where a value of a project's schedule stands. */
export type ScheduleSource =
  | { readonly of: 'project'; readonly field: string }
  /** The deal that the project is linked with. */
  | { readonly of: 'deal'; readonly field: string }
  /** A row inside the project, such as a version: the one whose field `by` holds the name `named`. */
  | {
      readonly of: 'part'
      readonly entity: string
      readonly by: string
      readonly named: string
      readonly field: string
    }

/** A project's schedule, where it is not the project's own fields `start`, `end` and `strict`. */
export interface Schedule {
  readonly start?: ScheduleSource
  readonly end?: ScheduleSource
  /** Whether the schedule is kept to; a flag stands for every project. */
  readonly strict?: ScheduleSource | boolean
}

interface Shown {
  readonly id: string
  readonly fields: Fields
  readonly unread?: Readonly<Record<string, string>>
}

/** The rows that a schedule is read from. */
export interface ScheduleRows {
  readonly project: Shown
  readonly deal: { readonly entity: string; readonly id: string; readonly row: Shown | undefined } | null
  readonly parts: (entity: string) => readonly Shown[]
}

export type ScheduleShown =
  /** `waits`: what beside the project has to change for the schedule to change. */
  | { readonly is: 'read'; readonly fields: Fields; readonly waits: readonly AwaitedRow[] }
  | { readonly is: 'unread'; readonly row: AwaitedRow }

export const scheduleNames = ['start', 'end', 'strict'] as const

/** The project's fields with the schedule under its own names, whatever row each of its values stands in. */
export function scheduleShown(schedule: Schedule, rows: ScheduleRows): ScheduleShown {
  const fields: Record<string, Value> = { ...rows.project.fields }
  const waits: AwaitedRow[] = []
  for (const name of scheduleNames) {
    const source = schedule[name]
    if (source === undefined) continue
    if (typeof source === 'boolean') {
      fields[name] = source
      continue
    }
    const found = rowOf(source, rows)
    if (found?.row === undefined && found?.wait) return { is: 'unread', row: found.wait }
    const unread = found?.row?.unread
    if (unread && ('' in unread || source.field in unread))
      return { is: 'unread', row: found.wait ?? { entity: 'project', id: rows.project.id } }
    fields[name] = found?.row?.fields[source.field] ?? null
    if (found?.wait) waits.push(found.wait)
  }
  return { is: 'read', fields, waits }
}

interface Found {
  /** Undefined: it is named, and could not be read. */
  readonly row: Shown | undefined
  readonly wait?: AwaitedRow
}

/** Null: there is no such row, so that end is open. */
function rowOf(source: ScheduleSource, { project, deal, parts }: ScheduleRows): Found | null {
  if (source.of === 'project') return { row: project }
  if (source.of === 'deal')
    return deal && { row: deal.row, wait: { side: 'crm', entity: deal.entity, id: deal.id } }
  const row = parts(source.entity).find(one => one.fields[source.by] === source.named)
  return row ? { row, wait: { entity: source.entity, id: row.id } } : null
}
