import type { Limit, VendorRequest } from '#spi'

export interface Pacing {
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Waits for a state that time alone brings, within so many seconds. */
  readonly until: (isSo: () => boolean, seconds: number) => Promise<void>
}

type Window = { readonly at: number; readonly weight: number }[]

/** Keeps to declared windows of calls: a call is let go when each limit that it counts for has room for it. */
export function paced(limits: readonly Limit[], { clock, until }: Pacing) {
  const windows = new Map<Limit, Window>()
  return async (request: VendorRequest): Promise<void> => {
    const weight = request.weight ?? 1
    for (const limit of limits) {
      if (!('calls' in limit) || !['*', ...classesOf(request)].includes(limit.of)) continue
      const recent = () => {
        const from = clock() - limit.perSeconds * 1000
        return (windows.get(limit) ?? []).filter(call => call.at > from)
      }
      const hasRoom = () => recent().reduce((sum, call) => sum + call.weight, weight) <= limit.calls
      if (!hasRoom()) await until(hasRoom, limit.perSeconds)
      windows.set(limit, [...recent(), { at: clock(), weight }])
    }
  }
}

/** The classes that a call counts for. */
export function classesOf({ limit }: VendorRequest): readonly string[] {
  if (limit === undefined) return []
  return typeof limit === 'string' ? [limit] : limit
}
