import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Role } from '../start.ts'
import { until } from './until.ts'

const main = fileURLToPath(new URL('../../main.ts', import.meta.url))

export interface NodeProcess {
  /** Ends the process at once, as a power cut would; it is started again by itself. */
  kill(): void
  /** Stops it where it is, as a machine that sleeps would, until it is woken. */
  freeze(): void
  wake(): void
  /** What the processes logged, newest last. */
  log(): string
  stop(): Promise<void>
}

/** A process that dies again and again is not started for ever. */
const mostStarts = 1_000

export type Variables = Readonly<Record<string, string>>

/** A real `baton start` in a process of its own, started again whenever it dies. */
export async function startNodeProcess(role: Role, variables: Variables): Promise<NodeProcess> {
  const lines: string[] = []
  let stopping = false
  let starts = 0
  let child = start()
  await until(`Baton's ${role} is there`, hasStarted)

  function start(): ChildProcess {
    starts += 1
    const args = [main, 'start', '--role', role]
    const started = spawn(process.execPath, args, {
      env: { ...variables },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    started.stderr?.on('data', data => lines.push(String(data)))
    // One that was asked to end, as by Ctrl-C at its terminal, ends with 0.
    started.once('exit', code => {
      if (!stopping && code !== 0 && hasStarted() && starts < mostStarts) child = start()
    })
    return started
  }

  function hasStarted(): boolean {
    if (lines.some(line => line.includes('"msg":"started"'))) return true
    if (child.exitCode !== null) throw new Error(`Baton did not start:\n${lines.join('')}`)
    return false
  }

  return {
    kill: () => void child.kill('SIGKILL'),
    freeze: () => void child.kill('SIGSTOP'),
    wake: () => void child.kill('SIGCONT'),
    log: () => lines.join(''),
    stop: () => {
      stopping = true
      return end(child)
    },
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGCONT')
  child.kill('SIGTERM')
  await ended
}
