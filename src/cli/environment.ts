import { z } from 'zod'
import type { EngineConfig } from '../engine/engine.ts'
import { type HostRewrites, readHostRewrites } from '../engine/hosts.ts'

const whole = (from: number, to: number, fallback: number) =>
  z.coerce.number().int().min(from).max(to).default(fallback)

const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  BATON_SECRET: z.base64().optional(),
  BATON_PORT: whole(0, 65_535, 8080),
  BATON_BIND: z.string().default('127.0.0.1'),
  BATON_PUBLIC_URL: z.url().optional(),
  BATON_HOSTS: z.string().optional(),
  BATON_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  BATON_MAIL_FROM: z.email().default('baton@baton.invalid'),
  BATON_ADMIN_EMAIL: z.email().default('admin@baton.invalid'),
  BATON_LEASE_SECONDS: z.coerce.number().min(0.5).max(600).default(30),
  BATON_REQUEST_TIMEOUT_MS: whole(100, 300_000, 20_000),
  BATON_ARRIVAL_MARGIN_MS: whole(0, 300_000, 10_000),
  BATON_POLL_SECONDS: whole(1, 86_400, 60),
  BATON_SWEEP_HOURS: whole(1, 24 * 90, 24),
  BATON_WINDOW_SCALE: z.coerce.number().min(1).max(1000).default(1),
  BATON_SLOTS: whole(1, 64, 4),
  BATON_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
})

export interface Environment {
  readonly databaseUrl: string | undefined
  readonly masterKey: string | undefined
  readonly port: number
  readonly bind: string
  readonly rewrites: HostRewrites
  readonly logLevel: string
  readonly config: EngineConfig
}

/** Reads the settings; all mistakes at once, each with the name of the variable. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const read = environment.safeParse(variables)
  if (!read.success)
    throw new Error(read.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('\n'))
  const set = read.data
  return {
    databaseUrl: set.DATABASE_URL,
    masterKey: set.BATON_SECRET,
    port: set.BATON_PORT,
    bind: set.BATON_BIND,
    rewrites: readHostRewrites(set.BATON_HOSTS),
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
      ownUrl: (set.BATON_PUBLIC_URL ?? `http://localhost:${set.BATON_PORT}`).replace(/\/$/, ''),
      adminEmail: set.BATON_ADMIN_EMAIL,
      mail: set.BATON_SMTP_URL ? { url: set.BATON_SMTP_URL, from: set.BATON_MAIL_FROM } : null,
    },
  }
}
