import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Started {
  readonly child: ChildProcess
  /** What it wrote to its standard error. */
  readonly complaints: () => string
  /** When it has ended: how. */
  readonly ended: Promise<number | NodeJS.Signals | null>
}

/** Starts a file as a process of its own, and hands it what it works with. */
export function startProcess(file: URL, given: unknown, execArgv: readonly string[] = []): Started {
  const child = fork(fileURLToPath(file), [JSON.stringify(given)], {
    execArgv: [...execArgv],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let text = ''
  child.stderr?.on('data', data => {
    text += data
  })
  return {
    child,
    complaints: () => text,
    ended: new Promise(resolve => child.once('exit', (code, signal) => resolve(signal ?? code))),
  }
}

/** Waits until a process says this. */
export function said({ child }: Started, word: string): Promise<void> {
  return new Promise(resolve => {
    const listen = (message: unknown) => {
      if (message !== word) return
      child.off('message', listen)
      resolve()
    }
    child.on('message', listen)
  })
}
