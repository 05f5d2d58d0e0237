import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { connectionsConnect } from '../../engine/verbs/connections-connect.ts'
import { mappingOn } from '../../engine/verbs/mapping-on.ts'
import { operator, perform } from '../../engine/verbs/verb.ts'
import { type Plot, people } from './plot.ts'
import type { Stage } from './stage.ts'
import { records } from './vendor-state.ts'

const mappingFile = fileURLToPath(new URL('../../../mappings/zoho.yaml', import.meta.url))

/** What an admin does: both connections, and the mapping as it is shipped. */
export async function setUp(stage: Stage): Promise<void> {
  const { engine, hookSecret } = stage
  const text = withTemplate(await readFile(mappingFile, 'utf8'), stage)
  await perform(engine, connectionsConnect, operator(), {
    name: 'crm',
    connector: 'zoho-crm',
    settings: { dc: 'us' },
    credentials: credentialsOf(stage.crm.sandbox.credentials),
    hookSecret,
  })
  await perform(engine, connectionsConnect, operator(), {
    name: 'projects',
    connector: 'zoho-projects',
    settings: { dc: 'eu', portal: '60000001', user: people.admin },
    credentials: credentialsOf(stage.pm.sandbox.credentials),
    hookSecret,
  })
  const ask = { text, file: 'mappings/zoho.yaml', crm: 'crm', pm: 'projects' }
  await perform(engine, mappingOn, operator(), ask)
}

/** Templates are named by their id where the portal does not list them. */
function withTemplate(text: string, stage: Stage): string {
  const template = records(stage.pm.sandbox, 'Templates').find(one => one.name === 'Onboarding')
  return text.replace('New Business: Onboarding', `New Business: "${template?.id}"`)
}

/** What the company has before Baton comes: one account known to both sides, one open deal, two webhooks. */
export function seed(stage: Stage, plot: Plot): void {
  const crm = (module: string, fields: object) =>
    stage.crm.sandbox.person({ as: people.sales, does: 'add', module, fields: { ...fields } })
  const pm = (module: string, fields: object) =>
    stage.pm.sandbox.person({ as: people.admin, does: 'add', module, fields: { ...fields } })
  const account = crm('Accounts', { Account_Name: plot.account })
  const deal = crm('Deals', {
    Deal_Name: plot.dealName,
    Stage: 'Negotiation/Review',
    Pipeline: 'Standard (Standard)',
    Type: 'New Business',
    Account_Name: { id: account.id },
  })
  plot.accountId = String(account.id)
  plot.dealId = String(deal.id)
  pm('Clients', { name: plot.account })
  if (records(stage.pm.sandbox, 'Webhooks').length > 0) return
  for (const on of ['task', 'project'])
    pm('Webhooks', {
      name: `Baton ${on}`,
      url: `${stage.hookUrl('projects')}?k=${stage.hookSecret}`,
      on,
      format: 'form',
    })
}

function credentialsOf(given: Readonly<Record<string, string>>) {
  const { clientId = '', clientSecret = '', refreshToken = '' } = given
  return { clientId, clientSecret, refreshToken }
}
