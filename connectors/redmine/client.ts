import { z } from 'zod'
import {
  type Failure,
  type Row,
  type Session,
  unreadRow,
  VendorError,
  type VendorRequest,
  type VendorResponse,
} from '#spi'
import { counts, numbered } from './api.ts'
import { readSettings } from './settings.ts'

export interface Ask {
  readonly query?: NonNullable<VendorRequest['query']>
  readonly headers?: NonNullable<VendorRequest['headers']>
  readonly json?: unknown
}

/** Most rows a page has; Redmine cuts larger wishes down without a word (redmine.org/projects/redmine/wiki/Rest_api). */
export const perPage = 100

/** One call, e.g. `call(session, 'GET', '/issues/7.json')`. */
export function call(
  session: Session,
  method: VendorRequest['method'],
  path: string,
  ask: Ask = {},
): Promise<VendorResponse> {
  return session.send({ ...ask, method, url: `${readSettings(session.settings).url}${path}` })
}

/** What stands under `name` in the answer, in the documented shape. */
export async function read<S extends z.ZodType>(
  session: Session,
  path: string,
  name: string,
  schema: S,
  query: NonNullable<VendorRequest['query']> = {},
): Promise<z.infer<S>> {
  return within(name, schema, await call(session, 'GET', path, { query }))
}

/** Throws a failure that tells where an answer differs from the documented shape, never what it holds. */
export function within<S extends z.ZodType>(name: string, schema: S, response: VendorResponse): z.infer<S> {
  const parsed = z.looseObject({ [name]: schema }).safeParse(response.body)
  if (parsed.success) return parsed.data[name] as z.infer<S>
  throw new VendorError(garbled(response.body, parsed.error), response, true)
}

function garbled(body: unknown, error: z.ZodError): Failure {
  if (typeof body !== 'object' || body === null)
    return { kind: 'unavailable', message: 'Redmine answered without JSON' }
  const where = error.issues[0]?.path.join('.') ?? ''
  return { kind: 'unexpected', message: `Redmine answered in an unknown shape, at "${where}"` }
}

export interface Listed<T> {
  readonly items: readonly T[]
  /** Rows for the items that came in an unknown shape. */
  readonly unread: readonly Row[]
  /** How many items the page had. */
  readonly length: number
  /** How many there are in all. */
  readonly total: number
}

/** One page of a list, from `offset` on. Each item is read by itself; one without an id cannot even be named. */
export async function list<S extends z.ZodType>(
  session: Session,
  path: string,
  name: string,
  schema: S,
  query: NonNullable<VendorRequest['query']>,
): Promise<Listed<z.infer<S>>> {
  const response = await call(session, 'GET', path, { query: { limit: perPage, ...query } })
  const found = within(name, z.array(numbered), response)
  const read = found.map(item => ({ item, parsed: schema.safeParse(item) }))
  const told = counts.safeParse(response.body)
  return {
    items: read.flatMap(({ parsed }) => (parsed.success ? [parsed.data] : [])),
    unread: read.flatMap(({ item, parsed }) =>
      parsed.success ? [] : [unreadRow(String(item.id), garbled(item, parsed.error).message)],
    ),
    length: found.length,
    total: told.success ? told.data.total_count : found.length,
  }
}

/** All pages of a list that is known to be short. What cannot be read in it is an error. */
export async function listAll<S extends z.ZodType>(
  session: Session,
  path: string,
  name: string,
  schema: S,
  query: NonNullable<VendorRequest['query']> = {},
): Promise<readonly z.infer<S>[]> {
  const all: z.infer<S>[] = []
  for (;;) {
    const { items, unread, length, total } = await list(session, path, name, schema, {
      ...query,
      offset: all.length,
    })
    const [strange] = unread
    if (strange) throw new VendorError({ kind: 'unexpected', message: strange.unread?.[''] ?? '' }, null)
    all.push(...items)
    if (length === 0 || all.length >= total) return all
  }
}
