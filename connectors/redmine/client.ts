import { z } from 'zod'
import { type Failure, type Session, VendorError, type VendorRequest, type VendorResponse } from '#spi'
import { counts } from './api.ts'
import { readSettings } from './settings.ts'

interface Ask {
  readonly query?: NonNullable<VendorRequest['query']>
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
  /** How many there are in all. */
  readonly total: number
}

/** One page of a list, from `offset` on. */
export async function list<S extends z.ZodType>(
  session: Session,
  path: string,
  name: string,
  schema: S,
  query: NonNullable<VendorRequest['query']>,
): Promise<Listed<z.infer<S>>> {
  const response = await call(session, 'GET', path, { query: { limit: perPage, ...query } })
  const items = within(name, z.array(schema), response)
  const told = counts.safeParse(response.body)
  return { items, total: told.success ? told.data.total_count : items.length }
}

/** All pages of a list that is known to be short. */
export async function listAll<S extends z.ZodType>(
  session: Session,
  path: string,
  name: string,
  schema: S,
  query: NonNullable<VendorRequest['query']> = {},
): Promise<readonly z.infer<S>[]> {
  const all: z.infer<S>[] = []
  for (;;) {
    const { items, total } = await list(session, path, name, schema, { ...query, offset: all.length })
    all.push(...items)
    if (items.length === 0 || all.length >= total) return all
  }
}
