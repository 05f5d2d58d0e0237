import { copyWords, place, reasonWords, verdictWords } from '../../../core/plan-words.ts'
import type { Value } from '../../../core/value.ts'
import type { Planned } from '../../../engine/verbs/mapping-planned.ts'
import { type Html, html } from '../html.ts'
import { mark, type Tone } from '../parts/mark.ts'
import { outside } from '../parts/outside.ts'
import { value } from '../parts/value.ts'
import { text } from './journal-words.ts'

type Line = Planned['items'][number]
type Data = Readonly<Record<string, unknown>>

const tones: Readonly<Record<string, Tone>> = {
  rest: 'good',
  link: 'good',
  relink: 'good',
  update: 'good',
  create: 'good',
  delete: 'bad',
  unlink: 'warn',
  hold: 'warn',
  refuse: 'warn',
  wait: 'wait',
  'look-again': 'wait',
  settling: 'wait',
  'too-early': 'wait',
  absent: 'plain',
  nothing: 'plain',
}

/** One record of a preview: what would happen, both values, and the reasons. */
export function planLine({ pair, key, verdict, line }: Line): Html {
  return html`<li class="p-3 border-bottom" data-line>
    <div class="d-flex flex-wrap gap-2 align-items-baseline">${planMark(verdict)}<strong>${names(line?.rows, key)}</strong><span class="text-secondary small">${pair}</span></div>
    ${planDetail(line)}
  </li>`
}

/** What would become of a record, in a word or two. */
export function planMark(verdict: string): Html {
  return mark(tones[verdict] ?? 'plain', verdictWords(verdict))
}

/** Why, and with which values. */
export function planDetail(line: Data | null): Html {
  const data = line ?? {}
  const fields = Array.isArray(data.fields) ? (data.fields as readonly Data[]) : []
  const detail = reasonWords(data)
  return html`${detail !== '' && fields.length === 0 && html`<div class="mt-1">${detail}</div>`}
    ${fields.length > 0 && html`<ul class="mb-0 mt-1">${fields.map(fieldLine)}</ul>`}
    ${made(data)}`
}

/** The records of a line by their names, with the ways to them. */
export function names(rows: unknown, key: string): Html {
  const shown = Object.values((rows ?? {}) as object) as readonly {
    name?: string | null
    id: string
    url?: string | null
  }[]
  if (shown.length === 0) return html`${key}`
  return html`${shown.map((row, at) => html`${at > 0 && ' and '}${outside(row.url, row.name ?? row.id)}`)}`
}

function fieldLine(field: Data): Html {
  const name = html`<strong>${text(field.field)}</strong>`
  if (field.is === 'hold') return html`<li>${name}: ${text(field.detail)}</li>`
  if (field.is === 'refuse')
    return html`<li>${name}: ${value(field.value as Value)} would be refused. ${text(field.why)}</li>`
  const lost =
    field.lost === undefined
      ? null
      : html` <span class="text-secondary">It overwrites what was typed there.</span>`
  return html`<li>${name} in ${place(field.to)}: ${value(field.now as Value)} becomes ${value(field.value as Value)}, ${copyWords[text(field.why)] ?? text(field.why)}.${lost}</li>`
}

function made({ makes, on }: Data): Html | null {
  if (typeof makes !== 'object' || makes === null) return null
  const fields = Object.entries(makes as Readonly<Record<string, Value>>).filter(
    ([, one]) => one !== null && one !== '',
  )
  return html`<div class="small mt-1">Made in ${place(on)} with ${fields.map(([name, one], at) => html`${at > 0 && ', '}${name}: ${value(one)}`)}</div>`
}
