import { CommanderError } from 'commander'
import { z } from 'zod'
import { WrongSecret } from '../engine/vault.ts'
import { type VerbCode, VerbError } from '../engine/verbs/verb-error.ts'
import { UnfitDatabase } from '../store/migrate.ts'
import { isOutage, refusalOf } from '../store/outage.ts'
import { CommandError, type Exit } from './command-error.ts'

/** An error as it is told: with which exit code, under which name, in which words. Never a stack. */
export interface ToldError {
  readonly exit: Exit
  readonly code: string
  readonly message: string
  readonly details?: unknown
}

const exitOf: Readonly<Record<VerbCode, Exit>> = {
  'verb/bad-input': 'usage',
  'verb/not-allowed': 'refused',
  'verb/not-found': 'refused',
  'verb/conflict': 'refused',
}

export function toldError(error: unknown): ToldError {
  if (error instanceof CommandError) {
    const { exit, code, message, details } = error
    return { exit, code, message, ...(details === undefined ? {} : { details }) }
  }
  if (error instanceof VerbError)
    return { exit: exitOf[error.code], code: error.code, message: error.message }
  if (error instanceof CommanderError)
    return { exit: 'usage', code: 'command/usage', message: error.message.replace(/^error: /, '') }
  if (error instanceof z.ZodError)
    return { exit: 'usage', code: 'command/usage', message: z.prettifyError(error) }
  return fromOutside(error) ?? unexpected(error)
}

/** What the database, the network or the disk say. */
function fromOutside(error: unknown): ToldError | null {
  // A name that stands for several addresses, none of which answers.
  if (error instanceof AggregateError) return error.errors[0] ? fromOutside(error.errors[0]) : null
  if (!(error instanceof Error)) return null
  const { code, message, ...more } = error as NodeJS.ErrnoException & { port?: number; address?: string }
  if (error instanceof WrongSecret) return { exit: 'settings', code: 'settings/wrong-secret', message }
  if (error instanceof UnfitDatabase) return { exit: 'refused', code: 'database/unfit', message }
  if (code === 'EADDRINUSE' || (code === 'EACCES' && more.syscall === 'listen'))
    return {
      exit: 'unreachable',
      code: 'port/taken',
      message: `Port ${more.port} of ${more.address} ${code === 'EACCES' ? 'is not allowed' : 'is taken'}. Stop what listens there, or choose another one.`,
    }
  // Reading a folder as a file is found out when it is open, and no longer by its name.
  if (code === 'EISDIR' || (more.path !== undefined && code !== undefined))
    return {
      exit: 'usage',
      code: 'file/unreadable',
      message: `${more.path ?? 'What was named as a file'} cannot be used: ${wordsOf(code)}.`,
    }
  return databaseError(error)
}

function databaseError(error: Error): ToldError | null {
  const refusal = refusalOf(error)
  const advice = 'Is PostgreSQL running, and is DATABASE_URL right?'
  if (refusal !== null || isOutage(error) || /ENOTFOUND|EAI_AGAIN/.test(error.message))
    return {
      exit: 'unreachable',
      code: refusal === null ? 'database/unreachable' : 'database/refused',
      message: `The database ${refusal === null ? 'cannot be reached' : 'lets nobody in'}: ${error.message || wordsOf('')}. ${advice}`,
    }
  return null
}

function wordsOf(code: string): string {
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'it may not be read',
  }
  return known[code] ?? (code || 'no answer')
}

function unexpected(error: unknown): ToldError {
  const message = error instanceof Error ? error.message : String(error)
  return {
    exit: 'unexpected',
    code: 'command/unexpected',
    message: `${message.split('\n')[0]} (unexpected; BATON_LOG_LEVEL=debug shows more)`,
  }
}
