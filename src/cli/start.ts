import { flushCompileCache } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { createEngine } from '../engine/create.ts'
import type { Engine } from '../engine/engine.ts'
import { startLoop } from '../engine/loop.ts'
import { firstAdminPath } from '../engine/sign-in-links.ts'
import { startWorker } from '../engine/worker.ts'
import { allPullsDue } from '../store/chores.ts'
import { allConnections } from '../store/connections.ts'
import { migrate, type UnfitDatabase, whyUnfitNow } from '../store/migrate.ts'
import { isOutage } from '../store/outage.ts'
import { CommandError } from './command-error.ts'
import type { Environment } from './environment.ts'
import { logTo } from './log.ts'
import type { Output } from './output.ts'
import { toldError } from './told-error.ts'

/** `web` takes webhooks in, `worker` does the work. A node is one of them, or both. */
export const roles = ['web', 'worker'] as const
export type Role = (typeof roles)[number]

export interface Node {
  /** Where it listens; null: it only works. */
  readonly url: string | null
  /** Comes when a newer Baton has changed the database: this one understands it no longer, and is to be stopped. */
  readonly unfit: Promise<UnfitDatabase>
  stop(): Promise<void>
}

/** Starts one node: brings the database up to date, listens, works. */
export async function startNode(
  environment: Environment,
  output: Output,
  as: readonly Role[],
): Promise<Node> {
  const known = await untilReachable(environment, output)
  const engine = await openEngine(environment, output)
  const close = () => engine.sessions.close().finally(() => engine.pool.end())
  try {
    await proveSecret(engine)
    const web = as.includes('web') ? await startWeb(engine, environment, output) : null
    const worker = as.includes('worker') ? startWorker(engine) : null
    const watch = watchSchema(engine, known)
    engine.log.info({ roles: as, url: web?.url }, 'started')
    // Where NODE_COMPILE_CACHE is set, the next start takes half the time, however this one ends.
    flushCompileCache()
    const stop = async () => {
      const looked = watch.stop()
      await web?.close()
      await worker?.stop()
      await looked
      await close()
    }
    return { url: web?.url ?? null, unfit: watch.unfit, stop }
  } catch (error) {
    await close()
    throw error
  }
}

const lookAtSchemaMs = 2000

/** Nodes are to be stopped before a newer version starts. Whoever forgets one finds it ended, soon after it began to misread. */
function watchSchema({ pool, log }: Engine, known: readonly string[]): Pick<Node, 'unfit' | 'stop'> {
  const { promise: unfit, resolve } = Promise.withResolvers<UnfitDatabase>()
  const round = async () => {
    const why = await whyUnfitNow(pool, known)
    if (why) resolve(why)
    return false
  }
  const { stop } = startLoop({ name: 'schema', idleMs: lookAtSchemaMs, round, log })
  return { unfit, stop }
}

/** A node with another secret could use no connection, and would pause them all: it says so instead of starting. */
async function proveSecret({ pool, vault }: Engine): Promise<void> {
  for (const { credentials } of await allConnections(pool)) await vault.open(credentials)
}

const tryAgainMs = 1000

/** A machine that starts its database and its nodes together starts them in any order. What is the same is said once. */
async function untilReachable(
  { databaseUrl, logLevel }: Environment,
  output: Output,
): Promise<readonly string[]> {
  const log = logTo(output, logLevel)
  for (let said = ''; ; ) {
    try {
      const known = databaseUrl === undefined ? [] : await migrate(databaseUrl)
      if (said !== '') log.info('the database is there')
      return known
    } catch (error) {
      if (!isOutage(error)) throw error
      const { message: why } = toldError(error)
      if (why !== said) log.warn({ why }, 'the database cannot be reached yet; trying again each second')
      said = why
      await sleep(tryAgainMs)
    }
  }
}

async function startWeb(engine: Engine, { port, bind }: Environment, output: Output) {
  const { webApp } = await import('../web/app.ts')
  const { listen } = await import('../web/listen.ts')
  const web = await listen(webApp(engine), port, bind)
  // Whatever was announced while nobody listened has to be asked for.
  await allPullsDue(engine.pool)
  const path = await firstAdminPath(engine)
  // Port 0 is any free one, which nobody knew before.
  const address = port === 0 ? web.url : engine.config.ownUrl
  if (path !== null)
    output.say(`Nobody can sign in yet. The first admin does so here, once: ${address}${path}`)
  return web
}

/** An engine on an up-to-date database, with nothing running. */
export async function openEngine(environment: Environment, output: Output): Promise<Engine> {
  const { databaseUrl, masterKey, otherKeys, rewrites, config } = environment
  if (databaseUrl === undefined)
    throw new CommandError(
      'settings',
      'DATABASE_URL: missing. Say which PostgreSQL to use, or try `baton demo`.',
    )
  if (masterKey === undefined)
    throw new CommandError(
      'settings',
      'BATON_SECRET: missing. Make one with `openssl rand -base64 32` and keep it.',
    )
  await migrate(databaseUrl)
  const log = logTo(output, environment.logLevel)
  return createEngine({ databaseUrl, masterKey, otherKeys, rewrites, config, log })
}
