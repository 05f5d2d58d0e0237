import type { Lens, World } from './lens.ts'
import { withinLimit } from './lenses/text.ts'
import type { Fields, Value } from './value.ts'

/** A word that a field of the deal chooses: by a table, by its own word where there is none, else the same for all. */
export interface WordChoice {
  readonly by?: string
  readonly table?: Readonly<Record<string, string>>
  readonly otherwise?: string
}

/** How a project's first values follow from the deal. Choices of the mapping, never steps. */
export interface ProjectChoices {
  /** Fields of the deal, joined in their order; those that are empty are left out. `most`: letters the tool takes. */
  readonly name?: { readonly of: readonly string[]; readonly most?: number }
  readonly template?: WordChoice
  readonly group?: WordChoice
  readonly description?: { readonly of: string; readonly lens: Lens }
  /** `start` and `end`: a field of the deal, or `won-date` for the day it was won. `days`: the project's length. */
  readonly dates?: { readonly start: string; readonly end?: string; readonly days?: number }
  /** The project's fields that hold its first and its last day, where they are not called so. */
  readonly window?: Partial<Window>
}

export interface Window {
  readonly start: string
  readonly end: string
}

/** The project's fields that hold its first and its last day. */
export function windowOf({ window }: ProjectChoices): Window {
  return { start: 'start', end: 'end', ...window }
}

export type FirstValues =
  | { readonly ok: true; readonly fields: Fields }
  | { readonly ok: false; readonly detail: string }

/** What a person gave for a project counts before what the mapping chooses; it is left out of what is answered. */
export interface ProjectAsk {
  readonly deal: Fields
  /** A day. */
  readonly wonOn: string
  readonly given: Fields
}

/** The values beside the mapped fields that a new project is given. */
export function projectValues(choices: ProjectChoices, ask: ProjectAsk, world: World): FirstValues {
  const { deal, given } = ask
  const fields: Record<string, Value> = {}
  const put = (name: string, value: Value) => {
    if (value !== null && !Object.hasOwn(given, name)) fields[name] = value
  }
  put('template', wordFor(choices.template, deal))
  put('group', wordFor(choices.group, deal))
  for (const [name, day] of Object.entries(datesFor(choices, ask))) put(name, day)
  for (const [name, carry] of Object.entries(textsFor(choices, deal, world))) {
    if (Object.hasOwn(given, name)) continue
    const carried = carry()
    if (!carried.ok) return { ok: false, detail: `${name}: ${carried.detail}` }
    put(name, carried.value)
  }
  return { ok: true, fields }
}

type Carry = () => ReturnType<Lens['across']>

function textsFor({ name, description }: ProjectChoices, deal: Fields, world: World): Record<string, Carry> {
  const first = description && deal[description.of]
  return {
    ...(name ? { name: () => withinLimit(joined(name.of, deal), 'pm', name.most) } : {}),
    ...(description && first ? { description: () => description.lens.across(first, 'pm', null, world) } : {}),
  }
}

/** Null where all of them are empty. */
function joined(of: readonly string[], deal: Fields): string | null {
  const parts = of.map(field => String(deal[field] ?? '').trim()).filter(part => part !== '')
  return parts.length === 0 ? null : parts.join(' - ')
}

function wordFor(choice: WordChoice | undefined, deal: Fields): string | null {
  if (!choice) return null
  const word = choice.by === undefined ? null : deal[choice.by]
  const own = typeof word === 'string' && word !== '' ? word : undefined
  const named = own !== undefined && choice.table ? tableWord(choice.table, own) : own
  return named ?? choice.otherwise ?? null
}

function tableWord(table: Readonly<Record<string, string>>, word: string): string | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined
}

/** An end that was given and a start that follows from the mapping may not fit; a length is counted from what stands. */
function datesFor(choices: ProjectChoices, { deal, given, wonOn }: ProjectAsk): Fields {
  const choice = choices.dates
  if (!choice) return {}
  const to = windowOf(choices)
  const start = Object.hasOwn(given, to.start)
    ? (given[to.start] ?? null)
    : dayFrom(choice.start, deal, wonOn)
  const end = choice.end === undefined ? daysAfter(start, choice.days) : dayFrom(choice.end, deal, wonOn)
  return { [to.start]: start, [to.end]: end }
}

/** A day, or a moment that begins with one. */
const dayFirst = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T|$)/

function dayFrom(source: string, deal: Fields, wonOn: string): string | null {
  const value: Value | undefined = source === 'won-date' ? wonOn : deal[source]
  return typeof value === 'string' && dayFirst.test(value) ? value.slice(0, 10) : null
}

/** Days are counted on the calendar, so no time zone has a say. */
function daysAfter(day: Value, days: number | undefined): string | null {
  if (typeof day !== 'string' || days === undefined) return null
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
