import type { z } from 'zod'
import { allowedAt, keysAt } from './allowed.ts'
import { dig } from './dig.ts'
import { choices, quoted, shown } from './phrase.ts'
import type { Path, Places } from './places.ts'
import type { Problem } from './problems.ts'

type Issue = z.core.$ZodIssue

/** What the validator found, in plain words and at its place in the file. */
export function explain(issues: readonly Issue[], raw: unknown, places: Places): readonly Problem[] {
  return issues.flatMap(issue => explainOne(issue, [], raw, places))
}

function explainOne(issue: Issue, above: Path, raw: unknown, places: Places): readonly Problem[] {
  const path = [...above, ...issue.path.map(step => (typeof step === 'number' ? step : String(step)))]
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknownKey(key, path, places))
  if (issue.code === 'invalid_union') {
    const nearest = issue.errors.find(isDeeper)
    if (nearest) return nearest.flatMap(inner => explainOne(inner, path, raw, places))
  }
  if (issue.code === 'invalid_key') return [emptyKey(path, places)]
  if (path.length > 0 && dig(raw, path) === undefined) return [missingKey(path, places)]
  return [wrongValue(path, dig(raw, path), places)]
}

/** The option of a union that the writer meant: it takes this kind of value, and only its inside is wrong. */
function isDeeper(issues: readonly Issue[]): boolean {
  return !issues.some(issue => issue.path.length === 0 && issue.code === 'invalid_type')
}

function unknownKey(key: string, path: Path, places: Places): Problem {
  const message = `${quoted(key)} is not a key of ${labelOf(path)}; ${choices(key, keysAt(path))}`
  return places.problem('mapping/unknown-key', [...path, key], 'key', message)
}

function emptyKey(path: Path, places: Places): Problem {
  return places.problem(
    'mapping/wrong-value',
    path,
    'value',
    `A key of ${labelOf(path.slice(0, -1))} is empty.`,
  )
}

function missingKey(path: Path, places: Places): Problem {
  const above = path.slice(0, -1)
  const message = `${labelOf(path)} is missing in ${labelOf(above)}; it may be ${allowedAt(path)}.`
  return places.problem('mapping/missing-key', above, 'key', message)
}

function wrongValue(path: Path, value: unknown, places: Places): Problem {
  const message = `${labelOf(path)} is ${saidOf(value)}; it may be ${allowedAt(path)}.`
  return places.problem('mapping/wrong-value', path, 'value', message)
}

/** A number where a text is asked for looks the same as the text, so its kind is named. */
function saidOf(value: unknown): string {
  if (Array.isArray(value) && value.length > 0) return `a list of ${value.length}`
  if (Array.isArray(value)) return 'an empty list'
  return typeof value === 'number' || typeof value === 'boolean'
    ? `the ${typeof value} ${shown(value)}`
    : shown(value)
}

function labelOf(path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return 'the file'
  return typeof last === 'number' ? `item ${last + 1} of ${labelOf(path.slice(0, -1))}` : quoted(last)
}
