import type { Route } from './call.ts'
import { moduleNamed } from './modules.ts'
import { invalidMethod, invalidModule, invalidUrl } from './refusals.ts'
import { routes } from './routes.ts'
import type { Switches } from './switches.ts'

export interface Found {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

const prefix = '/crm/v8/'

/** The code for a call, or what Zoho says about an address it does not know. */
export function findRoute(switches: Switches, method: string, pathname: string): Found {
  if (!pathname.startsWith(prefix)) throw invalidUrl()
  const parts = pathname.slice(prefix.length).split('/').map(decoded)
  const fitting = routes.flatMap(route => {
    const params = placed(route.path.split('/'), parts)
    return params ? [{ route, params }] : []
  })
  const [first] = fitting
  if (!first) throw invalidUrl()
  const same = fitting.filter(({ route }) => route.path === first.route.path)
  const found = same.find(({ route }) => route.method === method)
  if (found === undefined) throw wrongMethod(switches, first)
  refuseModule(found)
  return found
}

function placed(path: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (path.length !== parts.length) return null
  const params: Record<string, string> = {}
  for (const [at, piece] of path.entries()) {
    const part = parts[at] ?? ''
    if (piece.startsWith('{') && part !== '') params[piece.slice(1, -1)] = part
    else if (piece !== part) return null
  }
  return params
}

function refuseModule({ params }: Found): void {
  if (params.module !== undefined && !moduleNamed(params.module)) throw invalidModule()
}

function wrongMethod(switches: Switches, found: Found) {
  refuseModule(found)
  return invalidMethod(Number(switches.get('wrong-method')))
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw invalidUrl()
  }
}

/** The path as Zoho counts calls: what names one record is left out. */
export function patternOf(pathname: string): string {
  return pathname.replace(/\/\d{5,}(?=\/|$)/g, '/{id}')
}
