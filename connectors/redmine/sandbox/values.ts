import { type Given, isGiven, numberIn, textIn } from './call.ts'
import type { CustomField } from './rows.ts'
import { customFieldsOf, type World } from './world.ts'

/** Texts are kept with the line ends of a browser, whatever they came with. */
export function browserText(text: string): string {
  return text.replace(/\r?\n/g, '\r\n')
}

export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  )
}

/** `custom_fields: [{ id, value }]`; fields that there are not are ignored. Answers what is wrong. */
export function takeValues(
  world: World,
  on: CustomField['on'],
  given: Given,
  values: Map<number, string | null>,
): readonly string[] {
  const list = Array.isArray(given.custom_fields) ? given.custom_fields.filter(isGiven) : []
  return list.flatMap(one => {
    const field = customFieldsOf(world, on).find(known => known.id === numberIn(one.id))
    const value = textIn(one.value)
    if (!field) return []
    if (field.format === 'date' && value && !isDay(value)) return [`${field.name} is not a valid date`]
    if (field.format === 'bool' && value && !field.values.includes(value))
      return [`${field.name} is not included in the list`]
    values.set(field.id, value)
    return []
  })
}
