import { type Logger, pino } from 'pino'
import type { Output } from './output.ts'

/** One JSON line an event, with everything taken out that could be a secret. */
export function logTo(output: Output, level: string): Logger {
  const redact = {
    paths: [
      '*.credentials',
      '*.token',
      '*.secret',
      '*.headers',
      '*.config',
      '*.request',
      '*.response',
      'err.config',
      'err.request',
      'err.response',
    ],
    censor: '[redacted]',
  }
  return pino({ level, redact, base: null }, { write: line => output.log(line) })
}
