import type { Engine } from '../engine/engine.ts'
import type { Shell } from './shell.ts'
import { openEngine } from './start.ts'

/** Opens an engine for one question and closes it again. */
export async function withEngine<T>(shell: Shell, ask: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await openEngine({ ...shell.environment(), logLevel: 'silent' }, shell.output)
  try {
    return await ask(engine)
  } finally {
    await engine.sessions.close()
    await engine.pool.end()
  }
}
