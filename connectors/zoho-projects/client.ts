import type { z } from 'zod'
import { type Failure, type Session, VendorError, type VendorRequest, type VendorResponse } from '#spi'
import { pageInfoOf } from './api.ts'
import { carriesError, classify } from './classify.ts'
import { methodOf, type Route, urlOf } from './routes.ts'
import { namingScope } from './scope.ts'
import { readSettings } from './settings.ts'

interface Ask {
  readonly ids?: readonly string[]
  readonly query?: VendorRequest['query']
  readonly json?: unknown
}

/** One call. A good status with an error in its body is thrown like any other error. */
export async function call(session: Session, route: Route, ask: Ask = {}): Promise<VendorResponse> {
  const { ids = [], ...rest } = ask
  const portal = session.facts.portal ?? readSettings(session.settings).portal
  const url = urlOf(route, session.settings, portal, ids)
  const query = ask.query ?? {}
  try {
    const response = await session.send({ ...rest, query, method: methodOf(route), url, limit: route })
    if (carriesError(response.body)) throw new VendorError(classify(response), response)
    return response
  } catch (error) {
    throw namingScope(error, route)
  }
}

/** A value in the documented shape. Throws a failure that tells where it differs, never what it holds. */
export function shaped<S extends z.ZodType>(schema: S, value: unknown, response: VendorResponse): z.infer<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new VendorError(garbled(value, parsed.error), response, true)
}

function garbled(value: unknown, error: z.ZodError): Failure {
  if (typeof value === 'string')
    return { kind: 'unavailable', message: 'Zoho Projects answered without JSON' }
  const where = error.issues[0]?.path.join('.') ?? ''
  return { kind: 'unexpected', message: `Zoho Projects answered in an unknown shape, at "${where}"` }
}

export interface Listed<T> {
  readonly items: readonly T[]
  /** Items in an unknown shape, as they came. */
  readonly strange: readonly Strange[]
  readonly more: boolean
}

export interface Strange {
  readonly item: unknown
  /** Where it differs, never what it holds. */
  readonly why: string
}

/** Most rows a page has (projects.zoho.com/api-docs, "Pagination"). */
export const perPage = 200

/** One page of a list, which is a bare array on some endpoints and wrapped on others. Each item is read by itself. */
export async function list<S extends z.ZodType>(
  session: Session,
  route: Route,
  schema: S,
  ask: Ask & { readonly page?: number } = {},
): Promise<Listed<z.infer<S>>> {
  const { page = 1, ...rest } = ask
  const response = await call(session, route, { ...rest, query: { ...rest.query, page, per_page: perPage } })
  const found = response.status === 204 ? [] : arrayIn(response.body)
  if (!found) throw new VendorError(noList(response.body), response)
  const read = found.map(item => ({ item, parsed: schema.safeParse(item) }))
  return {
    items: read.flatMap(({ parsed }) => (parsed.success ? [parsed.data] : [])),
    strange: read.flatMap(({ item, parsed }) =>
      parsed.success ? [] : [{ item, why: garbled(item, parsed.error).message }],
    ),
    more: hasMore(response.body, found.length),
  }
}

function noList(body: unknown): Failure {
  if (typeof body === 'string') return { kind: 'unavailable', message: 'Zoho Projects answered without JSON' }
  return { kind: 'unexpected', message: 'Zoho Projects answered with something that is no list' }
}

/** The array of an answer: itself, or the only array beside `page_info`, whatever its key. */
export function arrayIn(body: unknown): readonly unknown[] | null {
  if (Array.isArray(body)) return body
  if (typeof body !== 'object' || body === null) return null
  const arrays = Object.entries(body).filter(([key, value]) => key !== 'page_info' && Array.isArray(value))
  const [first] = arrays
  if (first) return first[1] as readonly unknown[]
  return 'page_info' in body ? [] : null
}

/** Without page information a full page means that there may be another. */
function hasMore(body: unknown, length: number): boolean {
  const parsed = pageInfoOf.safeParse(body)
  const told = parsed.success ? parsed.data.page_info : null
  const info = Array.isArray(told) ? told[0] : told
  return info?.has_next_page ?? length >= perPage
}
