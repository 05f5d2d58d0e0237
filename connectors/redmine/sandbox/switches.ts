import { type Switchboard, switchboard } from '#spi'

/** Settings of a Redmine that change what its API does, and how bad days look. */
const table = {
  'rest-api': { oneOf: ['yes', 'no'] },
  'login-required': { oneOf: ['no', 'yes'] },
  'parent-dates': { oneOf: ['derived', 'independent'] },
  'parent-priority': { oneOf: ['derived', 'independent'] },
  'parent-progress': { oneOf: ['derived', 'independent'] },
  'start-today': { oneOf: ['yes', 'no'] },
  'first-status': { oneOf: ['only-new', 'any'] },
  'key-field': { oneOf: ['filter', 'no-filter', 'absent'] },
  'window-fields': { oneOf: ['present', 'absent'] },
  'allowed-statuses': { oneOf: ['told', 'not-told'] },
  'down-answer': { oneOf: ['503', '502', '500'] },
  'retry-after-seconds': { amount: 30 },
  'slow-ms': { amount: 60_000 },
} as const

export type Switches = Switchboard<typeof table>

export function makeSwitches(): Switches {
  return switchboard(table)
}
