/** What the vendor's pages leave open, and bad days that last. The first choice is how it starts. */
type Switch = { readonly oneOf: readonly string[] } | { readonly amount: number } | { readonly words: string }

/** Every scope that the vendor's pages ask for, for the things this sandbox imitates. */
const everyScope = [
  'ZohoCRM.modules.ALL',
  'ZohoCRM.users.READ',
  'ZohoCRM.org.READ',
  'ZohoCRM.settings.ALL',
  'ZohoCRM.coql.READ',
  'ZohoCRM.notifications.ALL',
  'ZohoSearch.securesearch.READ',
].join(',')

const table = {
  dc: { oneOf: ['com', 'eu', 'in', 'au', 'jp', 'cn', 'ca', 'sa'] },
  'multi-dc': { oneOf: ['on', 'off'] },
  'client-secret': { oneOf: ['common', 'per-dc'] },
  'redirect-uri': { words: '' },
  consent: { oneOf: ['asked', 'given', 'denied'] },
  'signed-in': { words: 'ada@example.test' },
  'code-seconds': { amount: 60 },
  scopes: { words: everyScope },
  'token-user': { words: 'ada@example.test' },
  'active-access-tokens': { oneOf: ['10', '30'] },
  'missing-token': { oneOf: ['AUTHENTICATION_FAILURE', 'INVALID_TOKEN'] },
  'bearer-scheme': { oneOf: ['refused', 'accepted'] },
  'scope-mismatch': { oneOf: ['401', '403'] },
  'api-permission': { oneOf: ['granted', 'NO_PERMISSION', 'AUTHORIZATION_FAILED'] },
  'wrong-method': { oneOf: ['400', '405'] },
  'all-failed': { oneOf: ['400', '202', '207'] },
  'missing-record': { oneOf: ['204', '400'] },
  'page-token-rows': { amount: 100_000 },
  'modified-since': { oneOf: ['after', 'at-or-after'] },
  'unknown-keys': { oneOf: ['ignored', 'refused'] },
  'missing-se-module': { oneOf: ['DEPENDENT_FIELD_MISSING', 'EXPECTED_FIELD_MISSING'] },
  'unique-in-bin': { oneOf: ['ignored', 'counted'] },
  'same-values': { oneOf: ['move-time', 'keep-time'] },
  pipelines: { oneOf: ['on', 'off'] },
  'closed-time': { oneOf: ['cleared-on-reopen', 'kept-on-reopen'] },
  'made-field-name': { oneOf: ['from-label', 'numbered'] },
  'task-status-5': { oneOf: ['Waiting for input', 'Waiting on someone else'] },
  restore: { oneOf: ['touches', 'silent'] },
  'unconfirmed-zuid': { oneOf: ['null', 'present'] },
  'upsert-tasks': { oneOf: ['INVALID_MODULE', 'NOT_SUPPORTED'] },
  'search-lag-seconds': { amount: 60 },
  'search-criteria': { oneOf: ['10', '15'] },
  'coql-limits': { oneOf: ['v8', 'v3'] },
  'coql-in': { oneOf: ['50', '100'] },
  'coql-where': { oneOf: ['mandatory', 'optional'] },
  'coql-id-range': { oneOf: ['allowed', 'refused'] },
  'coql-notes': { oneOf: ['refused', 'allowed'] },
  'coql-brackets': { oneOf: ['mandatory', 'optional'] },
  'note-touches-parent': { oneOf: ['no', 'yes'] },
  'related-note-parent': { oneOf: ['without-module', 'with-module'] },
  'watch-list-channel': { oneOf: ['optional', 'mandatory'] },
  'api-writes-notify': { oneOf: ['on', 'off'] },
  'callback-ids': { oneOf: ['together', 'single'] },
  'deactivated-subscriber': { oneOf: ['silent', 'notified'] },
  webhooks: { oneOf: ['normal', 'duplicate', 'lost', 'late', 'reversed'] },
  'webhook-late-seconds': { amount: 300 },
  edition: { oneOf: ['enterprise', 'free', 'standard', 'professional', 'ultimate'] },
  credits: { amount: 0 },
  'window-scale': { amount: 1 },
  'latency-ms': { amount: 0 },
  'slow-ms': { amount: 60_000 },
  'down-status': { oneOf: ['503', '502', '500'] },
} as const satisfies Readonly<Record<string, Switch>>

type SwitchName = keyof typeof table
export type Switches = Map<SwitchName, string | number>

type Named<Shape> = { [Name in SwitchName]: (typeof table)[Name] extends Shape ? Name : never }[SwitchName]
type ChoiceName = Named<{ readonly oneOf: readonly string[] }>
type Choice<Name extends ChoiceName> = (typeof table)[Name]['oneOf'][number]

export function initialSwitches(): Switches {
  return new Map(switchNames().map(name => [name, initial(table[name])]))
}

function initial(one: Switch): string | number {
  if ('amount' in one) return one.amount
  return 'words' in one ? one.words : (one.oneOf[0] ?? '')
}

function switchNames(): readonly SwitchName[] {
  return Object.keys(table) as SwitchName[]
}

export function choice<Name extends ChoiceName>(at: Switches, name: Name): Choice<Name> {
  return at.get(name) as Choice<Name>
}

export function amount(at: Switches, name: Named<{ readonly amount: number }>): number {
  return Number(at.get(name))
}

export function words(at: Switches, name: Named<{ readonly words: string }>): string {
  return String(at.get(name))
}

export function turn(at: Switches, name: string, value: string | number | boolean): void {
  if (!Object.hasOwn(table, name))
    throw new Error(`no switch '${name}'; there are: ${switchNames().join(', ')}`)
  at.set(name as SwitchName, accepted(name, table[name as SwitchName], value))
}

function accepted(name: string, one: Switch, value: string | number | boolean): string | number {
  if ('words' in one) return String(value)
  if ('amount' in one) {
    const number = Number(value)
    if (typeof value !== 'boolean' && value !== '' && number >= 0 && Number.isFinite(number)) return number
    throw new Error(`switch '${name}' takes a number from 0 up, not '${value}'`)
  }
  const text = typeof value === 'boolean' ? onOrOff(one.oneOf, value) : String(value)
  if (one.oneOf.includes(text)) return text
  throw new Error(`switch '${name}' takes one of: ${one.oneOf.join(' | ')}; not '${value}'`)
}

function onOrOff(oneOf: readonly string[], value: boolean): string {
  const pair = oneOf.includes('yes') ? ['yes', 'no'] : ['on', 'off']
  return (value ? pair[0] : pair[1]) ?? String(value)
}
