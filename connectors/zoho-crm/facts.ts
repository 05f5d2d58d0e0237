import { z } from 'zod'
import type { Facts } from '#spi'
import { type Kind, kinds } from './kinds.ts'

export type Outlook = 'open' | 'won' | 'lost'

const stageTable = z.record(z.string(), z.enum(['open', 'won', 'lost']))

/** What each stage means, by its API value, over all pipelines; empty before the first check. */
export function stagesIn(facts: Facts): Readonly<Record<string, Outlook>> {
  if (facts.stages === undefined) return {}
  return stageTable.parse(JSON.parse(facts.stages))
}

const customTable = z.record(z.string(), z.enum(kinds))

/** An account's own fields of an entity, by API name, as the last check saw them. */
export function customIn(entity: string, facts: Facts): Readonly<Record<string, Kind>> {
  const known = facts[customFact(entity)]
  return known === undefined ? {} : customTable.parse(JSON.parse(known))
}

/** The name under which a check keeps them. */
export function customFact(entity: string): string {
  return `custom.${entity}`
}

/** Whether a module has our key field, and whether the CRM keeps its values from repeating. */
const keyFieldStates = ['unique', 'repeatable', 'missing'] as const
export type KeyFieldState = (typeof keyFieldStates)[number]

/** The name under which a check keeps that state. */
export function keyFieldFact(entity: string): string {
  return `keyField.${entity}`
}

/** What the last check saw of the field; undefined where it saw nothing. */
export function keyFieldState(entity: string, facts: Facts): KeyFieldState | undefined {
  return keyFieldStates.find(state => state === facts[keyFieldFact(entity)])
}
