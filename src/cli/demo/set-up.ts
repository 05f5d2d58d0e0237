import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { connectionsConnect } from '../../engine/verbs/connections-connect.ts'
import { mappingOn } from '../../engine/verbs/mapping-on.ts'
import { operator, perform } from '../../engine/verbs/verb.ts'
import type { Plot } from './plot.ts'
import type { SetScene } from './scene.ts'

/** What an admin does: both connections, and the mapping as it is shipped, or changed. */
export async function setUp(scene: SetScene, changed = (text: string) => text): Promise<void> {
  await connectBoth(scene)
  const { text, file } = await shippedMapping(scene)
  await perform(scene.engine, mappingOn, operator(), { text: changed(text), file, ...connections })
}

/** The names that the admin gives to the two connections. */
export const connections = { crm: 'crm', pm: 'projects' } as const

async function connectBoth({ engine, accounts, hookSecret }: SetScene): Promise<void> {
  await perform(engine, connectionsConnect, operator(), {
    name: connections.crm,
    hookSecret,
    ...accounts.crm,
  })
  await perform(engine, connectionsConnect, operator(), { name: connections.pm, hookSecret, ...accounts.pm })
}

/** The file in `mappings/`; a template is named as this account names it. */
export async function shippedMapping({
  mapping,
  screens,
}: SetScene): Promise<{ text: string; file: string }> {
  const file = `mappings/${mapping}.yaml`
  const text = await readFile(fileURLToPath(new URL(`../../../${file}`, import.meta.url)), 'utf8')
  const named = text.replace(
    /: (onboarding)\b/i,
    (_all, name) => `: "${screens.pm.templateName(String(name))}"`,
  )
  return { text: named, file }
}

/** What the company has before Baton comes: one account known to both sides, one open deal, and webhooks. */
export async function seed({ screens, hookUrl, hookSecret }: SetScene, plot: Plot): Promise<void> {
  const { crm, pm } = screens
  plot.accountId = await crm.addAccount(plot.account)
  plot.dealId = await crm.addDeal({ name: plot.dealName, account: plot.accountId })
  plot.clientId = await pm.addClient(plot.account)
  pm.makeWebhooks?.(hookUrl(connections.pm), hookSecret)
}
