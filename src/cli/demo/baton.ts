import { createEngine } from '../../engine/create.ts'
import type { Engine } from '../../engine/engine.ts'
import { newMasterKey } from '../../engine/vault.ts'
import { freePort } from '../../store/embedded.ts'
import { readEnvironment } from '../environment.ts'
import { logTo } from '../log.ts'
import { type MailSink, startMailSink } from './mail-sink.ts'
import { type NodeProcess, startNodeProcess, type Variables } from './node-process.ts'

/** Baton as an operator runs it, in processes of its own, with a mail server that keeps what it is given. */
export interface Baton {
  readonly url: string
  /** The one that takes webhooks in, and the one that works, and dies. */
  readonly web: NodeProcess
  readonly worker: NodeProcess
  readonly mail: MailSink
  /** What its processes are given, for whoever starts one more. */
  readonly variables: Variables
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
}

export async function startBaton(databaseUrl: string, more: Variables): Promise<Baton> {
  const mail = await startMailSink()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const variables: Variables = {
    ...quick,
    DATABASE_URL: databaseUrl,
    BATON_SECRET: newMasterKey(),
    BATON_PORT: String(port),
    BATON_PUBLIC_URL: url,
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
    await Promise.all([engine.pool.end(), mail.close()])
  }
  const hookUrl = (connection: string) => `${url}/hooks/${connection}`
  return {
    url,
    mail,
    web,
    worker,
    variables,
    engine,
    hookSecret: 'a-secret-for-webhooks-only',
    hookUrl,
    close,
  }
}

/** The same Baton in this process, with nothing running: for what a person asks of it. */
function engineFor(variables: Variables): Promise<Engine> {
  const { databaseUrl, masterKey, otherKeys, rewrites, config } = readEnvironment(variables)
  const log = logTo({ say: () => {}, log: () => {} }, 'silent')
  return createEngine({
    databaseUrl: databaseUrl ?? '',
    masterKey: masterKey ?? '',
    otherKeys,
    rewrites,
    config,
    log,
  })
}
