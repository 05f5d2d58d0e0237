import { z } from 'zod'
import { dig } from './dig.ts'
import { type Mapping, mappingSchema } from './schema.ts'

/** One choice that differs. Null: it was not there, or is not there any more. */
export interface ChangedChoice {
  /** Where in the file: `tasks, field dueDate`. */
  readonly where: string
  /** The key: `tie`; null: the whole of it came or went. */
  readonly choice: string | null
  readonly before: unknown
  readonly now: unknown
  /** What the choice is about, as the format explains it. */
  readonly about: string | null
}

/** Which choices differ between two mapping files, defaults filled in; in the order of the format. */
export function compareMappings(before: Mapping, now: Mapping): readonly ChangedChoice[] {
  return compare(before, now, [])
}

function compare(before: unknown, now: unknown, path: readonly string[]): readonly ChangedChoice[] {
  if (JSON.stringify(before) === JSON.stringify(now)) return []
  if (isMap(before) && isMap(now))
    return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap(key =>
      compare(before[key], now[key], [...path, key]),
    )
  if (path.at(-1) === 'fields') return compare(byName(before), byName(now), path)
  return [changed(before, now, path)]
}

/** Fields by what they are called in the CRM: a field that only moved in the list has not changed. */
function byName(fields: unknown): Readonly<Record<string, unknown>> {
  const pairs = z.array(z.looseObject({ crm: z.string() })).safeParse(fields ?? [])
  return Object.fromEntries((pairs.data ?? []).map(({ crm, ...rest }) => [crm, rest]))
}

function changed(before: unknown, now: unknown, path: readonly string[]): ChangedChoice {
  const isWhole = before === undefined || now === undefined
  const at = isWhole && (isMap(before) || isMap(now)) ? path : path.slice(0, -1)
  return {
    where: whereOf(at),
    choice: at === path ? null : (path.at(-1) ?? null),
    before: before ?? null,
    now: now ?? null,
    about: aboutAt(path),
  }
}

function whereOf(path: readonly string[]): string {
  const words = path.flatMap((step, at) => {
    if (step === 'fields') return []
    return path[at - 1] === 'fields' ? [`field ${step}`] : [step]
  })
  return words.join(', ') || 'the mapping'
}

const described: unknown = z.toJSONSchema(mappingSchema, { io: 'output' })

function aboutAt(path: readonly string[]): string | null {
  const steps = path.flatMap((step, at) =>
    step === 'fields' ? ['properties', step, 'items'] : path[at - 1] === 'fields' ? [] : ['properties', step],
  )
  const about = dig(described, [...steps, 'description'])
  return typeof about === 'string' ? about : null
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
