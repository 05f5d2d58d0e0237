import { mappingCheck } from '../../../engine/verbs/mapping-check.ts'
import type { Html } from '../html.ts'
import type { Visit } from '../page.ts'
import { card } from '../parts/card.ts'
import { typedText } from './mapping-form.ts'
import { problemsInText } from './mapping-parts.ts'

/** What was typed and could not be previewed, with its mistakes; null: nothing was. */
export async function checkedDraft({ failed, ask }: Visit) {
  if (failed?.action !== 'plan') return null
  const text = typedText(failed.form)
  const { crm, pm } = { crm: failed.form.crm?.[0] ?? '', pm: failed.form.pm?.[0] ?? '' }
  return { text, ...(await ask(mappingCheck, { text, crm, pm })) }
}

/** The mistakes of a draft, each under its line. */
export function mistakes(checked: Awaited<ReturnType<typeof checkedDraft>>): Html | null {
  if (!checked || checked.problems.length === 0) return null
  return card({
    title: 'Where it does not hold',
    flush: true,
    body: problemsInText(checked.text, checked.problems),
  })
}
