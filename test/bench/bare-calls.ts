import type { Side } from '../../src/core/value.ts'
import { exchange, httpClient } from '../../src/engine/http.ts'
import type { World } from './world.ts'

const client = httpClient(20_000)

/** The calls that changes of tasks take, by the HTTP client that Baton uses, and nothing else. */
export function bareCalls({ vendorUrl }: Pick<World, 'vendorUrl'>) {
  const call = (side: Side, verb: string, json: unknown) =>
    exchange(
      client,
      { method: 'POST', url: vendorUrl, json },
      { url: `${vendorUrl}/${side}/${verb}`, instead: null, where: 'anywhere' },
      { authorization: 'bench' },
    )
  return {
    /** Both sides at once. */
    read: (ids: readonly string[]) =>
      Promise.all((['crm', 'pm'] as const).map(side => call(side, 'fetch', { entity: 'task', ids }))),
    /** Four calls at once, of so many tasks each. */
    write: async (ids: readonly string[], bulk: number): Promise<void> => {
      const calls = Array.from({ length: Math.ceil(ids.length / bulk) }, (_, chunk) =>
        ids
          .slice(chunk * bulk, (chunk + 1) * bulk)
          .map(id => ({ op: 'update', id, ifVersion: null, fields: { note: 'Edited.' } })),
      )
      const waiting = calls.values()
      const one = async () => {
        for (const writes of waiting) await call('pm', 'write', { entity: 'task', writes })
      }
      await Promise.all([one(), one(), one(), one()])
    },
  }
}
