import type { PairPolicy } from '../core/policy.ts'
import type { ProjectChoices } from '../core/project.ts'
import type { Schedule, ScheduleSource } from '../core/schedule.ts'
import type { Side } from '../core/value.ts'
import type { Entity, FieldSpec } from '../spi/connector.ts'
import { own, type PairDesk, recordOf } from './desk.ts'
import { choices, quoted } from './phrase.ts'
import type { Path } from './places.ts'
import type { Mapping } from './schema.ts'

type Section = NonNullable<Mapping['deals']>
type Day = NonNullable<NonNullable<Section['schedule']>['start']>

/** Where a project's schedule stands; what is wrong about it is told at its place. */
export function bindSchedule(desk: PairDesk, { schedule }: Section): Schedule | undefined {
  if (!schedule) return undefined
  const { strict } = schedule
  const start = schedule.start && bindDay(desk, schedule.start, ['deals', 'schedule', 'start'])
  const end = schedule.end && bindDay(desk, schedule.end, ['deals', 'schedule', 'end'])
  const isStrict =
    typeof strict === 'object' ? fieldOf(desk, strict, 'flag', ['deals', 'schedule', 'strict']) : strict
  return {
    ...(start ? { start } : {}),
    ...(end ? { end } : {}),
    ...(isStrict === undefined || isStrict === null ? {} : { strict: isStrict }),
  }
}

/** The project's fields that a new project's first and last day are written to. */
export function windowIn(schedule: Schedule | undefined): ProjectChoices['window'] {
  const named = (source: Schedule['start']) => (source?.of === 'project' ? source.field : undefined)
  const [start, end] = [named(schedule?.start), named(schedule?.end)]
  if (start === undefined && end === undefined) return undefined
  return { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) }
}

/** Where the rule looks whether a project keeps to its schedule; without one it would never say a word. */
export function saysWhetherStrict(desk: PairDesk, anchor: PairPolicy['anchor']): boolean {
  const project = anchor && desk.mapping[anchor.pair]
  if (!project) return true
  if (anchor.pair === 'deals' && desk.mapping.deals?.schedule?.strict !== undefined) return true
  return own(desk.connectors.pm.entities[project.pair[1]]?.fields ?? {}, 'strict') !== undefined
}

function bindDay(desk: PairDesk, given: Day, at: Path): ScheduleSource | null {
  if (given.of === undefined) return fieldOf(desk, given, 'date', at)
  return partOf(desk, { of: given.of, named: given.named ?? '', field: given.pm ?? '' }, at)
}

function fieldOf(
  desk: PairDesk,
  given: Pick<Day, 'crm' | 'pm'>,
  type: FieldSpec['type'],
  at: Path,
): ScheduleSource | null {
  const side: Side = given.crm === undefined ? 'pm' : 'crm'
  const name = given[side] ?? ''
  const field = named(desk, side, desk.entities[side], recordOf(desk, side), name, type, [...at, side])
  return field === null ? null : { of: side === 'pm' ? 'project' : 'deal', field }
}

interface Part {
  readonly of: string
  readonly named: string
  readonly field: string
}

/** A record inside the project is known by its name, and read within its project. */
function partOf(desk: PairDesk, part: Part, at: Path): ScheduleSource | null {
  const project = desk.names.pm
  const inside = Object.entries(desk.connectors.pm.entities).filter(
    ([, one]) => one.listed?.within === project && one.listed.by !== undefined,
  )
  const found = inside.find(([name]) => name === part.of)
  if (!found) {
    const message = `${desk.connectors.pm.name} has no ${quoted(part.of)} inside a ${project}; ${choices(
      part.of,
      inside.map(([name]) => name),
    )}`
    desk.report('mapping/unknown-entity', [...at, 'of'], message)
    return null
  }
  const [entity, { listed, ...spec }] = found
  const record = `the ${entity} of ${desk.connectors.pm.name}`
  const field = named(desk, 'pm', spec, record, part.field, 'date', [...at, 'pm'])
  return field === null ? null : { of: 'part', entity, by: listed?.by ?? '', named: part.named, field }
}

/**
 * The field of that name, or the one that people know by it: an account's own fields are often called by numbers. What an
 * account has of its own is not known before it was asked.
 */
function named(
  desk: PairDesk,
  side: Side,
  { fields }: Pick<Entity, 'fields'>,
  record: string,
  name: string,
  type: FieldSpec['type'],
  at: Path,
): string | null {
  const titled = Object.entries(fields).filter(([, spec]) => spec.title === name && spec.type === type)
  const found = own(fields, name) ? name : titled.length === 1 ? titled[0]?.[0] : undefined
  const spec = found === undefined ? undefined : own(fields, found)
  if (found === undefined || !spec) {
    if (desk.mayHaveMore(side)) return name
    const message =
      titled.length > 1
        ? `${record} has several fields ${quoted(name)}: ${titled.map(([one]) => quoted(one)).join(', ')}.`
        : `${record} has no field ${quoted(name)}; ${choices(name, [...Object.keys(fields), ...titlesOf(fields, type)])}`
    desk.report('mapping/unknown-field', at, message)
    return null
  }
  if (spec.type === type) return found
  const wanted = type === 'flag' ? 'whether it is kept to is a flag' : 'a schedule is made of days'
  desk.report('mapping/types-differ', at, `${quoted(name)} of ${record} is a ${spec.type}; ${wanted}.`)
  return null
}

function titlesOf(fields: Entity['fields'], type: FieldSpec['type']): string[] {
  return Object.values(fields).flatMap(spec => (spec.type === type ? [spec.title] : []))
}
