import type { z } from 'zod'
import type { problem, section } from '../../../engine/verbs/mapping-show.ts'
import { type Html, html } from '../html.ts'

type Problem = z.output<typeof problem>
type Section = z.output<typeof section>

const titles = { accounts: 'Accounts', deals: 'Deals', tasks: 'Tasks', comments: 'Comments' } as const

/** What a mapping means, sentence by sentence. */
export function meaning(sections: readonly Section[]): Html {
  return html`${sections.map(
    ({ pair, says }) =>
      html`<h3 class="h4 mt-3 mb-1">${titles[pair]}</h3><ul class="mb-0">${says.map(one => html`<li>${one}</li>`)}</ul>`,
  )}`
}

/** Every mistake under the line that it is in. */
export function problemsInText(text: string, problems: readonly Problem[]): Html {
  const lines = text.split('\n').map((line, at) => {
    const here = problems.filter(one => one.line === at + 1)
    const words = here.map(
      ({ column, message, advice }) =>
        html`<div class="code-problem">Column ${column}: ${message} ${advice}</div>`,
    )
    return html`<div class="code-line${here.length > 0 && ' code-wrong'}"><span class="code-number" aria-hidden="true">${at + 1}</span><span class="value">${line}</span></div>${words}`
  })
  return html`<div class="code" tabindex="0" role="group" aria-label="The text with its mistakes">${lines}</div>`
}

const signs = { same: ' ', gone: '−', new: '+' } as const
const words = { same: null, gone: 'taken out: ', new: 'put in: ' } as const

/** Two texts compared line by line; long parts that are the same are left out. */
export function changesInText(
  changes: readonly { readonly is: keyof typeof signs; readonly line: string }[],
): Html {
  const isNear = (at: number) => changes.slice(Math.max(0, at - 3), at + 4).some(one => one.is !== 'same')
  const lines = changes.map(({ is, line }, at) => {
    if (!isNear(at)) return null
    return html`<div class="code-line code-${is}"><span class="code-number" aria-hidden="true">${signs[is]}</span><span class="value">${words[is] && html`<span class="visually-hidden">${words[is]}</span>`}${line}</span></div>`
  })
  if (lines.every(line => line === null)) return html`<p class="mb-0">It is the text the mapping has now.</p>`
  return html`<div class="code" tabindex="0" role="group" aria-label="What has changed since">${lines}</div>`
}
