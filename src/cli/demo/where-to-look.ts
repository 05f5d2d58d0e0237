import { readySignInPath } from '../../engine/sign-in-links.ts'
import { tokensCreate } from '../../engine/verbs/tokens-create.ts'
import { operator, perform } from '../../engine/verbs/verb.ts'
import { people } from './plot.ts'
import type { Stage } from './stage.ts'

/** What stays up. */
export interface Place extends Pick<Stage, 'engine' | 'url'> {
  readonly crm: { readonly url: string }
  readonly pm: { readonly url: string }
  readonly screens: Readonly<Record<'crm' | 'pm', { readonly title: string }>>
}

/** Where somebody who stays can look round, and a way into the console. */
export async function whereToLook({ engine, url, crm, pm, screens }: Place): Promise<string[]> {
  const ask = { name: 'demo', role: 'admin', days: 1 }
  const { token } = await perform(engine, tokensCreate, operator(people.admin), ask)
  const box = (title: string, at: string) => `   ${title}: ${at}/__sandbox/state   ${at}/__sandbox/history`
  const link = await readySignInPath(engine, { email: people.admin, name: 'Ada Sync', role: 'admin' })
  return [
    '\nIt all stays up until you press Ctrl-C. The console, signed in as an admin; the link works once:',
    `   ${url}${link}`,
    'There wait questions, and accounts that could be several clients: answer some, and see what comes of it.',
    `What Baton knows and may be asked, for programs; how, stands at ${url}/api:`,
    `   curl -H 'authorization: Bearer ${token}' ${url}/api/v1/connections/list`,
    "Behind the vendors' screens:",
    box(screens.crm.title, crm.url),
    box(screens.pm.title, pm.url),
  ]
}
