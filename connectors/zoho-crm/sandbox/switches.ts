import { type Switchboard, switchboard } from '#spi'

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

/** What the vendor's pages leave open, and bad days that last. The first choice is how it starts. */
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
} as const

export type Switches = Switchboard<typeof table>

export function makeSwitches(): Switches {
  return switchboard(table)
}
