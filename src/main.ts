#!/usr/bin/env -S node --max-semi-space-size=8 --heap-growing-percent=100
import { text } from 'node:stream/consumers'
import { readEnvironment } from './cli/environment.ts'
import { run } from './cli/run.ts'

const stopping = new AbortController()
const stopped = new Promise<void>(resolve => stopping.signal.addEventListener('abort', () => resolve()))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

// Whoever reads no further (`| head`) is no mistake.
process.stdout.on('error', () => process.exit())

const shell = {
  environment: () => readEnvironment(process.env),
  output: {
    say: (line: string) => void process.stdout.write(`${line}\n`),
    log: (line: string) => void process.stderr.write(line),
  },
  terminal: process.stdout.isTTY ? process.stdout : null,
  input: () => text(process.stdin),
  untilStopped: () => stopped,
}

process.exitCode = await run(shell, process.argv.slice(2))
// Whatever had to be finished is; a start that still hangs on a database that is gone is not waited for.
if (stopping.signal.aborted) process.exit()
