import type { ListedConnection } from '../../../engine/verbs/connections-list.ts'
import { mappingPlan } from '../../../engine/verbs/mapping-plan.ts'
import { type Html, html } from '../html.ts'
import { defineAction, type Failed, type Form } from '../page.ts'
import { button, field, postForm } from '../parts/form.ts'

export interface Draft {
  readonly text: string
  readonly crm: string
  readonly pm: string
}

/** The text of a mapping, to be checked and tried before anything follows from it. */
export function mappingForm(
  draft: Draft,
  connections: readonly ListedConnection[],
  failed: Failed | null,
): Html {
  const at = (side: 'crm' | 'pm') =>
    connections.filter(one => one.side === side).map(one => [one.name, `${one.name} (${one.title})`] as const)
  const text = failed?.form.text?.[0] ?? draft.text
  return postForm({
    do: 'plan',
    body: html`<div class="row"><div class="col-md-6">${field({ name: 'crm', label: 'CRM', options: at('crm'), value: draft.crm }, failed)}</div><div class="col-md-6">${field({ name: 'pm', label: 'Project tool', options: at('pm'), value: draft.pm }, failed)}</div></div>
      <div class="mb-3"><label class="form-label" for="mapping-text">The mapping, as YAML</label><textarea class="form-control code-edit" id="mapping-text" name="text" rows="24" spellcheck="false" wrap="off" required>${text}</textarea></div>
      <div class="answers">${button({ words: 'Preview what it would do', look: 'primary' })}</div>
      <p class="text-secondary mt-2 mb-0">The text is checked first, line by line. A preview then reads both sides and writes nothing. The mapping is switched on, or changed, from there.</p>`,
  })
}

/** Browsers end lines in their own way; a text is the same whoever typed it. */
export function typedText(form: Form): string {
  return (form.text?.[0] ?? '').replaceAll('\r\n', '\n')
}

/** A preview of what was typed. */
export const planAction = defineAction({
  verb: mappingPlan,
  read: form => ({
    text: typedText(form),
    file: 'mapping',
    crm: form.crm?.[0] ?? '',
    pm: form.pm?.[0] ?? '',
  }),
  said: ({ preview }) => ({
    words: 'Both sides are read now. Nothing is written.',
    to: `/mappings/plans/${preview}`,
  }),
})
