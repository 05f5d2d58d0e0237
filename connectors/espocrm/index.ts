import { defineConnector } from '#spi'
import { check } from './check.ts'
import { classify } from './classify.ts'
import { describe } from './describe.ts'
import { entities } from './entities.ts'
import { carriesKey } from './facts.ts'
import { lastEditor } from './last-editor.ts'
import { pull } from './pull.ts'
import { fetch, find } from './read.ts'
import { settingsSchema, siteOf } from './settings.ts'
import { isRecordEntity } from './types.ts'
import { webhooks } from './webhooks.ts'
import { write } from './write.ts'

/** EspoCRM, REST API v1, on a site of one's own. */
export default defineConnector({
  name: 'espocrm',
  title: 'EspoCRM',
  side: 'crm',
  docs: 'https://docs.espocrm.com/development/api/',
  auth: { kind: 'key', headers: key => ({ 'x-api-key': key }) },
  settings: settingsSchema,
  hosts: settings => [new URL(siteOf(settings)).host],
  selfHosted: true,
  // EspoCRM has no limit. This one is ours, so that a small server stays quick for the people who work on it.
  limits: () => [
    { of: '*', calls: 1200, perSeconds: 60 },
    { of: '*', atOnce: 4 },
  ],
  entities,
  webhooks,
  check,
  describe,
  lastEditor,
  createsOnce: (facts, entity) => isRecordEntity(entity) && carriesKey(entity, facts),
  pull,
  fetch,
  find,
  write,
  classify,
})
