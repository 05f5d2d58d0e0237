import { asId, isFields } from './call.ts'
import { badValue } from './refusal.ts'
import type { World } from './world.ts'
import { addDays, dayIn } from './zone.ts'

type Values = readonly string[]

const presets: Readonly<Record<string, number>> = { today: 0, yesterday: -1, tomorrow: 1 }
const dated = ['before', 'after', 'between', 'not_between']

export function holds(world: World, condition: string, actual: unknown, values: Values): boolean {
  if (condition === 'is_empty') return texts(world, actual).length === 0
  if (condition === 'is_not_empty') return texts(world, actual).length > 0
  const preset = Object.hasOwn(presets, condition) ? presets[condition] : undefined
  if (preset !== undefined)
    return texts(world, actual).includes(addDays(dayIn(world.zone, world.clock.now()), preset))
  if (values.length === 0) throw badValue('value')
  if (dated.includes(condition)) return onDays(world, condition, actual, values)
  return onTexts(condition, texts(world, actual), values)
}

function onTexts(condition: string, actual: Values, values: Values): boolean {
  const some = (test: (one: string, value: string) => boolean) =>
    values.some(value => actual.some(one => test(one.toLowerCase(), value.toLowerCase())))
  if (condition === 'is') return some((one, value) => one === value)
  if (condition === 'is_not') return !some((one, value) => one === value)
  if (condition === 'contains') return some((one, value) => one.includes(value))
  if (condition === 'starts_with') return some((one, value) => one.startsWith(value))
  throw badValue('criteria_condition')
}

/** Whole days only: finer the vendor's filter does not look. */
function onDays(world: World, condition: string, actual: unknown, values: Values): boolean {
  if (!values.every(value => /^\d{4}-\d\d-\d\d$/.test(value))) throw badValue('value')
  const [first = '', last = first] = values
  const [day] = texts(world, actual)
  if (day === undefined) return false
  const inclusive = world.switches.get('filter-after') === 'inclusive'
  if (condition === 'before') return day < first || (inclusive && day === first)
  if (condition === 'after') return day > first || (inclusive && day === first)
  const between = day >= first && day <= last
  return condition === 'between' ? between : !between
}

/** What a filter compares: ids of links, portal-user ids of owners, days of moments, else the text. */
function texts(world: World, actual: unknown): Values {
  if (actual === null || actual === undefined || actual === '') return []
  if (Array.isArray(actual)) return actual.flatMap((item: unknown) => texts(world, item))
  if (isFields(actual)) {
    if (Array.isArray(actual.owners)) return texts(world, actual.owners)
    const id = asId(actual.zpuid) ?? asId(actual.id)
    return id === null ? [] : [id]
  }
  const text = String(actual)
  return [/^\d{4}-\d\d-\d\dT.*Z$/.test(text) ? dayIn(world.zone, text) : text]
}
