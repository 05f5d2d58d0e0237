import { readEnvironment } from '../../src/cli/environment.ts'
import { run } from '../../src/cli/run.ts'

export interface Ran {
  readonly exit: number
  readonly out: string
  readonly err: string
}

export interface ShellOptions {
  readonly variables: Readonly<Record<string, string>>
  readonly input?: string
  readonly untilStopped?: () => Promise<void>
  /** Called with each line as it is said. */
  readonly says?: (line: string) => void
}

/** Runs a command line as a process would; never throws. */
export async function ran(line: readonly string[], options: ShellOptions): Promise<Ran> {
  const { variables, input = '', untilStopped = async () => {}, says } = options
  let [out, err] = ['', '']
  const say = (text: string) => {
    out += `${text}\n`
    says?.(text)
  }
  const log = (text: string) => {
    err += text
  }
  const shell = {
    environment: () => readEnvironment(variables),
    output: { say, log },
    input: async () => input,
    untilStopped,
  }
  return { exit: await run(shell, line), out, err }
}
