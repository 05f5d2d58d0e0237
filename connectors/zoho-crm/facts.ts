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
export type KeyFieldState = 'unique' | 'repeatable' | 'missing'

/** The name under which a check keeps that state. */
export function keyFieldFact(entity: string): string {
  return `keyField.${entity}`
}

/** True only when a check saw that the field is not there; before a check nothing is known. */
export function lacksKeyField(entity: string, facts: Facts): boolean {
  const missing: KeyFieldState = 'missing'
  return facts[keyFieldFact(entity)] === missing
}
