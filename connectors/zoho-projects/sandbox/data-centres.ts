export interface Hosts {
  readonly accounts: string
  readonly projects: readonly string[]
  /** What the token answer calls `api_domain`: it serves the CRM, not Projects. */
  readonly apiDomain: string
  readonly location: string
}

function zoho(tld: string, location: string): Hosts {
  const projects = [`projectsapi.zoho.${tld}`, `projects.zoho.${tld}`]
  return { accounts: `accounts.zoho.${tld}`, projects, apiDomain: `https://www.zohoapis.${tld}`, location }
}

export const dataCentres: Readonly<Record<string, Hosts>> = {
  com: zoho('com', 'us'),
  eu: zoho('eu', 'eu'),
  in: zoho('in', 'in'),
  'com.au': zoho('com.au', 'au'),
  jp: zoho('jp', 'jp'),
  'com.cn': zoho('com.cn', 'cn'),
  sa: zoho('sa', 'sa'),
  uk: zoho('uk', 'uk'),
  ae: zoho('ae', 'ae'),
  sg: zoho('sg', 'sg'),
  ca: {
    accounts: 'accounts.zohocloud.ca',
    projects: ['projectsapi.zohocloud.ca', 'projects.zohocloud.ca'],
    apiDomain: 'https://www.zohoapis.ca',
    location: 'ca',
  },
}

export const allHosts: readonly string[] = Object.values(dataCentres).flatMap(centre => [
  centre.accounts,
  ...centre.projects,
])

export function isAccounts(host: string): boolean {
  return Object.values(dataCentres).some(centre => centre.accounts === host)
}

/** The data centre where the org lives. */
export function homeOf(dc: string): Hosts {
  const home = dataCentres[dc]
  if (!home) throw new Error(`No data centre "${dc}"`)
  return home
}

/** Whether a host belongs to the data centre where the org lives. */
export function livesAt(dc: string, host: string): boolean {
  const centre = dataCentres[dc]
  return centre !== undefined && (centre.accounts === host || centre.projects.includes(host))
}
