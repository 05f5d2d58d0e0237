import type { Environment } from './environment.ts'
import type { Output } from './output.ts'

/** What the command line works with. The process's own in `main.ts`, something else in tests. */
export interface Shell {
  readonly environment: () => Environment
  readonly output: Output
  /** Where a bar can be drawn; null or absent: nobody looks at a terminal. */
  readonly terminal?: NodeJS.WriteStream | null
  /** All of what is piped in. */
  readonly input: () => Promise<string>
  /** Resolves when somebody asks the process to end. */
  readonly untilStopped: () => Promise<void>
}
