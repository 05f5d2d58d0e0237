import type { Logger } from 'pino'
import { openDatabase } from '../store/database.ts'
import type { Engine, EngineConfig } from './engine.ts'
import type { HostRewrites } from './hosts.ts'
import { loadConnectors } from './registry.ts'
import { sessionPool } from './sessions.ts'
import { createVault } from './vault.ts'

export interface EngineParts {
  readonly databaseUrl: string
  readonly masterKey: string
  /** Keys that are read as well, while `masterKey` is changed. */
  readonly otherKeys?: readonly string[]
  readonly rewrites: HostRewrites
  readonly config: EngineConfig
  readonly log: Logger
}

/** Wires the engine's parts together. Nothing runs yet. */
export async function createEngine({
  databaseUrl,
  masterKey,
  otherKeys,
  rewrites,
  config,
  log,
}: EngineParts): Promise<Engine> {
  const registry = await loadConnectors()
  const pool = openDatabase(databaseUrl, config.slots + 8)
  const vault = createVault(masterKey, otherKeys)
  const sessions = sessionPool({
    pool,
    vault,
    registry,
    rewrites,
    config,
    log,
  })
  return { pool, vault, registry, sessions, config, log }
}
