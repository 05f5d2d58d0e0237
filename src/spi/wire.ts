import type { Failure } from '../core/failure.ts'
import { keepableText } from '../core/keepable.ts'

/** A request as a connector asks for it: absolute URL at a declared host, body as data. */
export interface VendorRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  /** Parameters with `undefined` are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly form?: Readonly<Record<string, string>>
  /** Which of the connector's limits this call falls under, e.g. `GET /tasks`; several where it counts for several. */
  readonly limit?: string | readonly string[]
  /** What the call costs under that limit; 1 unless told. */
  readonly weight?: number
}

/** An answer as it came: header names in lower case, the body parsed when it is JSON, else the raw text. */
export interface VendorResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** Thrown by `session.send` for every answer that is not a success, and for no answer at all. */
export class VendorError extends Error {
  readonly failure: Failure
  readonly response: VendorResponse | null
  /** True when the request may have been carried out although no answer came. */
  readonly unanswered: boolean

  constructor(failure: Failure, response: VendorResponse | null, unanswered = false) {
    const message = keepableText(failure.message)
    super(message)
    this.name = 'VendorError'
    this.failure = { ...failure, message }
    this.response = response
    this.unanswered = unanswered
  }
}
