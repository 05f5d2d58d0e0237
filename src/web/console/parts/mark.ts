import { type Content, type Html, html } from '../html.ts'
import { icon } from './icon.ts'

/** How something is: in order, waiting, worth a look, wrong, or none of these. Never told by colour alone. */
export const tones = ['good', 'wait', 'warn', 'bad', 'plain'] as const
export type Tone = (typeof tones)[number]

/** A state in a word or two. */
export function mark(tone: Tone, words: Content): Html {
  return html`<span class="mark tone-${tone}">${icon(tone)} ${words}</span>`
}

/** What just happened, above a page. */
export function flash(tone: Tone, words: Content): Html {
  return html`<div class="flash tone-${tone}" role="${tone === 'bad' ? 'alert' : 'status'}">${icon(tone)}<div>${words}</div></div>`
}
