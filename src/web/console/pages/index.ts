import type { Page } from '../page.ts'
import { accountChanges } from './account-changes.ts'
import { accountChoose } from './account-choose.ts'
import { accounts } from './accounts.ts'
import { client } from './client.ts'
import { clients } from './clients.ts'
import { connection } from './connection.ts'
import { connectionConsent } from './connection-consent.ts'
import { connectionNew } from './connection-new.ts'
import { connections } from './connections.ts'
import { deal } from './deal.ts'
import { deals } from './deals.ts'
import { failing } from './failing.ts'
import { holds } from './holds.ts'
import { journal } from './journal.ts'
import { links } from './links.ts'
import { mail } from './mail.ts'
import { mapping } from './mapping.ts'
import { mappingNew } from './mapping-new.ts'
import { mappingPlan } from './mapping-plan.ts'
import { mappings } from './mappings.ts'
import { overview } from './overview.ts'
import { people } from './people.ts'
import { refusals } from './refusals.ts'
import { settings } from './settings.ts'
import { task } from './task.ts'
import { tasks } from './tasks.ts'

/** Every page of the console. Routes, navigation and the tests of roles and accessibility are made from this list. */
export const pages = [
  overview,
  accounts,
  accountChanges,
  accountChoose,
  deals,
  deal,
  holds,
  refusals,
  failing,
  clients,
  client,
  tasks,
  task,
  journal,
  mail,
  connections,
  connectionNew,
  connectionConsent,
  connection,
  mappings,
  mappingNew,
  mappingPlan,
  mapping,
  links,
  people,
  settings,
] as const satisfies readonly Page[]
