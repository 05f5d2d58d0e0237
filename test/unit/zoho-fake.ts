import { readdirSync, readFileSync } from 'node:fs'
import type {
  Connector,
  Facts,
  Session,
  Settings,
  VendorRequest,
  VendorResponse,
} from '../../src/spi/index.ts'
import { VendorError } from '../../src/spi/wire.ts'

/** An answer as a test writes it: the status only where it is not 200, the headers only where they matter. */
export interface Canned {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** The connection was cut: nobody knows whether the call was carried out. */
  readonly cut?: true
}

export type Answerer = (request: VendorRequest) => Canned | undefined

export interface Fake {
  readonly session: Session
  readonly calls: readonly VendorRequest[]
}

/** A session that answers by `METHOD /path` (without host and API prefix), in order, the last answer for ever. */
export function fake(
  connector: Connector,
  answers: Readonly<Record<string, readonly Canned[] | Answerer>>,
  settings: Settings,
  facts: Facts = {},
): Fake {
  const calls: VendorRequest[] = []
  const counts = new Map<string, number>()
  const send = async (request: VendorRequest): Promise<VendorResponse> => {
    calls.push(request)
    const name = nameOf(request)
    const at = counts.get(name) ?? 0
    counts.set(name, at + 1)
    return answer(connector, request, pick(answers[name], request, at) ?? missing(name))
  }
  return { session: { settings, facts, send }, calls }
}

function pick(list: readonly Canned[] | Answerer | undefined, request: VendorRequest, at: number) {
  if (typeof list === 'function') return list(request)
  return list?.[Math.min(at, list.length - 1)]
}

function missing(name: string): never {
  throw new Error(`no answer prepared for ${name}`)
}

function answer(connector: Connector, request: VendorRequest, canned: Canned): VendorResponse {
  if (canned.cut) throw new VendorError({ kind: 'unavailable', message: 'no answer' }, null, true)
  const { status = 200, headers = {}, body = null } = canned
  const response = { status, headers, body }
  if ((status >= 200 && status < 300) || status === 304) return response
  throw new VendorError(connector.classify(response), response, status >= 500 && request.method !== 'GET')
}

/** `POST /coql`, `GET /projects/1/tasks`: what a call is called in these tests. */
export function nameOf(request: VendorRequest): string {
  const { pathname } = new URL(request.url)
  const path = pathname
    .replace(/^\/(crm\/v8|api\/v1)/, '')
    .replace(/^\/api\/v3\/portal\/[^/]+/, '')
    .replace(/^\/api\/v3/, '')
  return `${request.method} ${path}`
}

/** A stored answer of a connector's folder. */
export function fixture(folder: string, name: string): Canned & { readonly source: string } {
  return JSON.parse(readFileSync(pathOf(folder, `${name}.json`), 'utf8'))
}

/** The good answers; the errors beside them are the conformance kit's. */
export function fixtureNames(folder: string): readonly string[] {
  const names = readdirSync(pathOf(folder, '')).map(file => file.replace(/\.json$/, ''))
  return names.filter(name => name !== 'errors')
}

function pathOf(folder: string, file: string): URL {
  return new URL(`../../connectors/${folder}/fixtures/${file}`, import.meta.url)
}
