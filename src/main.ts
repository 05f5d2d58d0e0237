#!/usr/bin/env node
import { readEnvironment } from './cli/environment.ts'
import { program } from './cli/program.ts'

const stopped = new Promise<void>(resolve => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
})

const output = {
  say: (line: string) => void process.stdout.write(`${line}\n`),
  log: (line: string) => void process.stderr.write(line),
}

const shell = {
  environment: () => readEnvironment(process.env),
  output,
  untilStopped: () => stopped,
}

try {
  await program(shell).parseAsync()
} catch (error) {
  output.log(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
