import { defineConnector } from '#spi'
import { check, createsOnce } from './check.ts'
import { classify } from './classify.ts'
import { describe } from './describe.ts'
import { entities } from './entities.ts'
import { find } from './find.ts'
import { lastEditor } from './history.ts'
import { pull } from './pull.ts'
import { fetch } from './read.ts'
import { replaced } from './replaced.ts'
import { hostOf, settingsSchema } from './settings.ts'
import { write } from './write.ts'

/** Redmine 5, self-hosted, over its REST web service. */
export default defineConnector({
  name: 'redmine',
  title: 'Redmine',
  side: 'pm',
  docs: 'https://www.redmine.org/projects/redmine/wiki/Rest_api',
  auth: { kind: 'key', headers: key => ({ 'x-redmine-api-key': key }) },
  settings: settingsSchema,
  hosts: settings => [hostOf(settings)],
  selfHosted: true,
  // Redmine itself counts nothing; this spares a server that people work on.
  limits: () => [
    { of: '*', calls: 600, perSeconds: 60 },
    { of: '*', atOnce: 4 },
  ],
  entities,
  check,
  describe,
  lastEditor,
  replaced,
  createsOnce,
  pull,
  fetch,
  find,
  write,
  classify,
})
