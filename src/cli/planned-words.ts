import { copyWords, place, reasonWords, verdictWords } from '../core/plan-words.ts'
import type { Planned } from '../engine/verbs/mapping-planned.ts'
import { more } from './ask.ts'

type Item = Planned['items'][number]
type Data = Readonly<Record<string, unknown>>

/** A preview, for a person: how far it is, how much of what would happen, and each of it in the console's words. */
export function plannedWords(planned: Planned): readonly string[] {
  const { name, state, read, counts, error, items, next, applies, outcome } = planned
  return [
    `"${name}": ${state}${error === null ? '' : `  (${error})`}`,
    ...(outcome === null ? [] : [outcome === 'applied' ? applied : `${changed} --since ${applies}`]),
    ...Object.entries(read).map(([what, rows]) => `  ${rows} rows read: ${what}`),
    ...counts.map(({ pair, verdict, keys }) => `  ${keys} ${pair} ${verdictWords(verdict)}`),
    ...items.flatMap(itemWords),
    ...more(next),
  ]
}

const applied = '  It says what was looked at: the mapping is on.'
const changed = '  Something else would be done by now, so nothing was. See what has changed:'

function itemWords({ pair, key, verdict, line }: Item): readonly string[] {
  const data: Data = line ?? {}
  const fields = Array.isArray(data.fields) ? (data.fields as readonly Data[]) : []
  const detail = fields.length > 0 ? '' : reasonWords(data)
  const head = `${pair}  ${namesIn(data.rows, key)}  ${verdictWords(verdict)}`
  return [detail === '' ? head : `${head}: ${detail}`, ...fields.map(fieldWords), ...madeWords(data)]
}

function namesIn(rows: unknown, key: string): string {
  const shown = Object.values((rows ?? {}) as Readonly<Record<string, { name?: string | null; id: string }>>)
  return shown.length === 0 ? key : shown.map(({ name, id }) => JSON.stringify(name ?? id)).join(' and ')
}

function fieldWords(field: Data): string {
  const name = `  ${field.field}`
  if (field.is === 'hold') return `${name}: ${field.detail}`
  if (field.is === 'refuse') return `${name}: ${said(field.value)} would be refused. ${field.why}`
  const why = copyWords[String(field.why)] ?? field.why
  const lost = field.lost === undefined ? '' : ' It overwrites what was typed there.'
  return `${name} in ${place(field.to)}: ${said(field.now)} becomes ${said(field.value)}, ${why}.${lost}`
}

function madeWords({ makes, on }: Data): readonly string[] {
  const fields = Object.entries((makes ?? {}) as Data).filter(([, one]) => one !== null && one !== '')
  if (fields.length === 0) return []
  return [`  made in ${place(on)} with ${fields.map(([name, one]) => `${name} ${said(one)}`).join(', ')}`]
}

const said = (value: unknown) => JSON.stringify(value ?? null)
