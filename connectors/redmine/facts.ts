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

const purposes = ['key', 'start', 'end', 'strict'] as const
type Purpose = (typeof purposes)[number]

const catalogue = z.object({
  statuses: z.array(z.object({ id: z.string(), name: z.string(), closed: z.boolean() })),
  priorities: z.array(named),
  trackers: z.array(named),
  /** Fields that take one value; the others are left alone. */
  customFields: z.array(custom),
  /** Ids of the custom fields that serve a purpose of ours. */
  serving: z.partialRecord(z.enum(purposes), z.string()),
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

/** The custom field that serves a purpose, where an admin made it. */
export function customFor(purpose: Purpose, facts: Facts): Custom | null {
  const { customFields, serving } = catalogueIn(facts)
  return customFields.find(field => field.id === serving[purpose]) ?? null
}

const wanted: Readonly<Record<Purpose, Pick<Custom, 'on' | 'format'>>> = {
  key: { on: 'issue', format: 'string' },
  start: { on: 'project', format: 'date' },
  end: { on: 'project', format: 'date' },
  strict: { on: 'project', format: 'bool' },
}

/** Which fields serve us: of the names that the settings say, and of the right format. */
export function servingAmong(fields: readonly Custom[], settings: Settings): Catalogue['serving'] {
  return Object.fromEntries(
    purposes.flatMap(purpose => {
      const { on, format } = wanted[purpose]
      const name = nameFor(purpose, settings)
      const found = fields.find(one => one.on === on && one.format === format && one.name === name)
      return found ? [[purpose, found.id]] : []
    }),
  )
}

export function nameFor(purpose: Purpose, settings: Settings): string {
  return readSettings(settings)[`${purpose}Field`]
}
