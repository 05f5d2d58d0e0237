import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Conformance, FailureKind, VendorResponse } from '#spi'
import { reactions } from '#spi'

const kinds = Object.keys(reactions) as [FailureKind, ...FailureKind[]]

const errorList = z.array(
  z.strictObject({
    name: z.string().min(1),
    /** The page that documents it. */
    source: z.string().min(1),
    status: z.number().int(),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.unknown(),
    kind: z.enum(kinds),
    field: z.string().optional(),
    retryAfterSeconds: z.number().optional(),
  }),
)

export interface DocumentedError {
  readonly name: string
  readonly answer: VendorResponse
  readonly kind: FailureKind
  readonly field?: string | undefined
  readonly retryAfterSeconds?: number | undefined
}

/** `fixtures/errors.json`: the vendor's documented errors, each with its page and its kind. */
export function documentedErrors(folder: string): readonly DocumentedError[] {
  const text = textOf(folder, 'fixtures/errors.json')
  if (text === null) return []
  return errorList.parse(JSON.parse(text)).map(({ name, status, headers, body, ...rest }) => ({
    name,
    answer: { status, headers, body },
    ...rest,
  }))
}

/** What a folder tells the kit. */
export async function loadConformance(folder: string): Promise<Conformance> {
  const module: { conformance: Conformance } = await import(pathOf(folder, 'conformance.ts').href)
  return module.conformance
}

/** A file of a connector's folder, or null. */
export function textOf(folder: string, file: string): string | null {
  const path = pathOf(folder, file)
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

export function fixturesOf(folder: string): readonly string[] {
  const path = pathOf(folder, 'fixtures')
  return existsSync(path) ? readdirSync(path).filter(file => file.endsWith('.json')) : []
}

function pathOf(folder: string, file: string): URL {
  return new URL(`../../connectors/${folder}/${file}`, import.meta.url)
}
