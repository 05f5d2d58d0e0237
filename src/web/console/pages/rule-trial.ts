import { ruleWords } from '../../../core/rule-words.ts'
import type { Planned } from '../../../engine/verbs/mapping-planned.ts'
import { type Html, html } from '../html.ts'
import { card } from '../parts/card.ts'
import { empty } from '../parts/empty.ts'
import { table } from '../parts/table.ts'
import { type Clock, moment } from '../parts/time.ts'
import { value } from '../parts/value.ts'
import { count } from '../parts/words.ts'
import type { Called } from './called.ts'
import { taskUrl } from './tasks.ts'

type Trial = NonNullable<Planned['trial']>
type Refused = Trial['newest'][number]

/** The rules of a mapping, tried on the last days: what they would have refused, and what could not be tried. */
export function ruleTrial(
  { name, trial }: Planned,
  clock: Clock,
  called: Pick<Called, 'field'>,
): Html | null {
  if (!trial || trial.rules.length === 0) return null
  const { days, rules, tried, refused } = trial
  const body = html`<div class="p-3">
      <p>Its rules: ${rules.map(rule => ruleWords[rule]).join(' ')}</p>
      <p>${trialWords(trial)}</p>
      <p class="text-secondary mb-0">Projects, schedules and parent tasks count as they are now, not as they were then. ${untried(trial)}</p>
    </div>${refused > 0 && refusedTable(name, trial, clock, called)}
    ${tried === 0 && empty('Nothing to try them on', `The journal names no value of the last ${days} days that such a rule would have looked at.`)}`
  return card({ title: `Its rules, tried on the last ${days} days`, flush: true, body })
}

function trialWords({ tried, refused, days }: Trial): string {
  const all = count(tried, 'value')
  const were = `${all} of the last ${days} days ${tried === 1 ? 'was' : 'were'} on the way to the project tool, where a rule looks at such a value.`
  return refused === 0
    ? `${were} None would have been refused.`
    : `${were} ${refused.toLocaleString('en')} would have been refused.`
}

function untried({ unknown, unlinked }: Trial): string {
  return [
    unknown > 0 &&
      `${count(unknown, 'value')} could not be judged, because the task or what it belongs to cannot be read now.`,
    unlinked > 0 &&
      `${count(unlinked, 'entry', 'entries')} of the journal about tasks that are linked no longer ${unlinked === 1 ? 'was' : 'were'} not tried.`,
  ]
    .filter(Boolean)
    .join(' ')
}

const became = {
  written: 'It was written.',
  made: 'The task was made with it.',
  refused: 'It was refused then, too.',
} as const

function refusedTable(
  mapping: string,
  { newest, refused }: Trial,
  clock: Clock,
  called: Pick<Called, 'field'>,
): Html {
  const more =
    refused > newest.length &&
    html`<p class="px-3 pb-3 mb-0 text-secondary">These are the newest ${newest.length}.</p>`
  return html`${table({
    caption: 'What would have been refused',
    rows: newest,
    empty: html``,
    columns: [
      { title: 'When', cell: row => moment(row.at, clock) },
      {
        title: 'Task',
        cell: row =>
          html`<a href="${taskUrl(mapping, 'crm', row.task.crm)}">${row.task.name ?? row.task.crm}</a>`,
      },
      { title: 'Value', cell: row => typedValue(mapping, row, called) },
      {
        title: 'Why',
        cell: row => html`${row.why} <span class="text-secondary">What would pass: ${row.passes}</span>`,
      },
      { title: 'What became of it', cell: row => became[row.became] },
    ],
  })}${more}`
}

function typedValue(
  mapping: string,
  { field, value: typed, by }: Refused,
  called: Pick<Called, 'field'>,
): Html {
  const title = called.field({ mapping, pair: 'tasks', key: null }, field, 'pm')
  return html`${title}: ${value(typed)}${by !== null && html`<div class="text-secondary small">by ${by}</div>`}`
}
