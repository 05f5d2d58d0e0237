import { z } from 'zod'
import type { Facts } from '#spi'

const statusList = z.array(z.object({ id: z.string(), name: z.string() }))

export type KnownStatus = z.infer<typeof statusList>[number]

/** The portal's zone, which decides on which day a moment falls; UTC before the first check. */
export function zoneOf(facts: Facts): string {
  return facts.timeZone ?? 'UTC'
}

/** The task statuses that the last check saw, over all layouts. */
export function statusesIn(facts: Facts): readonly KnownStatus[] {
  return facts.statuses === undefined ? [] : statusList.parse(JSON.parse(facts.statuses))
}

const customKinds = ['plain', 'number', 'day'] as const
export type CustomKind = (typeof customKinds)[number]
const customTable = z.record(z.string(), z.enum(customKinds))

/** The portal's own fields of an entity, by API name, as the last check saw them. */
export function customIn(entity: string, facts: Facts): Readonly<Record<string, CustomKind>> {
  const known = facts[customFact(entity)]
  return known === undefined ? {} : customTable.parse(JSON.parse(known))
}

/** The names under which a check keeps them, and whether our key field is there. */
export function customFact(entity: string): string {
  return `custom.${entity}`
}

export function keyFieldFact(entity: string): string {
  return `keyField.${entity}`
}

/** True only where a check looked for the field and did not find it. */
export function keyFieldIsMissing(entity: string, facts: Facts): boolean {
  return facts[keyFieldFact(entity)] === 'missing'
}

/** Clients that this portal neither shows nor takes, or that the settings leave alone. */
export function clientsAreOutOfReach(facts: Facts): boolean {
  return facts.clients === 'refused'
}
