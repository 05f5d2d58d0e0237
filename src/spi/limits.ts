/** What a vendor allows, per class of call; the declared number is the safe one. All limits hold together. */
export type Limit = RateLimit | AtOnceLimit

/** Calls in a rolling window, each counted by its `weight`. */
export interface RateLimit {
  /** The class, as named by `VendorRequest.limit`; `*` for every call. */
  readonly of: string
  readonly calls: number
  readonly perSeconds: number
}

/** Calls under way at one time, each counted once. A call without an answer yet is under way. */
export interface AtOnceLimit {
  readonly of: string
  readonly atOnce: number
}

/** What a vendor's own headers say of a window: calls that may still be made up to the declared, safe number. */
export interface CallsLeft {
  readonly of: string
  readonly left: number
}
