/** Zoho's data centres: an org lives in one of them, and its tokens work nowhere else. */
export interface DataCentre {
  readonly dc: string
  /** As Zoho names it in the `location` of a callback. */
  readonly location: string
  readonly accounts: string
  readonly api: string
}

export const dataCentres: readonly DataCentre[] = [
  { dc: 'com', location: 'us', accounts: 'accounts.zoho.com', api: 'www.zohoapis.com' },
  { dc: 'eu', location: 'eu', accounts: 'accounts.zoho.eu', api: 'www.zohoapis.eu' },
  { dc: 'in', location: 'in', accounts: 'accounts.zoho.in', api: 'www.zohoapis.in' },
  { dc: 'au', location: 'au', accounts: 'accounts.zoho.com.au', api: 'www.zohoapis.com.au' },
  { dc: 'jp', location: 'jp', accounts: 'accounts.zoho.jp', api: 'www.zohoapis.jp' },
  { dc: 'cn', location: 'cn', accounts: 'accounts.zoho.com.cn', api: 'www.zohoapis.com.cn' },
  { dc: 'ca', location: 'ca', accounts: 'accounts.zohocloud.ca', api: 'www.zohoapis.ca' },
  { dc: 'sa', location: 'sa', accounts: 'accounts.zoho.sa', api: 'www.zohoapis.sa' },
]

export const hosts: readonly string[] = dataCentres.flatMap(({ accounts, api }) => [accounts, api])

export function dataCentre(dc: string): DataCentre {
  const found = dataCentres.find(one => one.dc === dc)
  if (!found) throw new Error(`no such data centre: ${dc}`)
  return found
}

export function atAccountsHost(host: string): DataCentre | undefined {
  return dataCentres.find(({ accounts }) => accounts === host)
}

export function atApiHost(host: string): DataCentre | undefined {
  return dataCentres.find(({ api }) => api === host)
}
