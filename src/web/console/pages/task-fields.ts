import { type Side, sameValue, type Value } from '../../../core/value.ts'
import type { ShownTask } from '../../../engine/verbs/tasks-show.ts'
import { type Html, html } from '../html.ts'
import { mark, type Tone } from '../parts/mark.ts'
import { table } from '../parts/table.ts'
import { value } from '../parts/value.ts'

type ShownField = ShownTask['fields'][number]

const states: Readonly<Record<ShownField['state'], readonly [Tone, string]>> = {
  same: ['good', 'the same'],
  held: ['warn', 'waits for an answer'],
  refused: ['warn', 'refused'],
  differs: ['wait', 'differs'],
  unknown: ['plain', 'not compared yet'],
}

const flows = { both: null, 'to-crm': 'only to the CRM', 'to-pm': 'only to the project tool' } as const

/** Every mapped field: what both sides show, what they showed when they last agreed, and how the two stand. */
export function taskFields({ fields, tools, people }: ShownTask): Html {
  return table({
    caption: 'The two sides, field by field',
    rows: fields,
    empty: html`<p class="p-3 mb-0">The mapping carries no fields of tasks.</p>`,
    columns: [
      { title: 'Field', cell: nameOf },
      { title: tools.crm, cell: row => sideOf(row, 'crm', people) },
      { title: tools.pm, cell: row => sideOf(row, 'pm', people) },
      { title: 'How the two stand', cell: stateOf },
    ],
  })
}

function nameOf({ titles: { crm, pm }, flow }: ShownField): Html {
  return html`<strong>${crm}</strong>${pm !== crm && html` <span class="text-secondary">/ ${pm}</span>`}${flows[flow] && html`<div class="text-secondary small">${flows[flow]}</div>`}`
}

function sideOf({ now, past }: ShownField, side: Side, people: ShownTask['people']): Html {
  const was = past[side]
  const hasMoved = was !== undefined && now[side] !== undefined && !sameValue(was, now[side])
  return html`${named(now[side], people)}${hasMoved && html`<div class="text-secondary small">when they agreed: ${named(was, people)}</div>`}`
}

/** People by their names, where they are known. */
function named(given: Value | undefined, people: ShownTask['people']): Html {
  if (typeof given === 'string') return value(people[given] ?? given)
  return value(Array.isArray(given) ? given.map(one => people[one] ?? one) : given)
}

function stateOf({ state, why }: ShownField): Html {
  const [tone, words] = states[state]
  return html`${mark(tone, words)}${why && html`<div class="small mt-1">${why}</div>`}`
}
