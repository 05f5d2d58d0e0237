import type { Value } from '../../../core/value.ts'
import { type Html, html } from '../html.ts'
import { day } from './time.ts'

/** A field's value as a person reads it. */
export function value(given: Value | undefined): Html {
  if (given === undefined) return html`<span class="text-secondary">not known</span>`
  if (given === null || given === '') return html`<span class="text-secondary">empty</span>`
  if (typeof given === 'boolean') return html`${given ? 'yes' : 'no'}`
  if (typeof given === 'string' && /^\d{4}-\d\d-\d\d$/.test(given)) return day(given)
  if (typeof given === 'string' || typeof given === 'number') return html`<span class="value">${given}</span>`
  return html`<span class="value">${Array.isArray(given) ? given.map(String).join(', ') : JSON.stringify(given)}</span>`
}
