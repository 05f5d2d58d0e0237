import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { until } from './until.ts'

const main = fileURLToPath(new URL('../../main.ts', import.meta.url))

export interface NodeProcess {
  /** Ends the process at once, as a power cut would; it is started again by itself. */
  kill(): void
  starts(): number
  /** What the processes logged, newest last. */
  log(): string
  stop(): Promise<void>
}

/** A process that dies again and again is not started for ever. */
const mostStarts = 200

export type Variables = Readonly<Record<string, string>>

/** A real `baton start` in a process of its own, started again whenever it dies. */
export async function startNodeProcess(url: string, variables: Variables): Promise<NodeProcess> {
  const lines: string[] = []
  let stopping = false
  let starts = 0
  let wasReady = false
  let child = start()
  await until('Baton listens', isReady)
  wasReady = true

  function start(): ChildProcess {
    starts += 1
    const started = spawn(process.execPath, [main, 'start'], {
      env: { PATH: process.env.PATH ?? '', ...variables },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    started.stderr?.on('data', data => lines.push(String(data)))
    started.once('exit', () => {
      if (!stopping && wasReady && starts < mostStarts) child = start()
    })
    return started
  }

  async function isReady(): Promise<boolean> {
    if (child.exitCode !== null) throw new Error(`Baton did not start:\n${lines.join('')}`)
    try {
      return (await fetch(`${url}/readyz`)).ok
    } catch {
      return false
    }
  }

  return {
    kill: () => void child.kill('SIGKILL'),
    starts: () => starts,
    log: () => lines.join(''),
    stop: async () => {
      stopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
