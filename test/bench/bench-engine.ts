import { pino } from 'pino'
import { readEnvironment } from '../../src/cli/environment.ts'
import { type Side, sides } from '../../src/core/value.ts'
import { createEngine } from '../../src/engine/create.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { sessionPool } from '../../src/engine/sessions.ts'
import { benchConnector, hosts } from './vendor-rows.ts'

export type Access = Readonly<Record<'databaseUrl' | 'vendorUrl' | 'masterKey', string>>

export interface EngineAsk {
  /** Writes that one call takes, on each side. */
  readonly bulk: Readonly<Record<Side, number>>
  readonly variables?: Readonly<Record<string, string>>
  /** Calls that the project tool takes of `write`, exactly; as many are declared. */
  readonly writesAllowed?: { readonly calls: number; readonly perSeconds: number }
  /** Hears of each call as it is made. */
  readonly hears?: (side: Side, verb: string) => void
}

/** An engine that reaches the vendors of a benchmark over HTTP. */
export async function benchEngine(
  { databaseUrl, vendorUrl, masterKey }: Access,
  { bulk, hears, variables, writesAllowed }: EngineAsk,
): Promise<{ readonly engine: Engine; close(): Promise<void> }> {
  const { config, rewrites } = readEnvironment({
    BATON_HOSTS: sides.map(side => `${hosts[side]}=${vendorUrl}`).join(','),
    ...variables,
  })
  const log = pino({ level: 'silent' })
  const made = await createEngine({ databaseUrl, masterKey, rewrites, config, log })
  const registry = new Map(
    sides.map(side => {
      const limits = side === 'pm' && writesAllowed ? [{ of: 'write', ...writesAllowed }] : []
      return [`bench-${side}`, benchConnector(side, bulk[side], verb => hears?.(side, verb), limits)]
    }),
  )
  const sessions = sessionPool({ ...made, registry, rewrites, config, log })
  const close = async () => {
    await sessions.close()
    await made.pool.end()
  }
  return { engine: { ...made, registry, sessions }, close }
}
