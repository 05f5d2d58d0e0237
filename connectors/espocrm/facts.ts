import { z } from 'zod'
import type { Facts, FieldType } from '#spi'
import type { RecordEntity } from './types.ts'

export type Outlook = 'open' | 'won' | 'lost'

const stageTable = z.record(z.string(), z.enum(['open', 'won', 'lost']))

/** What each stage means; empty before the first check. */
export function stagesIn(facts: Facts): Readonly<Record<string, Outlook>> {
  return facts.stages === undefined ? {} : stageTable.parse(JSON.parse(facts.stages))
}

/** The site's own zone, in which EspoCRM turns a due day into a moment (`Core/Repositories/Event`). */
export function zoneOf(facts: Facts): string {
  return facts.timeZone ?? 'UTC'
}

/** The types of custom fields that have a counterpart among Baton's. */
export const customTypes = {
  varchar: 'text',
  text: 'text',
  url: 'text',
  enum: 'choice',
  int: 'number',
  float: 'number',
  bool: 'flag',
  date: 'date',
} as const satisfies Readonly<Record<string, FieldType>>

export type CustomType = keyof typeof customTypes

const customTable = z.record(z.string(), z.enum(Object.keys(customTypes) as [CustomType, ...CustomType[]]))

export function customFact(entity: RecordEntity): string {
  return `custom.${entity}`
}

/** The site's own fields of an entity, by their names, as the last check saw them. */
export function customFieldsIn(entity: RecordEntity, facts: Facts): Readonly<Record<string, CustomType>> {
  const told = facts[customFact(entity)]
  return told === undefined ? {} : customTable.parse(JSON.parse(told))
}

export function keyFact(entity: RecordEntity): string {
  return `keyField.${entity}`
}

/** Whether records can carry our key, by what the last check saw; before it, nothing is promised. */
export function carriesKey(entity: RecordEntity, facts: Facts): boolean {
  return facts[keyFact(entity)] === 'present'
}
