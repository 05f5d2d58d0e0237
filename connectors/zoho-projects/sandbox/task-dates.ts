import { badValue } from './refusal.ts'
import type { Duration, Task } from './rows.ts'
import type { World } from './world.ts'
import { momentIn } from './zone.ts'

const shape = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/

/** An ISO moment. What is not one (no time, no offset) is taken as the portal's own clock, or refused. */
export function readMoment(world: World, field: string, value: unknown): string | null {
  if (value === null || value === '') return null
  const [, day, time, offset] = typeof value === 'string' ? (shape.exec(value) ?? []) : []
  if (day === undefined || (time === undefined && offset !== undefined)) throw badDate(field)
  if (offset !== undefined) return toIso(field, `${day}${time}${withColon(offset)}`)
  if (world.switches.get('bare-task-date') === 'refuse') throw badDate(field)
  const local = toIso(field, `${day}${time ?? 'T00:00:00'}Z`)
  return momentIn(world.zone, local.slice(0, 19))
}

function withColon(offset: string): string {
  return offset.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')
}

function toIso(field: string, text: string): string {
  const moment = Date.parse(text)
  if (Number.isNaN(moment)) throw badDate(field)
  return new Date(moment).toISOString()
}

function badDate(field: string) {
  return badValue(field, 'Enter a valid date.')
}

export function checkOrder(task: Task): void {
  if (task.start !== null && task.end !== null && task.end < task.start)
    throw badValue('end_date', 'The end date is before the start date.')
}

/** A start and a duration make an end, unless one was given. */
export function endAfter(start: string | null, duration: Duration | null): string | null {
  if (start === null || duration === null) return null
  const hours = Number(duration.value) * (duration.type === 'days' ? 24 : 1)
  return new Date(Date.parse(start) + hours * 3_600_000).toISOString()
}
