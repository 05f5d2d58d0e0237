import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

export interface Started {
  readonly child: ChildProcess
  /** What it wrote to its standard error. */
  readonly complaints: () => string
  /** When it has ended: how. */
  readonly ended: Promise<number | NodeJS.Signals | null>
}

const started = new Set<Started>()
afterAll(async () => {
  for (const { child } of started) child.kill('SIGKILL')
  await Promise.all([...started].map(one => one.ended))
})

/** Starts a file as a process of its own, and hands it what it works with. It ends with the test file at the latest. */
export function startProcess(file: URL, given: unknown): Started {
  const child = fork(fileURLToPath(file), [JSON.stringify(given)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let text = ''
  child.stderr?.on('data', data => {
    text += data
  })
  const one: Started = {
    child,
    complaints: () => text,
    ended: new Promise(resolve => child.once('exit', (code, signal) => resolve(signal ?? code))),
  }
  started.add(one)
  void one.ended.then(() => started.delete(one))
  return one
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
