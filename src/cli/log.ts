import { type Logger, pino } from 'pino'
import { VendorError } from '../spi/index.ts'
import { isOutage } from '../store/outage.ts'
import type { Output } from './output.ts'

/** Whatever goes by one of these names may hold a secret, however deep it lies. */
const secretive =
  /^(credentials|headers|config|request|response|authorization|cookie|password)$|(secret|token|masterKey)$/i

/** One JSON line an event, with everything taken out that could be a secret. */
export function logTo(output: Output, level: string): Logger {
  const formatters = { log: (event: object) => masked({ ...event }) as Record<string, unknown> }
  const serializers = { err: (error: unknown) => error }
  return pino({ level, base: null, formatters, serializers }, { write: line => output.log(line) })
}

/** What lies deeper than this is nobody's reading, and may go in circles. */
const deepest = 6

function masked(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (depth > deepest) return '[deeper]'
  if (value instanceof Error)
    return masked({ ...(toldBriefly(value) ?? pino.stdSerializers.err(value)) }, depth + 1)
  if (Array.isArray(value)) return value.map(one => masked(one, depth + 1))
  const entries = Object.entries(value)
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, secretive.test(name) ? '[redacted]' : masked(inner, depth + 1)]),
  )
}

/** What a vendor or a database says from outside is no bug of ours: where in our code it was heard is nobody's reading. */
function toldBriefly(error: Error): object | null {
  if (error instanceof VendorError) return { type: error.name, ...error.failure }
  return isOutage(error) ? { type: error.name, message: error.message } : null
}
