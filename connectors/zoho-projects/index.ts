import { defineConnector } from '#spi'
import { callsLeft } from './calls-left.ts'
import { check } from './check.ts'
import { classify } from './classify.ts'
import { describe } from './describe.ts'
import { doctor } from './doctor.ts'
import { entities } from './entities.ts'
import { clientsAreOutOfReach, keyFieldIsMissing } from './facts.ts'
import { find } from './find.ts'
import { auth } from './oauth.ts'
import { pull } from './pull.ts'
import { fetch } from './read.ts'
import { limits } from './routes.ts'
import { hostsOf, settingsSchema } from './settings.ts'
import { webhooks } from './webhooks.ts'
import { write } from './write.ts'

/** Zoho Projects, REST API V3. */
export default defineConnector({
  name: 'zoho-projects',
  title: 'Zoho Projects',
  side: 'pm',
  docs: 'https://projects.zoho.com/api-docs',
  auth,
  settings: settingsSchema,
  hosts: settings => [hostsOf(settings).accounts, hostsOf(settings).api],
  limits: () => limits,
  entities,
  webhooks,
  check,
  describe,
  doctor,
  outOfReach: facts => (clientsAreOutOfReach(facts) ? ['client', 'contact'] : []),
  createsOnce: (facts, entity) => !keyFieldIsMissing(entity, facts),
  pull,
  fetch,
  find,
  write,
  classify,
  callsLeft,
})
