import type { SandboxHooks } from '../../web/mount-sandbox.ts'
import { type RunningSandbox, runSandbox } from '../sandbox.ts'
import { type Baton, startBaton } from './baton.ts'
import type { Variables } from './node-process.ts'
import type { Account, Scene } from './scene.ts'
import { type VendorPair, vendorPairs } from './vendor-pairs.ts'

/** Everything a story plays on: a database, both vendors in a box, a mail server, and Baton in processes of its own. */
export interface Stage extends Baton, Scene {
  readonly crm: RunningSandbox
  readonly pm: RunningSandbox
}

export interface StageAsk {
  readonly pair?: VendorPair
  readonly hooks?: SandboxHooks
  readonly variables?: Variables
  /** How many seconds ago the boxes begin, so that their rows can have a past. */
  readonly secondsAgo?: number
}

/** Both sandboxes move their clocks ten minutes between stories; Baton's windows shrink to match. */
const shrunk = { BATON_WINDOW_SCALE: '100' }

/** Redmine tells nobody when something changes, so Baton has to ask often. */
const asked = { BATON_POLL_SECONDS: '3' }

export async function openStage(databaseUrl: string, ask: StageAsk = {}): Promise<Stage> {
  const { pair = 'zoho', hooks = {}, secondsAgo = 0 } = ask
  const options = { now: () => Date.now() - secondsAgo * 1000 }
  const vendors = vendorPairs[pair]
  const [crm, pm] = await Promise.all([
    runSandbox(vendors.crm.connector, 0, hooks, options),
    runSandbox(vendors.pm.connector, 0, hooks, options),
  ])
  if (vendors.pm.connector === 'zoho-projects') pm.sandbox.turn('dc', 'eu')
  const baton = await startBaton(databaseUrl, {
    ...shrunk,
    ...(vendors.pm.connector === 'redmine' ? asked : {}),
    BATON_HOSTS: rewrites(crm, pm),
    ...ask.variables,
  })
  const screens = { crm: vendors.crm.screen(crm), pm: vendors.pm.screen(pm) }
  const accounts = { crm: accountAt(crm), pm: accountAt(pm) }
  const close = async () => {
    await baton.close()
    await Promise.all([crm.close(), pm.close()])
  }
  return { ...baton, mapping: pair, screens, accounts, crm, pm, close }
}

function accountAt({ sandbox }: RunningSandbox): Account {
  return { connector: sandbox.name, settings: sandbox.settings, credentials: sandbox.credentials }
}

/**
 * Each sandbox of Zoho's brings an accounts server of its own, so the two live in different data centres:
 * the CRM in the US, the project tool in the EU.
 */
export function rewrites(crm: RunningSandbox, pm: RunningSandbox): string {
  const hostsIn = (sandbox: RunningSandbox, domains: readonly string[]) =>
    sandbox.hosts.split(',').filter(entry => domains.some(one => entry.split('=')[0]?.endsWith(one)))
  return [...hostsIn(crm, ['.com', '.test']), ...hostsIn(pm, ['.eu', '.test'])].join(',')
}
