import { defineConnector } from '#spi'
import { callsLeft } from './calls-left.ts'
import { check } from './check.ts'
import { classify } from './classify.ts'
import { describe } from './describe.ts'
import { doctor } from './doctor.ts'
import { entities } from './entities.ts'
import { keyFieldState } from './facts.ts'
import { prepare } from './key-field.ts'
import { lastEditor } from './last-editor.ts'
import { limits } from './limits.ts'
import { auth } from './oauth.ts'
import { pull } from './pull.ts'
import { fetch, find } from './read.ts'
import { hostsOf, settingsSchema } from './settings.ts'
import { webhooks } from './webhooks.ts'
import { write } from './write.ts'

/** Zoho CRM, REST API v8. */
export default defineConnector({
  name: 'zoho-crm',
  title: 'Zoho CRM',
  side: 'crm',
  docs: 'https://www.zoho.com/crm/developer/docs/api/v8/',
  auth,
  settings: settingsSchema,
  hosts: settings => [hostsOf(settings).accounts, hostsOf(settings).api],
  limits,
  entities,
  webhooks,
  check,
  describe,
  doctor,
  prepare,
  lastEditor,
  createsOnce: (facts, entity) => keyFieldState(entity, facts) !== 'missing',
  pull,
  fetch,
  find,
  write,
  classify,
  callsLeft,
})
