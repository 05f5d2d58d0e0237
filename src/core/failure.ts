/** What went wrong at a vendor, sorted by what has to happen next. */
export type FailureKind =
  | 'unauthorized'
  | 'forbidden'
  | 'throttled'
  | 'unavailable'
  | 'gone'
  | 'stale'
  | 'duplicate'
  | 'rejected'
  | 'unexpected'

export interface Failure {
  readonly kind: FailureKind
  /** For a person: what the vendor said, without secrets. */
  readonly message: string
  /** The vendor's own code, as it stands in its documentation. */
  readonly code?: string
  /** How long the vendor asks us to wait. */
  readonly retryAfterSeconds?: number
  /** The row that is already there, when the vendor refuses a duplicate. */
  readonly existingId?: string
  /** The field the vendor objects to, in the connector's own field names. */
  readonly field?: string
}

export type Reaction = 'pause-connection' | 'pause-mapping' | 'retry' | 'replan' | 'relink' | 'hold-row'

/** No default: a new kind of failure does not compile until somebody decides what follows from it. */
export const reactions: Readonly<Record<FailureKind, Reaction>> = {
  unauthorized: 'pause-connection',
  forbidden: 'pause-mapping',
  throttled: 'retry',
  unavailable: 'retry',
  gone: 'replan',
  stale: 'replan',
  duplicate: 'relink',
  rejected: 'hold-row',
  unexpected: 'hold-row',
}

/** Only these bring a row nearer to giving up; waiting for a vendor never does. */
export function countsAsAttempt(kind: FailureKind): boolean {
  return reactions[kind] === 'hold-row'
}
