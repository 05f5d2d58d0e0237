import type { z } from 'zod'
import { type Failure, type Session, VendorError, type VendorRequest, type VendorResponse } from '#spi'
import { carriesError, classify } from './classify.ts'
import { callLimit, creditLimit, heavyLimit } from './limits.ts'
import { namingScope } from './scope.ts'
import { hostsOf } from './settings.ts'

type Ask = Omit<VendorRequest, 'url' | 'limit'> & {
  readonly path: string
  /** One of the calls of which the CRM takes few at a time. */
  readonly heavy?: boolean
}

/** One call below `/crm/v8`. A good status with an error in its body is thrown like any other error. */
export async function call(session: Session, ask: Ask): Promise<VendorResponse> {
  const { path, heavy, ...request } = ask
  const url = `https://${hostsOf(session.settings).api}/crm/v8${path}`
  const limit = [creditLimit, callLimit, ...(heavy ? [heavyLimit] : [])]
  try {
    const response = await session.send({ ...request, url, limit })
    if (carriesError(response.body)) throw new VendorError(classify(response), response)
    return response
  } catch (error) {
    throw namingScope(error, request.method, path)
  }
}

/** One read, in the documented shape; null for "nothing" (204) and "nothing new" (304). */
export async function read<S extends z.ZodType>(
  session: Session,
  ask: Omit<Ask, 'method'> & { readonly method?: 'GET' | 'POST' },
  schema: S,
): Promise<z.infer<S> | null> {
  const response = await call(session, { method: 'GET', ...ask })
  if (response.status === 204 || response.status === 304) return null
  return shaped(schema, response)
}

/** The answer's body in the documented shape. The failure it throws tells where it differs, never what it holds. */
export function shaped<S extends z.ZodType>(schema: S, response: VendorResponse, wrote = false): z.infer<S> {
  const parsed = schema.safeParse(response.body)
  if (parsed.success) return parsed.data
  throw new VendorError(garbled(response.body, parsed.error), response, wrote)
}

function garbled(body: unknown, error: z.ZodError): Failure {
  if (typeof body === 'string') return { kind: 'unavailable', message: 'Zoho CRM answered without JSON' }
  const where = error.issues[0]?.path.join('.') ?? ''
  return { kind: 'unexpected', message: `Zoho CRM answered in an unknown shape, at "${where}"` }
}
