import { type Switchboard, switchboard } from '#spi'

/** What was not observed, what differs from site to site, and bad days that last. The first choice is how it starts. */
const table = {
  'time-zone': { zone: 'UTC' },
  'version-lock': { oneOf: ['on', 'off'] },
  'duplicate-check': { oneOf: ['on', 'off'] },
  'read-level': { oneOf: ['all', 'own'] },
  'create-right': { oneOf: ['yes', 'no'] },
  'edit-right': { oneOf: ['yes', 'no'] },
  'note-list': { oneOf: ['own', 'all'] },
  'webhook-right': { oneOf: ['yes', 'no'] },
  'webhook-keys': { oneOf: ['in-lists', 'in-records', 'hidden'] },
  'webhook-headers': { oneOf: ['both', 'old'] },
  'webhook-limit': { amount: 50 },
  'max-size': { amount: 200 },
  'list-text-length': { amount: 10_000 },
  webhooks: { oneOf: ['normal', 'duplicate', 'lost', 'late', 'reversed'] },
  'webhook-late-seconds': { amount: 120 },
  'down-status': { oneOf: ['503', '502', '500'] },
  'retry-after-seconds': { amount: 30 },
  'slow-ms': { amount: 60_000 },
} as const

export type Switches = Switchboard<typeof table>

export function makeSwitches(): Switches {
  return switchboard(table)
}
