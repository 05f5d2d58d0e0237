import type { WireResponse } from '#spi'
import { json } from './answer.ts'
import type { Call } from './call.ts'
import { recordsOf } from './world.ts'

/** Whose key this is, and the site's settings. */
export function appUser({ world, actor }: Call): WireResponse {
  const user = recordsOf(world, 'User').get(actor.userId)
  const settings = { timeZone: world.switches.get('time-zone'), language: 'en_US', defaultCurrency: 'USD' }
  return json({ user, preferences: {}, token: null, settings, language: 'en_US' })
}

/** `GET /Metadata?key=entityDefs.Task.fields`; what is not there, or not for us, is an empty answer. */
export function metadata({ world, query }: Call): WireResponse {
  const optimisticConcurrencyControl = world.switches.get('version-lock') === 'on'
  const defs = [...world.fields].map(([type, fields]) => {
    const { versionNumber: _, ...shown } = fields
    return [type, { fields: shown, optimisticConcurrencyControl }] as const
  })
  // A type without a right shows what other types need of it.
  const lead = { fields: { source: { options: ['', 'Call', 'Email', 'Partner', 'Web Site', 'Other'] } } }
  const root: unknown = { entityDefs: { ...Object.fromEntries(defs), Lead: lead } }
  const found = (query.get('key') ?? '').split('.').reduce(step, root)
  return found === undefined ? { ...json(null), body: '' } : json(found)
}

function step(at: unknown, name: string): unknown {
  return typeof at === 'object' && at !== null ? new Map(Object.entries(at)).get(name) : undefined
}
