import type { Value } from '../../../core/value.ts'
import type { Planned } from '../../../engine/verbs/mapping-planned.ts'
import { type Html, html } from '../html.ts'
import { mark, type Tone } from '../parts/mark.ts'
import { outside } from '../parts/outside.ts'
import { value } from '../parts/value.ts'
import { copyWords, place, text } from './journal-words.ts'

type Line = Planned['items'][number]
type Data = Readonly<Record<string, unknown>>

const verdicts: Readonly<Record<string, readonly [Tone, string]>> = {
  rest: ['good', 'stay as they are'],
  link: ['good', 'are linked'],
  relink: ['good', 'are linked again'],
  update: ['good', 'are written to'],
  create: ['good', 'get a counterpart'],
  delete: ['bad', 'are deleted'],
  unlink: ['warn', 'are let go of each other'],
  hold: ['warn', 'wait for an answer'],
  refuse: ['warn', 'have a value refused'],
  wait: ['wait', 'wait for another record'],
  'look-again': ['wait', 'are looked at again'],
  settling: ['wait', 'are being typed in'],
  'too-early': ['wait', 'are looked at again'],
  absent: ['plain', 'are not there any more'],
  nothing: ['plain', 'nothing'],
}

/** What becomes of records, after `records …`. */
export function verdictWords(verdict: string): string {
  return verdicts[verdict]?.[1] ?? verdict
}

/** One record of a preview: what would happen, both values, and the reasons. */
export function planLine({ pair, key, verdict, line }: Line): Html {
  const data: Data = line ?? {}
  const [tone] = verdicts[verdict] ?? ['plain']
  const fields = Array.isArray(data.fields) ? (data.fields as readonly Data[]) : []
  const detail = reasonWords(data)
  return html`<li class="p-3 border-bottom" data-line>
    <div class="d-flex flex-wrap gap-2 align-items-baseline">${mark(tone, verdictWords(verdict))}<strong>${names(data.rows, key)}</strong><span class="text-secondary small">${pair}</span></div>
    ${detail !== '' && fields.length === 0 && html`<div class="mt-1">${detail}</div>`}
    ${fields.length > 0 && html`<ul class="mb-0 mt-1">${fields.map(fieldLine)}</ul>`}
    ${made(data)}
  </li>`
}

const reasons: Readonly<Record<string, string>> = {
  won: 'The deal is won.',
  asked: 'Somebody asked for it.',
  needed: 'A record that belongs to it needs it.',
  seen: 'It has no counterpart.',
}

/** Why it would happen; empty where there is nothing to say. */
export function reasonWords({ detail, why }: Data): string {
  const words = text(detail) || text(why)
  return copyWords[words] ?? reasons[words] ?? words
}

function names(rows: unknown, key: string): Html {
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
