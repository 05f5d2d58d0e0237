import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import { schema } from './database.ts'

const dir = fileURLToPath(new URL('../../migrations', import.meta.url))

/** Brings the database to this version. Safe when several nodes start at once: the others wait for the first. */
export async function migrate(url: string): Promise<void> {
  await runner({
    databaseUrl: url,
    dir,
    direction: 'up',
    migrationsTable: 'migration',
    schema,
    createSchema: true,
    advisoryLockMode: 'wait',
    log: () => {},
  } as Parameters<typeof runner>[0])
}
