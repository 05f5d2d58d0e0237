import type { Urgency } from '../core/budget.ts'
import type { Connector, Failure, Session, VendorRequest, VendorResponse } from '../spi/index.ts'
import { VendorError } from '../spi/index.ts'
import type { AccessDesk } from './access.ts'
import { routeTo } from './hosts.ts'
import { exchange } from './http.ts'
import type { Pace, PacedCall } from './pace.ts'
import {
  type Redact,
  type RedactingSession,
  redactedError,
  redactor,
  redacts,
  secretsOf,
} from './redacting.ts'
import { type Signature, signer } from './sign.ts'
import { isBudgetSpent } from './waiting.ts'

export type SessionDesk = AccessDesk & {
  readonly connector: Connector
  readonly pace: Pace
  readonly urgency: Urgency
  readonly onCounted?: PacedCall['onCounted']
  /** Asked right before a call that may change something; absent: there is no lease to outlive. */
  readonly mayWrite?: () => boolean
  /** The vendor no longer lets us in: the connection stops, whoever was calling. */
  readonly onLockedOut: (failure: Failure) => Promise<void>
  /** Our own pace does not allow a call for so long. */
  readonly onSpent?: ((ms: number) => void) | undefined
  readonly onCall: (request: VendorRequest, response: VendorResponse | null, ms: number) => void
}

/**
 * A connection in use. Renews a refused token once; everything else is the caller's to decide. What a vendor says never
 * repeats our secrets, by their value.
 */
export function openSession(desk: SessionDesk): Session {
  const used = new Set<string>()
  let known: ReturnType<typeof secretsOf> | undefined
  let latest: { readonly of: number; readonly redact: Redact } | undefined
  const redact = async () => {
    known ??= secretsOf(desk)
    const secrets = await known
    if (latest?.of !== used.size) latest = { of: used.size, redact: redactor([...used, ...secrets]) }
    return latest.redact
  }
  const sending = { ...desk, used, signer: signer(desk) }
  const send = async (request: VendorRequest): Promise<VendorResponse> => {
    try {
      return await sendTwice(sending, request)
    } catch (error) {
      const told = redactedError(error, await redact())
      if (told instanceof VendorError) await tell(desk, told.failure)
      throw told
    }
  }
  const session = { settings: desk.connection.settings, facts: desk.connection.facts, send }
  const redacting: RedactingSession = { ...session, [redacts]: redact }
  return redacting
}

async function tell({ onLockedOut, onSpent }: SessionDesk, failure: Failure): Promise<void> {
  if (failure.kind === 'unauthorized') await onLockedOut(failure)
  if (isBudgetSpent(failure)) onSpent?.((failure.retryAfterSeconds ?? 0) * 1000)
}

type SendingDesk = SessionDesk & {
  readonly used: Set<string>
  readonly signer: ReturnType<typeof signer>
}

async function sendTwice(desk: SendingDesk, request: VendorRequest): Promise<VendorResponse> {
  const first = await signed(desk, request)
  if (first.failure?.kind !== 'unauthorized' || first.forget === null) return answered(request, first)
  await first.forget()
  desk.signer.forget()
  return answered(request, await signed(desk, request))
}

interface Signed {
  readonly response: VendorResponse
  readonly forget: Signature['forget']
  readonly failure: ReturnType<Connector['classify']> | null
}

async function signed(desk: SendingDesk, request: VendorRequest): Promise<Signed> {
  const { headers, forget, secret } = await desk.signer.signature()
  desk.used.add(secret)
  const route = routeTo(request.url, desk, desk.rewrites)
  const started = performance.now()
  const { connection, connector, urgency, onCounted } = desk
  const call = { connection, connector, urgency, request, onCounted }
  const response = await desk.pace.run(call, () => {
    if (request.method !== 'GET' && desk.mayWrite?.() === false) throw leaseIsOver()
    return exchange(desk.client, request, route, headers)
  })
  desk.onCall(request, response, performance.now() - started)
  const failure = isSuccess(response) ? null : desk.connector.classify(response)
  if (failure?.kind === 'throttled') await desk.pace.pause(call, failure.retryAfterSeconds)
  return { response, forget, failure }
}

/** Somebody else may hold the row by now, so nothing is sent to it. */
function leaseIsOver(): VendorError {
  const message = 'Not sent: this worker has been away for longer than it may hold a row.'
  return new VendorError({ kind: 'unavailable', code: 'baton/lease-over', message }, null)
}

function isSuccess(response: VendorResponse): boolean {
  return (response.status >= 200 && response.status < 300) || response.status === 304
}

/** A server error may come after the work was done, so a write that ends so counts as unanswered. */
function answered(request: VendorRequest, { response, failure }: Signed): VendorResponse {
  if (failure === null) return response
  throw new VendorError(failure, response, response.status >= 500 && request.method !== 'GET')
}
