import { z } from 'zod'
import type { Facts } from '#spi'

export type Outlook = 'open' | 'won' | 'lost'

const stageTable = z.record(z.string(), z.enum(['open', 'won', 'lost']))

/** What each stage means, by its API value, over all pipelines; empty before the first check. */
export function stagesIn(facts: Facts): Readonly<Record<string, Outlook>> {
  if (facts.stages === undefined) return {}
  return stageTable.parse(JSON.parse(facts.stages))
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
