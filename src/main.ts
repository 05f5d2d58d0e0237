#!/usr/bin/env node
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { readEnvironment } from './cli/environment.ts'
import { program } from './cli/program.ts'

const stopping = new AbortController()
const stopped = new Promise<void>(resolve => stopping.signal.addEventListener('abort', () => resolve()))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

const output = {
  say: (line: string) => void process.stdout.write(`${line}\n`),
  log: (line: string) => void process.stderr.write(line),
}

const shell = {
  environment: () => readEnvironment(process.env),
  output,
  input: () => text(process.stdin),
  untilStopped: () => stopped,
}

function wordsFor(error: unknown): string {
  // A name that stands for several addresses, none of which answers.
  if (error instanceof AggregateError) return error.errors.map(wordsFor).join('\n')
  if (error instanceof z.ZodError)
    return error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('\n')
  return error instanceof Error ? error.message : String(error)
}

try {
  await program(shell).parseAsync()
} catch (error) {
  output.log(`${wordsFor(error)}\n`)
  process.exitCode = 1
}
// Whatever had to be finished is; a start that still hangs on a database that is gone is not waited for.
if (stopping.signal.aborted) process.exit()
