import type { Option } from '../../../core/question.ts'
import { holdsAnswer } from '../../../engine/verbs/holds-answer.ts'
import type { ListedHold } from '../../../engine/verbs/listed-hold.ts'
import { type Html, html } from '../html.ts'
import type { Visit } from '../page.ts'
import { facts } from '../parts/facts.ts'
import { button, postForm } from '../parts/form.ts'
import { mark } from '../parts/mark.ts'
import { outside } from '../parts/outside.ts'
import { seenAt } from '../parts/seen-at.ts'
import { moment } from '../parts/time.ts'
import { value } from '../parts/value.ts'
import type { Called } from './called.ts'

/** One question: what it is about, both values and the past, and a button for each answer with what it will do. */
export function holdCard(hold: ListedHold, visit: Visit, called: Pick<Called, 'field'>): Html {
  const { shown, field, mapping, since, detail, answer } = hold
  const name = shown.crm?.name ?? shown.pm?.name ?? 'A record without a name'
  const own = hold.choices.length > 0 && rowFacts(hold.facts)
  const canAnswer = (hold.question?.options ?? []).length > 0
  const state =
    answer !== null
      ? mark('wait', 'answered, being taken up')
      : canAnswer
        ? mark('warn', 'waits for you')
        : mark('wait', 'goes on by itself')
  const tick = html`<input class="form-check-input" type="checkbox" form="bulk" name="id" value="${hold.id}" data-row data-key="x" aria-label="Tick: ${name}">`
  return html`<section class="card mb-3" data-line>
    <div class="card-header"><div class="d-flex gap-2 align-items-baseline flex-wrap">
      ${visit.may(holdsAnswer) && canAnswer && tick}
      <h2 class="card-title">${name}${field !== '' && `: ${called.field(hold, field, 'crm')}`}</h2>
      ${state}
      <span class="text-secondary small">${mapping}, ${moment(since, visit)}</span>
    </div></div>
    <div class="card-body">
      <p>${detail} ${hold.pair === 'accounts' && hold.code === 'hold/ambiguous' && html`<a href="/accounts?list=ambiguous&amp;mapping=${encodeURIComponent(mapping)}">Compare them at the match desk</a>`}</p>
      ${own}${at(hold)}${values(hold)}
      ${visit.may(holdsAnswer) && answer === null && answers(hold)}
    </div>
  </section>`
}

function values({ question, shown, field }: ListedHold): Html | null {
  if (!question || field === '') return null
  const head = (side: 'crm' | 'pm', words: string) =>
    shown[side] ? outside(shown[side]?.url, html`${words}: ${shown[side]?.name ?? shown[side]?.id}`) : words
  const row = (label: string, of: typeof question.about) => ({
    name: label,
    crm: value(of.crm),
    pm: value(of.pm),
  })
  return facts('What both sides show', { crm: head('crm', 'CRM'), pm: head('pm', 'Project tool') }, [
    { ...row('Now', question.about), differs: true },
    row('When they last agreed', question.past),
  ])
}

function answers({ id, question, choices }: ListedHold): Html {
  const options = question?.options ?? []
  if (options.length === 0)
    return html`<p class="text-secondary mb-0">There is nothing to answer; it closes by itself.</p>`
  return html`<div class="row g-2 mt-2">${options.map(option => html`<div class="col-md-6">${answerForm(id, option, choices)}</div>`)}</div>`
}

function answerForm(id: string, option: Option, choices: ListedHold['choices']): Html {
  const { choice, side, row, does } = option
  const answer = [choice, side ?? row].filter(Boolean).join(' ')
  const chosen = choice === 'pick' ? choices.find(one => one.id === row) : undefined
  const typed = html`<input class="form-control w-auto" name="value" aria-label="The value for ${side === 'crm' ? 'the CRM' : 'the project tool'}">`
  return postForm({
    do: 'answer',
    fields: { id, answer },
    class: choice === 'set' ? 'answers' : 'answers flex-nowrap',
    body: html`${choice === 'set' && typed}${button({ words: wordsOf(option) })}${chosen ? choiceOf(chosen) : html`<span class="text-secondary small">${does}</span>`}`,
  })
}

/** A row that may be meant, with whatever tells it from the others, and the way to its vendor's own page. */
function choiceOf({ id, name, url, facts: known }: ListedHold['choices'][number]): Html {
  return html`<div><div class="fw-bold value">${outside(url, name ?? id)}</div><span class="text-secondary small">number ${id}</span>${rowFacts(known)}</div>`
}

function rowFacts(known: ListedHold['facts']): Html | null {
  if (known.length === 0) return null
  return html`<dl class="desk-facts">${known.map(one => html`<dt>${one.title}</dt><dd>${one.value}</dd>`)}</dl>`
}

/** Where the row is to be seen, where no table of values says so. */
function at({ shown, field }: ListedHold): Html | null {
  if (field !== '') return null
  const links = seenAt(shown)
  return links && html`<p>Look at it: ${links}</p>`
}

function wordsOf({ choice, side }: Option): string {
  const of = side === 'crm' ? 'the CRM’s value' : 'the project tool’s value'
  const words: Readonly<Record<string, string>> = {
    take: `Take ${of}`,
    set: 'Type a value',
    leave: 'Leave both',
    retry: 'Try again',
    pick: 'It is this one',
    none: 'None of them',
    ignore: 'Ignore it',
    delete: 'Delete',
    restore: 'Restore',
    unlink: 'Unlink',
    'create-again': 'Create it again',
    add: 'Let them in',
    decline: 'Let nobody in',
  }
  return words[choice] ?? choice
}
