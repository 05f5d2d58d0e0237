import { z } from 'zod'
import type { EngineConfig } from '../engine/engine.ts'
import { type HostRewrites, readHostRewrites } from '../engine/hosts.ts'
import { mistakesIn } from '../engine/mistakes.ts'
import { CommandError } from './command-error.ts'
import { type Variables, withSecretFiles } from './secret-files.ts'
import { trustedProxies } from './trusted-proxies.ts'

const number = (from: number, to: number, fallback: number) =>
  z.coerce
    .number(`has to be a number from ${from} to ${to}`)
    .refine(value => value >= from && value <= to, `has to be from ${from} to ${to}`)
    .default(fallback)
const whole = (from: number, to: number, fallback: number) =>
  number(from, to, fallback).refine(Number.isInteger, 'has to be a whole number')
const words = (error: string) => ({ error })
const isSecret = 'has to be 32 bytes in base64, as `openssl rand -base64 32` makes them'
const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const

const isKey = (text: string) => Buffer.from(text, 'base64').length === 32
const keysIn = (text: string) => text.split(',').map(key => key.trim())

const environment = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, ...words('has to be postgresql://user:password@host/database') })
    .optional(),
  BATON_SECRET: z.base64(isSecret).refine(isKey, isSecret).optional(),
  BATON_SECRET_OTHERS: z
    .string()
    .refine(text => keysIn(text).every(isKey), `each of them ${isSecret}`)
    .transform(keysIn)
    .default([]),
  BATON_PORT: whole(0, 65_535, 8080),
  BATON_BIND: z.string().default('127.0.0.1'),
  BATON_PUBLIC_URL: z
    .url({ protocol: /^https?$/, ...words('has to be https://host') })
    .transform(url => url.replace(/\/$/, ''))
    .optional(),
  BATON_TRUST_PROXY: trustedProxies.default(0),
  BATON_HOSTS: z.string().transform(hostRewrites).optional(),
  BATON_SMTP_URL: z
    .url({ protocol: /^smtps?$/, ...words('has to be smtp://host or smtps://user:password@host') })
    .optional(),
  BATON_MAIL_FROM: z.email('has to be an e-mail address').default('baton@baton.invalid'),
  BATON_ADMIN_EMAIL: z.email('has to be an e-mail address').default('admin@baton.invalid'),
  BATON_OIDC_ISSUER: z
    .url({ protocol: /^https?$/, ...words('has to be https://host') })
    .refine(isSafeIssuer, 'has to be https, but for a server on this machine')
    .optional(),
  BATON_OIDC_CLIENT_ID: z.string().optional(),
  BATON_OIDC_CLIENT_SECRET: z.string().optional(),
  BATON_OIDC_NAME: z.string().max(60).optional(),
  BATON_OIDC_TRUST_ADDRESSES: z.enum(['yes', 'no'], 'has to be yes or no').default('no'),
  BATON_LEASE_SECONDS: number(0.5, 600, 28),
  BATON_REQUEST_TIMEOUT_MS: whole(100, 300_000, 20_000),
  BATON_ARRIVAL_MARGIN_MS: whole(0, 300_000, 10_000),
  BATON_POLL_SECONDS: whole(1, 86_400, 60),
  BATON_SWEEP_HOURS: whole(1, 24 * 90, 24),
  BATON_WINDOW_SCALE: number(1, 1000, 1),
  BATON_SLOTS: whole(1, 64, 4),
  BATON_LOG_LEVEL: z.enum(levels, `has to be one of ${levels.join(', ')}`).default('info'),
})

export interface Environment {
  readonly databaseUrl: string | undefined
  readonly masterKey: string | undefined
  /** Keys that are read as well, while `masterKey` is changed. */
  readonly otherKeys: readonly string[]
  readonly port: number
  readonly bind: string
  readonly rewrites: HostRewrites
  readonly logLevel: string
  readonly config: EngineConfig
}

/** Reads the settings; all mistakes at once, each with the name of the variable. */
export function readEnvironment(variables: Variables): Environment {
  const { given, mistakes } = withSecretFiles(variables)
  const read = environment.safeParse(given)
  const all = [...mistakes, ...signOnMistakes(given), ...(read.success ? [] : mistakesIn(read.error))]
  if (!read.success || all.length > 0) throw new CommandError('settings', all.join('\n'))
  const set = read.data
  return {
    databaseUrl: set.DATABASE_URL,
    masterKey: set.BATON_SECRET,
    otherKeys: set.BATON_SECRET_OTHERS,
    port: set.BATON_PORT,
    bind: set.BATON_BIND,
    rewrites: set.BATON_HOSTS ?? new Map(),
    logLevel: set.BATON_LOG_LEVEL,
    config: {
      leaseSeconds: set.BATON_LEASE_SECONDS,
      requestTimeoutMs: set.BATON_REQUEST_TIMEOUT_MS,
      arrivalMarginMs: set.BATON_ARRIVAL_MARGIN_MS,
      pollSeconds: set.BATON_POLL_SECONDS,
      sweepSeconds: set.BATON_SWEEP_HOURS * 3600,
      windowScale: set.BATON_WINDOW_SCALE,
      slots: set.BATON_SLOTS,
      publicUrl: set.BATON_PUBLIC_URL ?? null,
      trustedProxies: set.BATON_TRUST_PROXY,
      ownUrl: set.BATON_PUBLIC_URL ?? addressOf(set.BATON_BIND, set.BATON_PORT),
      adminEmail: set.BATON_ADMIN_EMAIL,
      signOn: signOnOf(set),
      mail: set.BATON_SMTP_URL ? { url: set.BATON_SMTP_URL, from: set.BATON_MAIL_FROM } : null,
    },
  }
}

/** Where a browser reaches a node that has no public address: on this machine, unless it listens at one address alone. */
function addressOf(bind: string, port: number): string {
  const isHere = ['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(bind)
  return `http://${isHere ? 'localhost' : bind.includes(':') ? `[${bind}]` : bind}:${port}`
}

/** What is no address at all is told so by the check before. */
function isSafeIssuer(issuer: string): boolean {
  if (!URL.canParse(issuer)) return true
  const { protocol, hostname } = new URL(issuer)
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

const signOnTogether = ['BATON_OIDC_ISSUER', 'BATON_OIDC_CLIENT_ID', 'BATON_OIDC_CLIENT_SECRET'] as const

/** A server is named by three settings, and sends people back to a public address. */
function signOnMistakes(given: Variables): readonly string[] {
  if (signOnTogether.every(name => given[name] === undefined)) return []
  return [...signOnTogether, 'BATON_PUBLIC_URL']
    .filter(name => given[name] === undefined)
    .map(name => `${name}: is needed for signing in at another server`)
}

function signOnOf(set: z.output<typeof environment>): EngineConfig['signOn'] {
  const {
    BATON_OIDC_ISSUER: issuer,
    BATON_OIDC_CLIENT_ID: clientId,
    BATON_OIDC_CLIENT_SECRET: clientSecret,
  } = set
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null
  const name = set.BATON_OIDC_NAME ?? new URL(issuer).hostname
  return { name, issuer, clientId, clientSecret, trustsAddresses: set.BATON_OIDC_TRUST_ADDRESSES === 'yes' }
}

function hostRewrites(text: string, context: z.RefinementCtx): HostRewrites {
  try {
    return readHostRewrites(text)
  } catch (error) {
    context.addIssue({
      code: 'custom',
      message: error instanceof Error ? error.message : 'has to be host=base-url,…',
    })
    return z.NEVER
  }
}
