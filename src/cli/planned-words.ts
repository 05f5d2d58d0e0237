import { copyWords, place, reasonWords, verdictWords } from '../core/plan-words.ts'
import type { Planned } from '../engine/verbs/mapping-planned.ts'
import { more } from './ask.ts'

type Item = Planned['items'][number]
type Data = Readonly<Record<string, unknown>>

/** A preview, for a person: how far it is, how much of what would happen, and each of it in the console's words. */
export function plannedWords(planned: Planned): readonly string[] {
  const { name, state, read, counts, error, items, next, applies, outcome, trial } = planned
  return [
    `"${name}": ${state}${error === null ? '' : `  (${error})`}`,
    ...(outcome === null ? [] : [outcome === 'applied' ? applied : `${changed} --since ${applies}`]),
    ...Object.entries(read).map(([what, rows]) => `  ${rows} rows read: ${what}`),
    ...counts.map(({ pair, verdict, keys }) => `  ${keys} ${pair} ${verdictWords(verdict)}`),
    ...(state === 'done' && counts.length === 0
      ? ['  Nothing would be done: neither side shows a row that it maps.']
      : []),
    ...trialLines(trial),
    ...items.flatMap(itemWords),
    ...more(next),
  ]
}

/** One line while it is not done: `reading: 1200 rows read so far`. */
export function howFar({ state, read, error }: Planned): string {
  const rows = Object.values(read).reduce((all, one) => all + one, 0)
  const so = state === 'reading' ? `${rows} rows read so far` : `what to do with ${rows} rows`
  return `  ${state}: ${so}${error === null ? '' : `  (${error})`}`
}

/** What its rules say to the last days; projects and parents count as they are now. */
function trialLines(trial: Planned['trial']): readonly string[] {
  if (!trial || trial.rules.length === 0) return []
  const { days, rules, tried, refused, newest, unknown, unlinked } = trial
  return [
    `  Its rules (${rules.join(', ')}) would have refused ${refused} of ${tried} values of the last ${days} days, with projects and parents as they are now.`,
    ...(unknown + unlinked === 0
      ? []
      : [
          `  Not tried: ${unknown} that cannot be judged now, ${unlinked} entries about tasks that are linked no longer.`,
        ]),
    ...newest.map(({ at, task, field, value, by, why }) => {
      const who = by === null ? '' : ` by ${by}`
      return `    ${at}  ${JSON.stringify(task.name ?? task.crm)}  ${field} ${said(value)}${who}: ${why}`
    }),
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
