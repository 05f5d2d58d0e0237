import { espocrmScreen } from './screens/espocrm.ts'
import { redmineScreen } from './screens/redmine.ts'
import { zohoCrmScreen } from './screens/zoho-crm.ts'
import { zohoProjectsScreen } from './screens/zoho-projects.ts'

const zohoCrm = { connector: 'zoho-crm', screen: zohoCrmScreen } as const
const espocrm = { connector: 'espocrm', screen: espocrmScreen } as const
const zohoProjects = { connector: 'zoho-projects', screen: zohoProjectsScreen } as const
const redmine = { connector: 'redmine', screen: redmineScreen } as const

/** The pairs of vendors that the story can be told on, by the name of their mapping in `mappings/`. */
export const vendorPairs = {
  zoho: { crm: zohoCrm, pm: zohoProjects },
  'espocrm-redmine': { crm: espocrm, pm: redmine },
  'zoho-redmine': { crm: zohoCrm, pm: redmine },
  'espocrm-zoho': { crm: espocrm, pm: zohoProjects },
} as const

export type VendorPair = keyof typeof vendorPairs

export const vendorPairNames = Object.keys(vendorPairs) as [VendorPair, ...VendorPair[]]
