export interface SwitchRule {
  readonly start: string
  /** The values there are, or what kind of free value it takes. */
  readonly allowed: readonly string[] | 'number' | 'text' | 'zone'
}

const yesNo = ['true', 'false'] as const

const ourScopes =
  'portals.READ,projects.ALL,projectgroups.READ,tasklists.READ,tasklists.CREATE,tasklists.UPDATE,tasks.ALL,' +
  'users.READ,users.CREATE,clients.READ,clients.CREATE,custom_fields.READ,status.READ,tags.READ,timesheets.READ'

const shapes = {
  'projects-list': { start: 'array', allowed: ['array', 'envelope'] },
  'portals-list': { start: 'array', allowed: ['array', 'envelope'] },
  'client-list': { start: 'envelope', allowed: ['envelope', 'array'] },
  'client-body': { start: 'ids', allowed: ['ids', 'clients', 'client_ids', 'id'] },
  'subtask-body': { start: 'parent_task_id', allowed: ['parent_task_id', 'parental_info'] },
  'empty-list': { start: 'body', allowed: ['body', '204'] },
  'page-count-key': { start: 'page_count', allowed: ['page_count', 'count'] },
  'per-page-over': { start: 'refuse', allowed: ['refuse', 'clamp'] },
  ids: { start: 'text', allowed: ['text', 'numbers', 'mixed'] },
  'id-digits': { start: '16', allowed: ['16', '18'] },
  'unassigned-zpuid': { start: 'absent', allowed: ['absent', 'zero'] },
  'fields-list': { start: 'answered', allowed: ['answered', 'missing'] },
  'portal-tasks-project': { start: 'present', allowed: ['present', 'absent'] },
  'empty-custom-fields': { start: 'absent', allowed: ['absent', 'null'] },
  'crm-list': { start: 'envelope', allowed: ['envelope', 'array'] },
  'global-statuses': { start: 'works', allowed: ['works', 'missing'] },
} as const satisfies Record<string, SwitchRule>

const writes = {
  'strict-writable': { start: 'false', allowed: yesNo },
  'unknown-project-key': { start: 'ignore', allowed: ['ignore', 'refuse'] },
  'task-key-names': { start: 'schema', allowed: ['schema', 'migration-guide'] },
  'tasklist-on-patch': { start: 'ignore', allowed: ['ignore', 'move'] },
  'parent-on-patch': { start: 'ignore', allowed: ['ignore', 'apply'] },
  'null-clears-date': { start: 'true', allowed: yesNo },
  'bare-task-date': { start: 'shift', allowed: ['shift', 'refuse'] },
  'percent-steps': { start: 'tens', allowed: ['tens', 'any'] },
  'percent-100-closes': { start: 'true', allowed: yesNo },
  newlines: { start: 'lost', allowed: ['lost', 'kept'] },
  'no-op-write': { start: 'bumps', allowed: ['bumps', 'nothing'] },
  'comment-bumps-task': { start: 'false', allowed: yesNo },
  'comment-patch-answer': { start: 'object', allowed: ['object', 'array'] },
  'comment-edit-time': { start: 'absent', allowed: ['absent', 'updated_time', 'last_modified'] },
  'delete-project': { start: '404', allowed: ['404', '400', '204'] },
  projectusers: { start: 'works', allowed: ['works', '500'] },
  'template-copy': { start: 'at-once', allowed: ['at-once', 'late'] },
  'copy-custom-fields': { start: 'false', allowed: yesNo },
  'template-copy-seconds': { start: '60', allowed: 'number' },
} as const satisfies Record<string, SwitchRule>

const rules = {
  'strict-dates': { start: 'refuse', allowed: ['refuse', 'ignore', 'allow'] },
  'closed-parent': { start: 'refuse', allowed: ['refuse', 'ignore', 'allow', 'reopen-parent'] },
  'open-subtasks': { start: 'refuse', allowed: ['refuse', 'ignore', 'allow', 'close-subtasks'] },
  'rule-status': { start: '400', allowed: ['400', '403'] },
  'strict-message': { start: 'The task date must lie within the dates of its parent.', allowed: 'text' },
  'closed-parent-message': { start: 'The status of the subtask cannot be changed.', allowed: 'text' },
  blueprint: { start: 'off', allowed: ['off', 'refuse', 'ignore'] },
  'dependency-cascade': { start: 'hard', allowed: ['hard', 'soft'] },
  'rollup-parent-dates': { start: 'undo', allowed: ['undo', 'refuse'] },
} as const satisfies Record<string, SwitchRule>

const reading = {
  'filter-last-modified': { start: 'day', allowed: ['day', 'refuse', 'ignore'] },
  'filter-after': { start: 'exclusive', allowed: ['exclusive', 'inclusive'] },
  'filter-names': { start: 'both', allowed: ['both', 'object', 'guide'] },
} as const satisfies Record<string, SwitchRule>

const access = {
  'time-zone': { start: 'Europe/Berlin', allowed: 'zone' },
  dc: { start: 'com', allowed: ['com', 'eu', 'in', 'com.au', 'jp', 'com.cn', 'sa', 'uk', 'ae', 'sg', 'ca'] },
  consent: { start: 'asked', allowed: ['asked', 'given', 'denied'] },
  'granted-scopes': { start: ourScopes, allowed: 'text' },
  // Modules as in the scopes, with commas: each answers 403 FORBIDDEN.
  'forbidden-modules': { start: '', allowed: 'text' },
  'bad-token-status': { start: '401', allowed: ['401', '400'] },
  'missing-scope': { start: 'oauthscope', allowed: ['oauthscope', 'url-rule'] },
  'active-tokens': { start: '10', allowed: ['10', '30'] },
  'error-details': { start: 'array', allowed: ['array', 'object'] },
  language: { start: 'en', allowed: ['en', 'de'] },
  'down-answer': { start: '500', allowed: ['500', '503-html'] },
  'slow-ms': { start: '30000', allowed: 'number' },
} as const satisfies Record<string, SwitchRule>

const pace = {
  'rate-mode': { start: 'A', allowed: ['A', 'B', 'off'] },
  'rate-status': { start: 'by-mode', allowed: ['by-mode', '200', '400', '429'] },
  'rate-detail-limit': { start: '200', allowed: ['200', '100'] },
  // 0: as long as the mode's own pages say.
  'lock-minutes': { start: '0', allowed: 'number' },
  'prolong-lock': { start: 'by-mode', allowed: ['by-mode', 'always', 'never'] },
  'window-scale': { start: '1', allowed: 'number' },
} as const satisfies Record<string, SwitchRule>

const hooks = {
  webhooks: { start: 'normal', allowed: ['normal', 'duplicate', 'lost', 'late'] },
  'webhook-late-seconds': { start: '300', allowed: 'number' },
  'webhooks-on-api': { start: 'true', allowed: yesNo },
  'webhooks-on-delete': { start: 'false', allowed: yesNo },
  'webhooks-on-copy': { start: 'true', allowed: yesNo },
  'webhooks-on-cascade': { start: 'true', allowed: yesNo },
} as const satisfies Record<string, SwitchRule>

/** Every fact that the vendor's pages leave open, or tell differently in two places, with the value it starts at. */
export const switchTable = { ...shapes, ...writes, ...rules, ...reading, ...access, ...pace, ...hooks }

export type SwitchName = keyof typeof switchTable
