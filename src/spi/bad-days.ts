import type { Fault, FaultOrder, WireRequest, WireResponse } from './sandbox.ts'

const faults: readonly Fault[] = ['unauthorized', 'throttled', 'down', 'slow', 'lost-answer', 'garbled']

export interface BadDays {
  order(order: FaultOrder): void
  /** The fault that hits this call, if one was ordered; it is used up by that. */
  take(request: WireRequest): Fault | null
}

/** The faults ordered of a sandbox, first come first served. `spared` calls are hit only by an order that names them. */
export function badDays(spared: (request: WireRequest) => boolean = () => false): BadDays {
  const orders: { readonly order: FaultOrder; readonly until: number; left: number }[] = []
  return {
    order(order) {
      if (!faults.includes(order.fault))
        throw new Error(`No fault "${order.fault}". There are: ${faults.join(', ')}`)
      const until = performance.now() + (order.withinMs ?? Number.POSITIVE_INFINITY)
      orders.push({ order, until, left: order.times ?? 1 })
    },
    take(request) {
      const call = `${request.method} ${new URL(request.url).pathname}`
      const isMeant = ({ match }: FaultOrder) =>
        match === undefined ? !spared(request) : call.includes(match)
      const now = performance.now()
      const hit = orders.find(({ order, until, left }) => left > 0 && now < until && isMeant(order))
      if (!hit) return null
      hit.left -= 1
      return hit.order.fault
    },
  }
}

/** What becomes of an answer once the work is done; null is a connection cut. */
export async function spoiled(
  fault: Fault | null,
  answer: WireResponse,
  slowMs: number,
): Promise<WireResponse | null> {
  if (fault === 'lost-answer') return null
  if (fault === 'slow') await pause(slowMs)
  if (fault !== 'garbled') return answer
  return { ...answer, status: 200, body: `${answer.body.slice(0, Math.ceil(answer.body.length / 2))}\u0000<` }
}

/** Does not keep a program running that has nothing else to do. */
export function pause(ms: number): Promise<void> {
  if (ms <= 0) return Promise.resolve()
  return new Promise(resolve => void setTimeout(resolve, ms).unref())
}
