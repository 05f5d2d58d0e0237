import { rm } from 'node:fs/promises'
import { startServer } from '../../src/store/embedded.ts'

export interface StoppableServer {
  readonly url: string
  start(): Promise<void>
  stop(): Promise<void>
  /** Stops it for good, and removes its data. */
  remove(): Promise<void>
}

/** A PostgreSQL of somebody's own, to be stopped and started again. */
export async function startStoppableServer(): Promise<StoppableServer> {
  const { url, server, folder } = await startServer({ persistent: true, flags: [] })
  const remove = async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { url, start: () => server.start(), stop: () => server.stop(), remove }
}
