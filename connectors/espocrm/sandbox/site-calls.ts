import type { WireResponse } from '#spi'
import { json } from './answer.ts'
import type { Call } from './call.ts'
import { recordsOf } from './world.ts'

/** Whose key this is, and the site's settings. */
export function appUser({ world, actor }: Call): WireResponse {
  const user = recordsOf(world, 'User').get(actor.userId)
  const settings = { timeZone: world.switches.zone(), language: 'en_US', defaultCurrency: 'USD' }
  return json({ user, preferences: {}, token: null, settings, language: 'en_US' })
}

/** `GET /Metadata?key=entityDefs.Task.fields`; null for what is not there. */
export function metadata({ world, query }: Call): WireResponse {
  const lock = world.switches.choice('version-lock') === 'on'
  const defs = [...world.fields].map(([type, fields]) => {
    const { versionNumber, ...rest } = fields
    const shown = lock && versionNumber ? { ...rest, versionNumber } : rest
    return [type, { fields: shown, optimisticConcurrencyControl: lock }] as const
  })
  const root: unknown = { entityDefs: Object.fromEntries(defs) }
  const key = query.get('key')
  if (key === null) return json(root)
  return json(key.split('.').reduce(step, root) ?? null)
}

function step(at: unknown, name: string): unknown {
  return typeof at === 'object' && at !== null ? new Map(Object.entries(at)).get(name) : undefined
}
