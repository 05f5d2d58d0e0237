import type { z } from 'zod'
import { type Session, VendorError, type VendorRequest, type VendorResponse } from '#spi'
import { siteOf } from './settings.ts'

export type Ask = Omit<VendorRequest, 'url' | 'limit'> & { readonly path: string }

/** One call below `/api/v1`. */
export function call(session: Session, ask: Ask): Promise<VendorResponse> {
  const { path, ...request } = ask
  return session.send({ ...request, url: `${siteOf(session.settings)}/api/v1${path}` })
}

/** One read, in the shape that was observed. */
export async function read<S extends z.ZodType>(
  session: Session,
  ask: Omit<Ask, 'method'>,
  schema: S,
): Promise<z.infer<S>> {
  return shaped(schema, await call(session, { method: 'GET', ...ask }))
}

/** The answer's body in the shape that was observed. The failure it throws tells where it differs, never what it holds. */
export function shaped<S extends z.ZodType>(schema: S, response: VendorResponse, wrote = false): z.infer<S> {
  const parsed = schema.safeParse(response.body)
  if (parsed.success) return parsed.data
  if (typeof response.body === 'string')
    throw new VendorError({ kind: 'unavailable', message: 'EspoCRM answered without JSON' }, response, wrote)
  const where = parsed.error.issues[0]?.path.join('.') ?? ''
  const message = `EspoCRM answered in an unknown shape, at "${where}"`
  throw new VendorError({ kind: 'unexpected', message }, response, wrote)
}
