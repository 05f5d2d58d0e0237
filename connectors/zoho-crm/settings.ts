import { z } from 'zod'
import type { Settings } from '#spi'

/**
 * Accounts and API hosts per data centre (zoho.com/crm/developer/docs/api/v8/multi-dc.html). The token answer's
 * `api_domain` is not followed: a token never goes to a host that was not chosen beforehand.
 */
export const dataCentres = {
  us: { accounts: 'accounts.zoho.com', api: 'www.zohoapis.com', web: 'crm.zoho.com' },
  eu: { accounts: 'accounts.zoho.eu', api: 'www.zohoapis.eu', web: 'crm.zoho.eu' },
  in: { accounts: 'accounts.zoho.in', api: 'www.zohoapis.in', web: 'crm.zoho.in' },
  au: { accounts: 'accounts.zoho.com.au', api: 'www.zohoapis.com.au', web: 'crm.zoho.com.au' },
  jp: { accounts: 'accounts.zoho.jp', api: 'www.zohoapis.jp', web: 'crm.zoho.jp' },
  cn: { accounts: 'accounts.zoho.com.cn', api: 'www.zohoapis.com.cn', web: 'crm.zoho.com.cn' },
  ca: { accounts: 'accounts.zohocloud.ca', api: 'www.zohoapis.ca', web: 'crm.zohocloud.ca' },
  sa: { accounts: 'accounts.zoho.sa', api: 'www.zohoapis.sa', web: 'crm.zoho.sa' },
} as const

const dcNames = Object.keys(dataCentres) as [keyof typeof dataCentres, ...(keyof typeof dataCentres)[]]

/** Field names stand in queries, so nothing but a plain name is let in. */
const apiName = z.string().regex(/^[A-Za-z]\w*$/, 'the API name of a field, e.g. Baton_Key')
const optionalApiName = z.union([apiName, z.literal('').transform(() => undefined)]).optional()

export const settingsSchema = z.object({
  dc: z.enum(dcNames).default('us').meta({ title: 'Data centre' }),
  keyField: apiName.default('Baton_Key').meta({ title: 'API name of the unique text field for our key' }),
  makeKeyField: z
    .enum(['yes', 'no'])
    .default('yes')
    .meta({ title: 'Make that field in Tasks where it is missing' }),
  projectField: optionalApiName.meta({ title: "API name of the deal's field for the project's link" }),
  progressField: optionalApiName.meta({ title: "API name of the deal's number field for the progress" }),
  edition: z
    .enum(['free', 'standard', 'professional', 'enterprise', 'ultimate'])
    .default('standard')
    .meta({ title: 'Edition, for the limits' }),
  dailyCredits: z
    .union([z.string().regex(/^[1-9]\d{2,7}$/), z.literal('').transform(() => undefined)])
    .optional()
    .meta({ title: 'API credits that may be used in 24 hours' }),
})

export type CrmSettings = z.infer<typeof settingsSchema>

/** The settings with their defaults filled in; throws on settings that were never valid. */
export function readSettings(settings: Settings): CrmSettings {
  return settingsSchema.parse(settings)
}

/** The three hosts of the chosen data centre, by what they are for. */
export function hostsOf(settings: Settings): (typeof dataCentres)[keyof typeof dataCentres] {
  return dataCentres[readSettings(settings).dc]
}
