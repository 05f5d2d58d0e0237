import { flushCompileCache } from 'node:module'
import { createEngine } from '../engine/create.ts'
import type { Engine } from '../engine/engine.ts'
import { startWorker } from '../engine/worker.ts'
import { allPullsDue } from '../store/chores.ts'
import { migrate } from '../store/migrate.ts'
import { webApp } from '../web/app.ts'
import { listen } from '../web/listen.ts'
import type { Environment } from './environment.ts'
import { logTo } from './log.ts'
import type { Output } from './output.ts'

export interface Node {
  readonly engine: Engine
  readonly url: string
  stop(): Promise<void>
}

/** Starts one node: brings the database up to date, listens, works. */
export async function startNode(environment: Environment, output: Output): Promise<Node> {
  const engine = await openEngine(environment, output)
  const web = await listen(webApp(engine), environment.port, environment.bind)
  // Whatever was announced while nobody listened has to be asked for.
  await allPullsDue(engine.pool)
  const worker = startWorker(engine)
  engine.log.info({ url: web.url }, 'listening')
  // Where NODE_COMPILE_CACHE is set, the next start takes half the time, however this one ends.
  flushCompileCache()
  return {
    engine,
    url: web.url,
    stop: async () => {
      await web.close()
      await worker.stop()
      await engine.sessions.close()
      await engine.pool.end()
    },
  }
}

/** An engine on an up-to-date database, with nothing running. */
export async function openEngine(environment: Environment, output: Output): Promise<Engine> {
  const { databaseUrl, masterKey, rewrites, config } = environment
  if (databaseUrl === undefined)
    throw new Error('DATABASE_URL: missing. Say which PostgreSQL to use, or try `baton demo`.')
  if (masterKey === undefined)
    throw new Error('BATON_SECRET: missing. Make one with `openssl rand -base64 32` and keep it.')
  await migrate(databaseUrl)
  return createEngine({ databaseUrl, masterKey, rewrites, config, log: logTo(output, environment.logLevel) })
}
