import { defineConnector } from '#spi'
import { callsLeft } from './calls-left.ts'
import { check } from './check.ts'
import { classify } from './classify.ts'
import { creditLimit } from './client.ts'
import { entities } from './entities.ts'
import { auth } from './oauth.ts'
import { pull } from './pull.ts'
import { fetch, find } from './read.ts'
import { hostsOf, readSettings, settingsSchema } from './settings.ts'
import { webhooks } from './webhooks.ts'
import { write } from './write.ts'

/** Nine tenths of what every paid edition has (zoho.com/crm/developer/docs/api/v8/api-limits.html). */
const safeDailyCredits = 45_000

/** Zoho CRM, REST API v8. */
export default defineConnector({
  name: 'zoho-crm',
  title: 'Zoho CRM',
  side: 'crm',
  docs: 'https://www.zoho.com/crm/developer/docs/api/v8/',
  auth,
  settings: settingsSchema,
  hosts: settings => [hostsOf(settings).accounts, hostsOf(settings).api],
  limits: settings => [
    {
      of: creditLimit,
      calls: Number(readSettings(settings).dailyCredits ?? safeDailyCredits),
      perSeconds: 24 * 3600,
    },
  ],
  entities,
  webhooks,
  check,
  pull,
  fetch,
  find,
  write,
  classify,
  callsLeft,
})
