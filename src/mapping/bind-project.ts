import type { ProjectChoices, Window } from '../core/project.ts'
import { windowOf } from '../core/project.ts'
import type { FieldSpec } from '../spi/connector.ts'
import { checkWord } from './check-tests.ts'
import { chooseLens } from './choose-lens.ts'
import type { PairDesk } from './desk.ts'
import { fieldAt, own, recordOf } from './desk.ts'
import { quoted } from './phrase.ts'
import type { Path } from './places.ts'
import type { Mapping } from './schema.ts'

type Deals = NonNullable<Mapping['deals']>

/**
 * A new project's first values. The project tool's fields for them are `name`, `template`, `group`, `description`,
 * `start` and `end`; a schedule may name other ones for the last two.
 */
export function bindProject(
  desk: PairDesk,
  section: Deals,
  window: ProjectChoices['window'],
): ProjectChoices {
  const { template, group, dates } = section
  if (template) checkChoice(desk, 'template', template)
  if (group) checkChoice(desk, 'group', group)
  const to = windowOf({ ...(window ? { window } : {}) })
  if (dates) checkDates(desk, dates, section.schedule)
  for (const name of ['name', 'description', 'group', 'template']) checkOnce(desk, section, name, name)
  for (const name of ['start', 'end'] as const) checkOnce(desk, section, name, to[name])
  const name = section.name === undefined ? null : bindName(desk, section.name)
  const description = section.description === undefined ? null : bindDescription(desk, section.description)
  return {
    ...(name ? { name } : {}),
    ...(template ? { template } : {}),
    ...(group ? { group } : {}),
    ...(description ? { description } : {}),
    ...(dates ? { dates } : {}),
    ...(window ? { window } : {}),
  }
}

/** What `fields` keeps the same follows from the row there; a first value beside it would never be seen. */
function checkOnce(desk: PairDesk, section: Deals, name: string, field: string): void {
  const key = name === 'start' || name === 'end' ? 'dates' : (name as 'name')
  const isChosen = key === 'dates' ? chosenDays(section.dates).includes(name) : section[key] !== undefined
  const at = section.fields.findIndex(row => row.pm === field && row.flow !== 'to-crm')
  if (!isChosen || at < 0) return
  const message = `${quoted(field)} is chosen by ${quoted(`deals.${key}`)} already.`
  desk.report('mapping/field-twice', ['deals', 'fields', at, 'pm'], message)
}

function chosenDays(dates: Deals['dates']): readonly string[] {
  if (!dates) return []
  return dates.end !== undefined || dates.days !== undefined ? ['start', 'end'] : ['start']
}

const wordTypes: readonly FieldSpec['type'][] = ['text', 'choice', 'date', 'number', 'money']

function bindName(desk: PairDesk, given: NonNullable<Deals['name']>): ProjectChoices['name'] | null {
  const at: Path = ['deals', 'name']
  const spec = fieldAt(desk, 'pm', 'name', at, 'key')
  const of = typeof given === 'string' ? [given] : given
  for (const [item, field] of of.entries()) {
    const place = typeof given === 'string' ? at : [...at, item]
    const part = fieldAt(desk, 'crm', field, place)
    if (!part || wordTypes.includes(part.type)) continue
    const message = `${quoted(field)} of ${recordOf(desk, 'crm')} is a ${part.type}; a name is made of words.`
    desk.report('mapping/types-differ', place, message)
  }
  return spec && { of, ...(spec.maxLength === undefined ? {} : { most: spec.maxLength }) }
}

function bindDescription(desk: PairDesk, field: string): ProjectChoices['description'] | null {
  const at: Path = ['deals', 'description']
  const crm = fieldAt(desk, 'crm', field, at)
  const pm = fieldAt(desk, 'pm', 'description', at, 'key')
  if (!crm || !pm) return null
  const row = { crm: field, pm: 'description', flow: 'to-pm', tie: 'hold' } as const
  const lens = chooseLens({ desk, row, specs: { crm, pm }, at })
  return lens && { of: field, lens }
}

type Choice = NonNullable<Deals['group']>

function checkChoice(desk: PairDesk, name: 'template' | 'group', choice: Choice): void {
  const at: Path = ['deals', name]
  const spec = fieldAt(desk, 'pm', name, at, 'key')
  const by = choice.by === undefined ? null : fieldAt(desk, 'crm', choice.by, [...at, 'by'])
  for (const [word, meant] of Object.entries(choice.table ?? {})) {
    if (by) checkWord(desk, choice.by ?? '', by, word, [...at, 'table', word], 'key')
    if (spec) checkWord(desk, name, spec, meant, [...at, 'table', word])
  }
  if (spec && choice.otherwise !== undefined)
    checkWord(desk, name, spec, choice.otherwise, [...at, 'otherwise'])
}

function checkDates(desk: PairDesk, dates: NonNullable<Deals['dates']>, schedule: Deals['schedule']): void {
  const at: Path = ['deals', 'dates']
  checkWritten(desk, schedule, 'start', [...at, 'start'])
  if (dates.start !== 'won-date') checkDay(desk, 'crm', dates.start, [...at, 'start'])
  if (dates.days !== undefined) checkWritten(desk, schedule, 'end', [...at, 'days'])
  if (dates.end === undefined) return
  checkWritten(desk, schedule, 'end', [...at, 'end'])
  if (dates.end !== 'won-date') checkDay(desk, 'crm', dates.end, [...at, 'end'])
}

/** A field that the schedule names is looked at there. */
function checkWritten(desk: PairDesk, schedule: Deals['schedule'], name: keyof Window, at: Path): void {
  const named = schedule?.[name]
  if (named?.pm !== undefined && named.of === undefined) return
  if (own(desk.entities.pm.fields, name)) {
    checkDay(desk, 'pm', name, at, 'key')
    return
  }
  const message = `${recordOf(desk, 'pm')} has no field ${quoted(name)} of its own, and ${quoted(`deals.schedule.${name}`)} names none that could be written.`
  desk.report('mapping/unknown-field', at, message, 'key')
}

function checkDay(desk: PairDesk, side: 'crm' | 'pm', field: string, at: Path, of?: 'key'): void {
  const spec = fieldAt(desk, side, field, at, of)
  if (!spec || spec.type === 'date') return
  const message = `${quoted(field)} of ${recordOf(desk, side)} is a ${spec.type}; a schedule is made of days.`
  desk.report('mapping/types-differ', at, message, of)
}
