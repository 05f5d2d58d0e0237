import { z } from 'zod'
import type { Settings } from '#spi'

const text = (title: string, start: string) => z.string().trim().default(start).meta({ title })

export const settingsSchema = z.object({
  url: z
    .url({ protocol: /^https$/, error: 'the address of Redmine, with https://' })
    .refine(address => !/[?#]/.test(address), 'an address without ? and #')
    .transform(address => address.replace(/\/+$/, ''))
    .meta({ title: 'Address of Redmine' }),
  clients: z
    .string()
    .regex(/^[a-z0-9_-]*$/, 'the identifier of a project, as in its address')
    .default('')
    .meta({
      title: "Identifier of the project below which the clients' projects stand; empty: the top level",
    }),
  notesAs: z.enum(['baton', 'author'], { error: 'baton or author' }).default('baton').meta({
    title: "Whose name a copied comment stands under: baton, or its author's where that person may post",
  }),
  tracker: text("Tracker of new tasks; empty: the project's first", ''),
  keyField: text("Name of the issues' custom field for our key", 'Baton Key'),
})

export type RedmineSettings = z.infer<typeof settingsSchema>

/** The settings with their defaults filled in; throws on settings that were never valid. */
export function readSettings(settings: Settings): RedmineSettings {
  return settingsSchema.parse(settings)
}

export function hostOf(settings: Settings): string {
  return new URL(readSettings(settings).url).host
}
