import type { Fields, Value } from './value.ts'

/** How a project's first values follow from the deal. Choices of the mapping, never steps. */
export interface ProjectChoices {
  readonly template?: {
    readonly by?: string
    readonly table: Readonly<Record<string, string>>
    readonly otherwise?: string
  }
  /** `start` and `end`: a field of the deal, or `won-date` for the day it was won. `days`: the project's length. */
  readonly dates?: { readonly start: string; readonly end?: string; readonly days?: number }
}

/** The values beside the mapped fields that a new project is given. `wonOn` is a day. */
export function projectValues(choices: ProjectChoices, deal: Fields, wonOn: string): Fields {
  const template = templateFor(choices.template, deal)
  const dates = choices.dates ? datesFor(choices.dates, deal, wonOn) : {}
  return { ...(template === null ? {} : { template }), ...dates }
}

function templateFor(choice: ProjectChoices['template'], deal: Fields): string | null {
  if (!choice) return null
  const word = choice.by === undefined ? null : deal[choice.by]
  const named = typeof word === 'string' && Object.hasOwn(choice.table, word) ? choice.table[word] : undefined
  return named ?? choice.otherwise ?? null
}

function datesFor(choice: NonNullable<ProjectChoices['dates']>, deal: Fields, wonOn: string): Fields {
  const start = dayFrom(choice.start, deal, wonOn)
  const end = choice.end === undefined ? daysAfter(start, choice.days) : dayFrom(choice.end, deal, wonOn)
  return { ...(start === null ? {} : { start }), ...(end === null ? {} : { end }) }
}

/** A day, or a moment that begins with one. */
const dayFirst = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T|$)/

function dayFrom(source: string, deal: Fields, wonOn: string): string | null {
  const value: Value | undefined = source === 'won-date' ? wonOn : deal[source]
  return typeof value === 'string' && dayFirst.test(value) ? value.slice(0, 10) : null
}

/** Days are counted on the calendar, so no time zone has a say. */
function daysAfter(day: string | null, days: number | undefined): string | null {
  if (day === null || days === undefined) return null
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
