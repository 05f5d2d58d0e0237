import { z } from 'zod'
import type { Facts, Session, Settings } from '#spi'
import { readSettings } from './settings.ts'

const named = z.object({ id: z.string(), name: z.string() })

const custom = z.object({
  id: z.string(),
  name: z.string(),
  on: z.enum(['issue', 'project']),
  format: z.string(),
  required: z.boolean(),
  filter: z.boolean(),
  choices: z.array(z.string()).nullable(),
})

const catalogue = z.object({
  statuses: z.array(z.object({ id: z.string(), name: z.string(), closed: z.boolean() })),
  priorities: z.array(named),
  trackers: z.array(named),
  /** Fields that take one value; the others are left alone. */
  customFields: z.array(custom),
  /** Ids of the custom fields that serve us: the one for our key. */
  serving: z.object({ key: z.string().optional() }),
  /** The project below which the clients stand; null: they stand at the top. */
  clients: z.string().nullable(),
})

export type Catalogue = z.infer<typeof catalogue>
export type Custom = z.infer<typeof custom>
export type Context = Pick<Session, 'settings' | 'facts'>

const empty: Catalogue = {
  statuses: [],
  priorities: [],
  trackers: [],
  customFields: [],
  serving: {},
  clients: null,
}

/** What the last check found of this Redmine; nothing before the first one. */
export function catalogueIn(facts: Facts): Catalogue {
  return facts.catalogue === undefined ? empty : catalogue.parse(JSON.parse(facts.catalogue))
}

/** The issues' custom field for our key, where an admin made it. */
export function keyFieldIn(facts: Facts): Custom | null {
  const { customFields, serving } = catalogueIn(facts)
  return customFields.find(field => field.id === serving.key) ?? null
}

/** The field of the name that the settings say, if it can hold a text. */
export function servingAmong(fields: readonly Custom[], settings: Settings): Catalogue['serving'] {
  const { keyField } = readSettings(settings)
  const found = fields.find(one => one.on === 'issue' && one.format === 'string' && one.name === keyField)
  return found ? { key: found.id } : {}
}
