import { copyWords, place } from '../../../core/plan-words.ts'
import type { Value } from '../../../core/value.ts'
import { journalRestore } from '../../../engine/verbs/journal-restore.ts'
import { journalUndo } from '../../../engine/verbs/journal-undo.ts'
import { type Html, html } from '../html.ts'
import type { Visit } from '../page.ts'
import { button, postForm } from '../parts/form.ts'
import { mark } from '../parts/mark.ts'
import { moment } from '../parts/time.ts'
import { value } from '../parts/value.ts'
import { askedWords } from './asked-words.ts'
import type { Called } from './called.ts'
import { dataOf, type Entry, kindWords, outcomeWords, sideIn, text, told } from './journal-words.ts'

/** What happened, entry by entry, each with its cause; what was lost can be put back from here. */
export function timeline(entries: readonly Told[], visit: Visit, called: Fields, names: Names = {}): Html {
  return html`<ol class="story">${entries.map(entry => event(entry, visit, called, names))}</ol>`
}

type Fields = Pick<Called, 'field'>

/** Names of people by their vendors' ids. */
export type Names = Readonly<Record<string, string>>

/** An entry; `about`: what the record is called, where entries are about several. */
type Told = Entry & { readonly about?: string | null }

function event(entry: Told, visit: Visit, called: Fields, names: Names): Html {
  const { tone, words } = told(entry, called)
  return html`<li class="story-event" id="entry-${entry.id}" data-line>
    <div class="d-flex flex-wrap gap-2 align-items-baseline">${mark(tone, kindWords[entry.kind])}${entry.about && html`<strong>${entry.about}</strong>`}<span class="text-secondary small">${moment(entry.at, visit)}</span></div>
    <div class="value mt-1">${words}</div>
    ${details(entry, visit, called, names)}
  </li>`
}

/** What an entry tells beside its sentence: the fields of a write, or whatever else stands in it. */
export function details(entry: Entry, visit: Visit, called: Fields, names: Names = {}): Html | null {
  const fields = fieldsOf(entry)
  if (fields.length > 0)
    return html`${fieldTable(entry, fields, visit, called)}${causes(entry, visit, names)}${undo(entry, visit)}`
  if (entry.kind === 'created') return html`${madeWith(entry, called)}${undo(entry, visit)}`
  if (entry.kind === 'refused') return toldWhom(entry)
  return entry.kind === 'asked' ? asked(entry, called) : null
}

interface WrittenField {
  readonly field: string
  readonly before: Value
  readonly sent: Value
  readonly why: string
  readonly outcome: string
}

function fieldsOf(entry: Entry): readonly WrittenField[] {
  const { fields } = dataOf(entry)
  if (entry.kind !== 'wrote' || !Array.isArray(fields)) return []
  return fields.map(one => ({
    field: text(one.field),
    before: one.before ?? null,
    sent: one.sent ?? null,
    why: text(one.why),
    outcome: text(one.outcome),
  }))
}

function fieldTable(entry: Entry, fields: readonly WrittenField[], visit: Visit, called: Fields): Html {
  const { side } = dataOf(entry)
  const title = (field: string) => called.field(entry, field, sideIn(dataOf(entry)))
  const caption = `What was written to ${place(side)}`
  return html`<div class="table-responsive mt-2" tabindex="0" role="group" aria-label="${caption}"><table class="table table-sm mb-1 stacks" role="table">
    <caption class="visually-hidden">${caption}</caption>
    <thead role="rowgroup"><tr role="row">${['Field', 'Before', 'After', 'Why'].map(head => html`<th scope="col" role="columnheader">${head}</th>`)}${visit.may(journalRestore) && html`<td role="cell"></td>`}</tr></thead>
    <tbody role="rowgroup">${fields.map(one => fieldRow(entry.id, one, title(one.field), visit))}</tbody>
  </table></div>`
}

/** Whose edit of which version it came from, and which version came of it. */
function causes(entry: Entry, visit: Visit, names: Names): Html {
  const { source, side, version } = dataOf(entry)
  const edit = sourceOf(source)
  const by = edit.by === '' ? '' : ` by ${names[edit.by] ?? edit.by}`
  const from = side === 'crm' ? 'the project tool' : 'the CRM'
  return html`<div class="text-secondary small">
    ${edit.version !== '' && html`From version <span class="value">${edit.version}</span> of the row in ${from}, last changed${by}${edit.at !== '' && html` ${moment(edit.at, visit)}`}.`}
    ${typeof version === 'string' && html`Afterwards the row in ${place(side)} had the version <span class="value">${version}</span>.`}
  </div>`
}

/** The row that a written value came from. */
export function sourceOf(source: unknown): {
  readonly by: string
  readonly at: string
  readonly version: string
} {
  const { by, at, version } = (source ?? {}) as Readonly<Record<string, unknown>>
  return { by: text(by), at: text(at), version: text(version) }
}

function fieldRow(
  entry: string,
  { field, before, sent, why, outcome }: WrittenField,
  title: string,
  visit: Visit,
): Html {
  const cause = [copyWords[why], outcomeWords[outcome]].filter(Boolean).join('; ')
  const restore = postForm({
    do: 'restore',
    fields: { entry, field },
    body: html`<button class="btn btn-sm" aria-label="Put back: ${title}">Put back</button>`,
  })
  return html`<tr role="row"><th scope="row" role="rowheader">${title}</th><td role="cell" data-title="Before">${value(before)}</td><td role="cell" data-title="After">${value(sent)}</td><td role="cell" class="text-secondary">${cause}</td>${visit.may(journalRestore) && html`<td role="cell">${outcome !== 'not-applied' && restore}</td>`}</tr>`
}

function undo({ id }: Entry, visit: Visit): Html | null {
  if (!visit.may(journalUndo)) return null
  return postForm({
    do: 'undo',
    fields: { entry: id },
    class: 'mt-1',
    confirm: 'Undo this? What was edited since stays.',
    body: button({ words: 'Undo', key: 'z', look: 'small' }),
  })
}

function madeWith(entry: Entry, called: Fields): Html | null {
  const { sent, on } = dataOf(entry)
  const side = on === 'crm' ? 'crm' : 'pm'
  if (typeof sent !== 'object' || sent === null) return null
  const fields = Object.entries(sent as Readonly<Record<string, Value>>).filter(([, one]) => one !== null)
  return html`<dl class="row small mt-2 mb-0">${fields.map(
    ([name, one]) =>
      html`<dt class="col-sm-3">${called.field(entry, name, side, side)}</dt><dd class="col-sm-9 mb-1">${value(one)}</dd>`,
  )}</dl>`
}

function toldWhom(entry: Entry): Html {
  const { told: address, value: refused, refusal } = dataOf(entry)
  const passes = text((refusal as Readonly<Record<string, unknown>> | undefined)?.passes)
  return html`<div class="text-secondary small mt-1">The value: ${value((refused ?? null) as Value)}. ${text(address) === '' ? 'Nobody could be found to tell.' : `Told: ${text(address)}.`}${passes !== '' && ` What would pass: ${passes}`}</div>`
}

function asked(entry: Entry, called: Fields): Html | null {
  const words = askedWords(dataOf(entry).ask, field => called.field(entry, field, 'crm'))
  return words.length === 0 ? null : html`<div class="text-secondary small value">${words.join(', ')}</div>`
}
