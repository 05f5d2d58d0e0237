import { type Content, type Html, html } from '../html.ts'
import type { Failed } from '../page.ts'

export interface PostForm {
  /** The page's action that it is for. Null: its buttons say which. */
  readonly do: string | null
  /** What is sent along unseen. */
  readonly fields?: Readonly<Record<string, string | readonly string[]>>
  readonly body: Content
  /** Asked before it is sent. */
  readonly confirm?: string
  readonly class?: string
  readonly id?: string
  /** True: its table's rows can be ticked. */
  readonly selects?: boolean
  /** The page's address: with a script, only what changes is exchanged, and the keyboard stays where it was. */
  readonly lively?: string
  /** Another page's address; this one's when left out. */
  readonly to?: string
}

/** A form that does something. It works without scripts: sent, done, and back on the page with what came of it. */
export function postForm(given: PostForm): Html {
  const { do: name, fields = {}, body } = given
  const hidden = Object.entries({ ...(name === null ? {} : { do: name }), ...fields }).flatMap(
    ([key, values]) =>
      [values].flat().map(value => html`<input type="hidden" name="${key}" value="${value}">`),
  )
  return html`<form method="post"${formAttributes(given)}>${hidden}${body}</form>`
}

function formAttributes({ id, to, class: css, confirm, selects, lively }: PostForm): Html {
  const swap =
    lively &&
    html` hx-post="${lively}" hx-target="#main" hx-swap="innerMorph"${confirm && html` hx-confirm="${confirm}"`}`
  return html`${id && html` id="${id}"`}${to && html` action="${to}"`}${css && html` class="${css}"`}${confirm && !lively && html` data-confirm="${confirm}"`}${selects && html` data-selects`}${swap}`
}

export interface Button {
  readonly words: Content
  readonly look?: keyof typeof looks
  /** The action, where the form does not say it. */
  readonly do?: string
  /** Pressing one of these keys presses it, on the row that j and k went to: `Enter 1`. */
  readonly key?: string
  readonly confirm?: string
  /** It can be pressed once a row is ticked. */
  readonly needsSelection?: boolean
  readonly name?: string
  readonly value?: string
}

const looks = {
  primary: 'btn btn-primary',
  plain: 'btn',
  danger: 'btn btn-outline-danger',
  small: 'btn btn-sm',
} as const

export function button(given: Button): Html {
  const { words, look = 'plain', key, confirm, needsSelection } = given
  const name = given.do === undefined ? given.name : 'do'
  const value = given.do ?? given.value
  return html`<button class="${looks[look]}"${name && html` name="${name}" value="${value}"`}${key && html` data-key="${key}" aria-keyshortcuts="${key}"`}${confirm && html` data-confirm="${confirm}"`}${needsSelection && html` data-needs-selection`}>${words}</button>`
}

export interface Field {
  readonly name: string
  readonly label: string
  readonly kind?: 'text' | 'email' | 'password' | 'date' | 'number' | 'search' | 'textarea' | 'checkbox'
  /** Makes it a choice of these. */
  readonly options?: readonly (readonly [value: string, words: string])[]
  readonly value?: string
  readonly hint?: Content
  readonly required?: boolean
  readonly placeholder?: string
  readonly autocomplete?: string
  /** Tells fields of one name apart, where a page has several forms. */
  readonly at?: string
}

/** A field with its label. After a failure it holds what was typed. */
export function field(given: Field, failed: Failed | null = null): Html {
  const value = failed?.form[given.name]?.[0] ?? given.value ?? ''
  const hint = given.hint && html`<div class="form-hint" id="hint-${idOf(given)}">${given.hint}</div>`
  if (given.kind === 'checkbox')
    return html`<div class="mb-3"><label class="form-check"><input class="form-check-input" type="checkbox" value="true"${attributes(given)}${value === 'true' && html` checked`}><span class="form-check-label">${given.label}</span></label>${hint}</div>`
  return html`<div class="mb-3"><label class="form-label${given.required && ' required'}" for="field-${idOf(given)}">${given.label}</label>${input(given, value)}${hint}</div>`
}

function input(given: Field, value: string): Html {
  const { kind = 'text', options } = given
  if (options)
    return html`<select class="form-select"${attributes(given)}>${options.map(
      ([one, words]) => html`<option value="${one}"${one === value && html` selected`}>${words}</option>`,
    )}</select>`
  if (kind === 'textarea')
    return html`<textarea class="form-control" rows="4"${attributes(given)}>${value}</textarea>`
  return html`<input class="form-control" type="${kind}" value="${kind === 'password' ? '' : value}"${attributes(given)}>`
}

function idOf({ name, at }: Field): string {
  return at === undefined ? name : `${at}-${name}`
}

function attributes(given: Field): Html {
  const { name, hint, required, placeholder, autocomplete } = given
  return html` id="field-${idOf(given)}" name="${name}"${hint && html` aria-describedby="hint-${idOf(given)}"`}${required && html` required`}${placeholder && html` placeholder="${placeholder}"`}${autocomplete && html` autocomplete="${autocomplete}"`}`
}
