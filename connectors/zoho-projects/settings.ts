import { z } from 'zod'
import type { Settings } from '#spi'

/** Hosts of a data centre (projects.zoho.com/api-docs, "Multi DC"): tokens, the API, and the pages for people. */
function centre(tld: string, domain = `zoho.${tld}`) {
  return { accounts: `accounts.${domain}`, api: `projectsapi.${domain}`, web: `projects.${domain}` }
}

/** Projects is not served by the token answer's `api_domain`, so the host follows from the data centre alone. */
export const dataCentres = {
  us: centre('com'),
  eu: centre('eu'),
  in: centre('in'),
  au: centre('com.au'),
  jp: centre('jp'),
  cn: centre('com.cn'),
  ca: centre('ca', 'zohocloud.ca'),
  sa: centre('sa'),
  uk: centre('uk'),
  ae: centre('ae'),
  sg: centre('sg'),
} as const

const dcNames = Object.keys(dataCentres) as [keyof typeof dataCentres, ...(keyof typeof dataCentres)[]]

export const settingsSchema = z.object({
  dc: z.enum(dcNames).default('us').meta({ title: 'Data centre' }),
  portal: z
    .string()
    .regex(/^[\w-]+$/, 'the id or the name of the portal, as in its address')
    .meta({ title: 'Portal' }),
  keyField: z
    .string()
    .regex(/^[A-Za-z]\w*$/, 'the API name of a custom field, e.g. cf_baton_key')
    .default('cf_baton_key')
    .meta({ title: 'API name of the text field for our key' }),
  clients: z.enum(['auto', 'off']).default('auto').meta({ title: 'Read and make clients over the API' }),
  user: z
    .union([z.email(), z.literal('').transform(() => undefined)])
    .optional()
    .meta({ title: 'E-mail of the Zoho user that Baton signs in as' }),
})

export type ProjectsSettings = z.infer<typeof settingsSchema>

/** The settings with their defaults filled in; throws on settings that were never valid. */
export function readSettings(settings: Settings): ProjectsSettings {
  return settingsSchema.parse(settings)
}

/** The hosts of the chosen data centre, by what they are for. */
export function hostsOf(settings: Settings): ReturnType<typeof centre> {
  return dataCentres[readSettings(settings).dc]
}
