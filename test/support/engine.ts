import { afterAll } from 'vitest'
import { readEnvironment } from '../../src/cli/environment.ts'
import { openEngine } from '../../src/cli/start.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { testDatabase } from './database.ts'

export interface TestEngine {
  readonly engine: Engine
  /** Everything that was logged, at every level. */
  readonly logged: () => string
}

/** An engine on a database of the test file's own, with nothing running. */
export async function testEngine(variables: Readonly<Record<string, string>> = {}): Promise<TestEngine> {
  const { url } = await testDatabase()
  const lines: string[] = []
  const output = { say: () => {}, log: (line: string) => void lines.push(line) }
  const environment = readEnvironment({
    DATABASE_URL: url,
    BATON_SECRET: newMasterKey(),
    BATON_LOG_LEVEL: 'debug',
    ...variables,
  })
  const engine = await openEngine(environment, output)
  afterAll(() => engine.pool.end())
  return { engine, logged: () => lines.join('') }
}
