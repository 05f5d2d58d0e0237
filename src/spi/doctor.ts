/** What a connector's doctor may look at besides its vendor. */
export interface DoctorAsk {
  /** ISO 8601 in UTC. */
  readonly now: string
  /** Where the vendor sends webhooks; null where Baton has no public address. */
  readonly callback: string | null
  /** Some rows of each entity that mappings have linked. */
  readonly rows: Readonly<Record<string, readonly string[]>>
}

/** Something about an account that an admin should know. */
export interface Finding {
  /** `wrong` keeps something from working; `doubtful` may. */
  readonly is: 'wrong' | 'doubtful'
  readonly what: string
  /** What to do about it. */
  readonly advice: string
}

export function wrong(what: string, advice: string): Finding {
  return { is: 'wrong', what, advice }
}

export function doubtful(what: string, advice: string): Finding {
  return { is: 'doubtful', what, advice }
}
