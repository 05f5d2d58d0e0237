import type { Option } from '../../../core/question.ts'
import { holdsAnswer } from '../../../engine/verbs/holds-answer.ts'
import type { OpenHold } from '../../../store/holds.ts'
import { type Html, html } from '../html.ts'
import type { Visit } from '../page.ts'
import { facts } from '../parts/facts.ts'
import { button, postForm } from '../parts/form.ts'
import { mark } from '../parts/mark.ts'
import { outside } from '../parts/outside.ts'
import { moment } from '../parts/time.ts'
import { value } from '../parts/value.ts'

/** One question: what it is about, both values and the past, and a button for each answer with what it will do. */
export function holdCard(hold: OpenHold, visit: Visit): Html {
  const { shown, field, mapping, since, detail, answer } = hold
  const name = shown.crm?.name ?? shown.pm?.name ?? hold.key
  const tick = html`<input class="form-check-input" type="checkbox" form="bulk" name="id" value="${hold.id}" data-row data-key="x" aria-label="Tick: ${name}">`
  return html`<section class="card mb-3" data-line>
    <div class="card-header"><div class="d-flex gap-2 align-items-baseline flex-wrap">
      ${visit.may(holdsAnswer) && tick}
      <h2 class="card-title">${name}${field !== '' && html`: <code>${field}</code>`}</h2>
      ${answer === null ? mark('warn', 'waits for you') : mark('wait', 'answered, being taken up')}
      <span class="text-secondary small">${mapping}, ${moment(since, visit)}</span>
    </div></div>
    <div class="card-body">
      <p>${detail} ${hold.pair === 'accounts' && html`<a href="/accounts?list=ambiguous&amp;mapping=${encodeURIComponent(mapping)}">Compare them at the match desk</a>`}</p>
      ${values(hold)}
      ${visit.may(holdsAnswer) && answer === null && answers(hold)}
    </div>
  </section>`
}

function values({ question, shown, field }: OpenHold): Html | null {
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

function answers({ id, question }: OpenHold): Html {
  const options = question?.options ?? []
  if (options.length === 0)
    return html`<p class="text-secondary mb-0">There is nothing to answer; it closes by itself.</p>`
  return html`<div class="row g-2 mt-2">${options.map(option => html`<div class="col-md-6">${answerForm(id, option)}</div>`)}</div>`
}

function answerForm(id: string, option: Option): Html {
  const { choice, side, row, does } = option
  const answer = [choice, side ?? row].filter(Boolean).join(' ')
  const typed = html`<input class="form-control w-auto" name="value" aria-label="The value for ${side === 'crm' ? 'the CRM' : 'the project tool'}">`
  return postForm({
    do: 'answer',
    fields: { id, answer },
    class: 'answers flex-nowrap',
    body: html`${choice === 'set' && typed}${button({ words: wordsOf(option) })}<span class="text-secondary small">${does}</span>`,
  })
}

function wordsOf({ choice, side, row }: Option): string {
  const of = side === 'crm' ? 'the CRM’s value' : 'the project tool’s value'
  const words: Readonly<Record<string, string>> = {
    take: `Take ${of}`,
    set: 'Type a value',
    leave: 'Leave both',
    retry: 'Try again',
    pick: `It is ${row}`,
    none: 'None of them',
    ignore: 'Ignore it',
    delete: 'Delete',
    restore: 'Restore',
    unlink: 'Unlink',
    'create-again': 'Create it again',
  }
  return words[choice] ?? choice
}
