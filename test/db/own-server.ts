import { afterAll } from 'vitest'
import { type StoppableServer, startStoppableServer } from '../support/stoppable-server.ts'

/** A PostgreSQL of the test file's own, to be stopped and started again. */
export async function ownServer(): Promise<StoppableServer> {
  const server = await startStoppableServer()
  afterAll(() => server.remove())
  return server
}
