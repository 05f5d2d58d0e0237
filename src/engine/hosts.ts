import type { Whereabouts } from './addresses.ts'

/** An operator's rewriting of declared hosts: vendor host -> base URL that stands in for it. */
export type HostRewrites = ReadonlyMap<string, string>

/** Reads `host=http://127.0.0.1:4001,other=http://…`. */
export function readHostRewrites(text: string | undefined): HostRewrites {
  const entries = (text ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
  return new Map(entries.map(readEntry))
}

function readEntry(entry: string): [string, string] {
  const at = entry.indexOf('=')
  const target = entry.slice(at + 1)
  if (at < 1 || !URL.canParse(target)) throw new Error(`"${entry}" is not host=base-url.`)
  return [entry.slice(0, at), target.replace(/\/$/, '')]
}

export interface Route {
  readonly url: string
  /** The vendor's own host, where the request goes somewhere else. */
  readonly instead: string | null
  readonly where: Whereabouts
}

/** The hosts of a connection. */
export interface Declared {
  readonly hosts: readonly string[]
  /** They stand where the settings say; else they are the vendor's, on the internet. */
  readonly selfHosted?: boolean | undefined
}

/** Where a request to a declared host really goes. Refuses every other host. */
export function routeTo(url: string, { hosts, selfHosted }: Declared, rewrites: HostRewrites): Route {
  const target = new URL(url)
  if (!hosts.includes(target.host))
    throw new Error(`${target.host} is not among the hosts this connector declared.`)
  const base = rewrites.get(target.host)
  if (base === undefined) {
    if (target.protocol !== 'https:') throw new Error(`${target.host} was asked for without TLS.`)
    return { url, instead: null, where: selfHosted === true ? 'own' : 'public' }
  }
  return { url: `${base}${target.pathname}${target.search}`, instead: target.host, where: 'anywhere' }
}
