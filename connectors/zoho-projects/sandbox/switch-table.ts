const ourScopes =
  'portals.READ,projects.ALL,projectgroups.READ,tasklists.READ,tasklists.CREATE,tasklists.UPDATE,tasks.ALL,' +
  'users.READ,users.CREATE,clients.READ,clients.CREATE,custom_fields.READ,status.READ,tags.READ,timesheets.READ'

const shapes = {
  'projects-list': { oneOf: ['array', 'envelope'] },
  'portals-list': { oneOf: ['array', 'envelope'] },
  'client-list': { oneOf: ['envelope', 'array'] },
  'client-body': { oneOf: ['ids', 'clients', 'client_ids', 'id'] },
  'subtask-body': { oneOf: ['parent_task_id', 'parental_info'] },
  'empty-list': { oneOf: ['body', '204'] },
  'page-count-key': { oneOf: ['page_count', 'count'] },
  'per-page-over': { oneOf: ['refuse', 'clamp'] },
  ids: { oneOf: ['text', 'numbers', 'mixed'] },
  'id-digits': { oneOf: ['16', '18'] },
  'unassigned-zpuid': { oneOf: ['absent', 'zero'] },
  'fields-list': { oneOf: ['answered', 'missing'] },
  'portal-tasks-project': { oneOf: ['present', 'absent'] },
  'empty-custom-fields': { oneOf: ['absent', 'null'] },
  'crm-list': { oneOf: ['envelope', 'array'] },
  'global-statuses': { oneOf: ['works', 'missing'] },
} as const

const writes = {
  'strict-writable': { oneOf: ['false', 'true'] },
  'unknown-project-key': { oneOf: ['ignore', 'refuse'] },
  'task-key-names': { oneOf: ['schema', 'migration-guide'] },
  'tasklist-on-patch': { oneOf: ['ignore', 'move'] },
  'moved-task-id': { oneOf: ['stays', 'new'] },
  'parent-on-patch': { oneOf: ['ignore', 'apply'] },
  'null-clears-date': { oneOf: ['true', 'false'] },
  'bare-task-date': { oneOf: ['shift', 'refuse'] },
  'percent-steps': { oneOf: ['tens', 'any'] },
  'percent-100-closes': { oneOf: ['true', 'false'] },
  newlines: { oneOf: ['lost', 'kept'] },
  'no-op-write': { oneOf: ['bumps', 'nothing'] },
  'comment-bumps-task': { oneOf: ['false', 'true'] },
  'comment-patch-answer': { oneOf: ['object', 'array'] },
  'comment-edit-time': { oneOf: ['absent', 'updated_time', 'last_modified'] },
  'delete-project': { oneOf: ['404', '400', '204'] },
  projectusers: { oneOf: ['works', '500'] },
  'template-copy': { oneOf: ['at-once', 'late'] },
  'copy-custom-fields': { oneOf: ['false', 'true'] },
  'template-copy-seconds': { amount: 60 },
} as const

const rules = {
  'strict-dates': { oneOf: ['refuse', 'ignore', 'allow'] },
  'closed-parent': { oneOf: ['refuse', 'ignore', 'allow', 'reopen-parent'] },
  'open-subtasks': { oneOf: ['refuse', 'ignore', 'allow', 'close-subtasks'] },
  'rule-status': { oneOf: ['400', '403'] },
  'strict-message': { words: 'The task date must lie within the dates of its parent.' },
  'closed-parent-message': { words: 'The status of the subtask cannot be changed.' },
  blueprint: { oneOf: ['off', 'refuse', 'ignore'] },
  'dependency-cascade': { oneOf: ['hard', 'soft'] },
  'rollup-parent-dates': { oneOf: ['undo', 'refuse'] },
} as const

const reading = {
  'filter-last-modified': { oneOf: ['day', 'refuse', 'ignore'] },
  'filter-after': { oneOf: ['exclusive', 'inclusive'] },
  'filter-names': { oneOf: ['both', 'object', 'guide'] },
} as const

const access = {
  'time-zone': { zone: 'Europe/Berlin' },
  dc: { oneOf: ['com', 'eu', 'in', 'com.au', 'jp', 'com.cn', 'sa', 'uk', 'ae', 'sg', 'ca'] },
  consent: { oneOf: ['asked', 'given', 'denied'] },
  'granted-scopes': { words: ourScopes },
  // Modules as in the scopes, with commas: each answers 403 FORBIDDEN.
  'forbidden-modules': { words: '' },
  'bad-token-status': { oneOf: ['401', '400'] },
  'missing-scope': { oneOf: ['oauthscope', 'url-rule'] },
  'active-tokens': { oneOf: ['10', '30'] },
  'error-details': { oneOf: ['array', 'object'] },
  language: { oneOf: ['en', 'de'] },
  'down-answer': { oneOf: ['500', '503-html'] },
  'slow-ms': { amount: 30000 },
} as const

const pace = {
  'rate-mode': { oneOf: ['A', 'B', 'off'] },
  'rate-status': { oneOf: ['by-mode', '200', '400', '429'] },
  'rate-detail-limit': { oneOf: ['200', '100'] },
  // 0: as long as the mode's own pages say.
  'lock-minutes': { amount: 0 },
  'prolong-lock': { oneOf: ['by-mode', 'always', 'never'] },
  'window-scale': { amount: 1 },
} as const

const hooks = {
  webhooks: { oneOf: ['normal', 'duplicate', 'lost', 'late'] },
  'webhook-late-seconds': { amount: 300 },
  'webhooks-on-api': { oneOf: ['true', 'false'] },
  'webhooks-on-delete': { oneOf: ['false', 'true'] },
  'webhooks-on-copy': { oneOf: ['true', 'false'] },
  'webhooks-on-cascade': { oneOf: ['true', 'false'] },
} as const

/** Every fact that the vendor's pages leave open, or tell differently in two places, with the value it starts at. */
export const switchTable = { ...shapes, ...writes, ...rules, ...reading, ...access, ...pace, ...hooks }
