import { createEngine } from '../../engine/create.ts'
import type { Engine } from '../../engine/engine.ts'
import { newMasterKey } from '../../engine/vault.ts'
import { freePort } from '../../store/embedded.ts'
import type { SandboxHooks } from '../../web/mount-sandbox.ts'
import { readEnvironment } from '../environment.ts'
import { logTo } from '../log.ts'
import { type RunningSandbox, runSandbox } from '../sandbox.ts'
import { type MailSink, startMailSink } from './mail-sink.ts'
import { type NodeProcess, startNodeProcess, type Variables } from './node-process.ts'

/** Everything a story plays on: a database, both vendors in a box, a mail server, and Baton in processes of its own. */
export interface Stage {
  readonly crm: RunningSandbox
  readonly pm: RunningSandbox
  readonly mail: MailSink
  /** The one that takes webhooks in, and the one that works, and dies. */
  readonly web: NodeProcess
  readonly worker: NodeProcess
  /** For what a person asks of Baton itself. */
  readonly engine: Engine
  readonly hookSecret: string
  readonly hookUrl: (connection: string) => string
  close(): Promise<void>
}

/** Short enough for a story to be told; every length is one an operator can set. */
const quick = {
  BATON_LEASE_SECONDS: '1',
  BATON_REQUEST_TIMEOUT_MS: '600',
  BATON_ARRIVAL_MARGIN_MS: '200',
  BATON_POLL_SECONDS: '3600',
  BATON_SLOTS: '1',
  // Both sandboxes move their clocks ten minutes between stories; Baton's windows shrink to match.
  BATON_WINDOW_SCALE: '100',
}

export async function openStage(
  databaseUrl: string,
  hooks: SandboxHooks = {},
  more: Variables = {},
): Promise<Stage> {
  const [crm, pm] = await Promise.all([
    runSandbox('zoho-crm', 0, hooks),
    runSandbox('zoho-projects', 0, hooks),
  ])
  pm.sandbox.turn('dc', 'eu')
  const mail = await startMailSink()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const variables: Variables = {
    ...quick,
    DATABASE_URL: databaseUrl,
    BATON_SECRET: newMasterKey(),
    BATON_PORT: String(port),
    BATON_PUBLIC_URL: url,
    BATON_HOSTS: rewrites(crm, pm),
    BATON_SMTP_URL: mail.url,
    BATON_MAIL_FROM: 'baton@example.test',
    BATON_ADMIN_EMAIL: 'admin@example.test',
    ...more,
  }
  const engine = await engineFor(variables)
  const [web, worker] = await Promise.all([
    startNodeProcess('web', variables),
    startNodeProcess('worker', variables),
  ])
  const close = async () => {
    await Promise.all([web.stop(), worker.stop()])
    await Promise.all([engine.pool.end(), crm.close(), pm.close(), mail.close()])
  }
  const hookUrl = (connection: string) => `${url}/hooks/${connection}`
  return { crm, pm, mail, web, worker, engine, hookSecret: 'a-secret-for-webhooks-only', hookUrl, close }
}

/**
 * Each sandbox brings an accounts server of its own, so the two live in different data centres:
 * the CRM in the US, the project tool in the EU.
 */
function rewrites(crm: RunningSandbox, pm: RunningSandbox): string {
  const hostsIn = (sandbox: RunningSandbox, domain: string) =>
    sandbox.hosts.split(',').filter(entry => entry.split('=')[0]?.endsWith(domain))
  return [...hostsIn(crm, '.com'), ...hostsIn(pm, '.eu')].join(',')
}

/** The same Baton in this process, with nothing running: for what a person asks of it. */
function engineFor(variables: Variables): Promise<Engine> {
  const { databaseUrl, masterKey, rewrites: hosts, config } = readEnvironment(variables)
  const log = logTo({ say: () => {}, log: () => {} }, 'silent')
  return createEngine({
    databaseUrl: databaseUrl ?? '',
    masterKey: masterKey ?? '',
    rewrites: hosts,
    config,
    log,
  })
}
