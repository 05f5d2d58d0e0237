import { z } from 'zod'
import type { Settings } from '#spi'

/** Attribute names stand in queries, so nothing but a plain name is let in. Custom ones begin with a small c. */
const attribute = z.string().regex(/^[a-z]\w*$/, 'the name of a field as the API has it, e.g. cBatonKey')
const optional = z.union([attribute, z.literal('').transform(() => undefined)]).optional()

export const settingsSchema = z.object({
  url: z
    .string()
    .refine(isSite, 'the address people open, e.g. https://crm.example.test, without a query or a password')
    .meta({ title: 'Address of EspoCRM' }),
  keyField: attribute.default('cBatonKey').meta({ title: 'Name of the text field for our key' }),
  projectField: optional.meta({ title: "Name of the opportunity's field for the project's link" }),
  progressField: optional.meta({ title: "Name of the opportunity's number field for the progress" }),
})

export type EspoSettings = z.infer<typeof settingsSchema>

/** The settings with their defaults filled in; throws on settings that were never valid. */
export function readSettings(settings: Settings): EspoSettings {
  return settingsSchema.parse(settings)
}

/** The site's address without a slash at its end. It may lie below a folder. */
export function siteOf(settings: Settings): string {
  const { origin, pathname } = new URL(readSettings(settings).url)
  return `${origin}${pathname.replace(/\/+$/, '')}`
}

function isSite(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search, hash } = new URL(text)
  return protocol === 'https:' && [username, password, search, hash].every(part => part === '')
}
