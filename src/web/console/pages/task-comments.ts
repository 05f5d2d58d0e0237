import { otherSide, type Side, sides } from '../../../core/value.ts'
import type { ShownComment } from '../../../engine/verbs/shown-comments.ts'
import type { ShownTask } from '../../../engine/verbs/tasks-show.ts'
import { type Html, html } from '../html.ts'
import { card } from '../parts/card.ts'
import { empty } from '../parts/empty.ts'
import { formatted } from '../parts/formatted.ts'
import { mark, type Tone } from '../parts/mark.ts'
import { outside } from '../parts/outside.ts'
import { type Clock, moment } from '../parts/time.ts'

const states: Readonly<Record<ShownComment['state'], readonly [Tone, string]>> = {
  same: ['good', 'on both sides'],
  differs: ['wait', 'differs'],
  held: ['warn', 'waits for an answer'],
  refused: ['warn', 'an edit is refused'],
  missing: ['warn', 'missed on one side'],
  due: ['wait', 'on its way'],
  alone: ['plain', 'not copied'],
}

/** Both sides' threads in one, in the order in which things were said: who, where, and what became of it. */
export function taskComments({ comments, tools }: ShownTask, mapping: string, clock: Clock): Html | null {
  if (comments === null) return null
  const { items, isCut } = comments
  return card({
    title: 'Comments',
    body:
      items.length === 0
        ? empty(
            'Nobody has said anything yet',
            'Comments of both sides stand here, with what became of each.',
          )
        : html`${isCut && html`<p class="text-secondary">Older comments are there, and not shown.</p>`}
          <ol class="story">${items.map(one => said(one, tools, mapping, clock))}</ol>`,
  })
}

function said(comment: ShownComment, tools: ShownTask['tools'], mapping: string, clock: Clock): Html {
  const { author, at, written, isPrivate, state, why } = comment
  const [tone, words] = states[state]
  const where = written === null ? 'one of the two tools' : tools[written]
  return html`<li class="story-event" data-line>
    <div class="d-flex flex-wrap gap-2 align-items-baseline">
      <strong>${author ?? 'Somebody'}</strong><span>in ${where}</span>
      ${at !== null && html`<span class="text-secondary small">${moment(at, clock)}</span>`}
      ${mark(tone, words)}${isPrivate && mark('plain', 'private')}
    </div>
    ${texts(comment, tools)}
    ${why && html`<div class="text-secondary small mt-1">${why}${state === 'held' && html` <a href="/holds?${String(new URLSearchParams({ mapping, pair: 'comments' }))}">To the questions</a>`}</div>`}
    ${rows(comment, tools)}
  </li>`
}

/** What was said; where the two sides say different things, both of them. */
function texts({ text, written, state }: ShownComment, tools: ShownTask['tools']): Html | null {
  const first = written ?? 'crm'
  const other = otherSide(first)
  const isTold = state !== 'same' && text[other] !== null && text[other] !== text[first]
  if (!isTold) return text[first] === null ? null : words(text[first])
  return html`${[first, other].map(side => html`<div class="text-secondary small mt-1">${tools[side]}:</div>${words(text[side] ?? '')}`)}`
}

function words(text: string): Html {
  return html`<div class="mt-1">${formatted(text)}</div>`
}

function rows({ ids, urls, written }: ShownComment, tools: ShownTask['tools']): Html {
  const at = (side: Side) => {
    const id = ids[side]
    if (id === null) return null
    const what = side === written ? 'comment' : written === null ? 'one of the two' : 'copy'
    return html`<span>${what} in ${tools[side]}: ${outside(urls[side], id)}</span>`
  }
  return html`<div class="d-flex flex-wrap gap-3 text-secondary small mt-1">${sides.map(at)}</div>`
}
