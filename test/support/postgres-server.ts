import { startEmbeddedDatabase } from '../../src/store/embedded.ts'

export interface PostgresServer {
  readonly url: string
  stop(): Promise<void>
}

/** The server that DATABASE_URL names, else the embedded one, which goes when it is stopped. */
export async function postgresServer(): Promise<PostgresServer> {
  const given = process.env.DATABASE_URL
  return given === undefined ? startEmbeddedDatabase() : { url: given, stop: async () => {} }
}
