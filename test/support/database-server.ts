import type { TestProject } from 'vitest/node'
import { createDatabase } from '../../src/store/copies.ts'
import { migrate } from '../../src/store/migrate.ts'
import { postgresServer } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** An up-to-date database that tests copy; nobody connects to it. */
    templateUrl: string
  }
}

/** One PostgreSQL for all test files: the embedded one, or the server that DATABASE_URL names. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await postgresServer()
  const url = await createDatabase(server.url, 'baton_template')
  await migrate(url)
  project.provide('templateUrl', url)
  return server.stop
}
