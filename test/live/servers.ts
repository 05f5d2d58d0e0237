import type { Connector, Settings } from '#spi'
import { type HostRewrites, readHostRewrites } from '../../src/engine/hosts.ts'

/** A real account to try a connector on, as the environment names it. */
export interface LiveServer {
  readonly settings: Settings
  readonly credentials: Readonly<Record<string, string>>
  readonly rewrites: HostRewrites
}

export type Named =
  | { readonly is: 'given'; readonly server: LiveServer }
  /** What has to be set. */
  | { readonly is: 'missing'; readonly why: string }

const credentialsOf = {
  key: ['key'],
  basic: ['user', 'password'],
  oauth2: ['clientId', 'clientSecret', 'refreshToken'],
} as const

/** `BATON_LIVE_<CONNECTOR>_<NAME>`, for every setting and every credential: `BATON_LIVE_REDMINE_URL`, `…_KEY`. */
export function liveServer(
  connector: Connector,
  environment: Readonly<Record<string, string | undefined>>,
): Named {
  const given = (name: string) => environment[variable(connector.name, name)]
  const credentials = pick(credentialsOf[connector.auth.kind], given)
  const typed = pick(Object.keys(connector.settings.shape), given)
  const needed = credentialsOf[connector.auth.kind].filter(name => given(name) === undefined)
  const { settings, rewrites } = overTls(connector.name, typed)
  const told = readHostRewrites(environment.BATON_HOSTS ?? '')
  const missing = [...needed, ...settingsMissing(connector, settings)]
  if (missing.length > 0)
    return { is: 'missing', why: `set ${missing.map(name => variable(connector.name, name)).join(', ')}` }
  return {
    is: 'given',
    server: {
      settings: connector.settings.parse(settings) as Settings,
      credentials,
      rewrites: new Map([...told, ...rewrites]),
    },
  }
}

function variable(connector: string, name: string): string {
  const words = `${connector}_${name.replace(/[A-Z]/g, letter => `_${letter}`)}`
  return `BATON_LIVE_${words.replaceAll('-', '_').toUpperCase()}`
}

function pick(names: readonly string[], given: (name: string) => string | undefined): Record<string, string> {
  return Object.fromEntries(
    names.flatMap(name => {
      const value = given(name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

function settingsMissing({ settings }: Connector, typed: Settings): readonly string[] {
  const read = settings.safeParse(typed)
  return read.success ? [] : read.error.issues.map(issue => String(issue.path[0]))
}

/** Connectors only speak TLS. A server on this machine is reached as an operator would: by rewriting a host. */
function overTls(
  name: string,
  settings: Readonly<Record<string, string>>,
): Pick<LiveServer, 'settings' | 'rewrites'> {
  const { url } = settings
  if (!url?.startsWith('http://')) return { settings, rewrites: new Map() }
  const host = `${name}.live.test`
  return {
    settings: { ...settings, url: `https://${host}` },
    rewrites: new Map([[host, url.replace(/\/+$/, '')]]),
  }
}

/** Where people open it: over TLS, or where its host is rewritten to. */
export function addressOf({ settings, rewrites }: LiveServer): string {
  const url = settings.url ?? ''
  return rewrites.get(new URL(url).host) ?? url
}
