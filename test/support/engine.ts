import { afterAll } from 'vitest'
import { z } from 'zod'
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
  return { engine: { ...engine, seesAnswers }, logged: () => lines.join('') }
}

/** An answer that is not as its verb says fails whatever test asked for it. */
const seesAnswers: NonNullable<Engine['seesAnswers']> = ({ name, answer }, given) => {
  const read = answer.safeParse(JSON.parse(JSON.stringify(given)))
  if (!read.success) throw new Error(`${name} answers otherwise than it says: ${z.prettifyError(read.error)}`)
}
