import type { Refusal } from './rules.ts'
import type { Value } from './value.ts'

export interface Notice {
  readonly subject: string
  readonly body: string
}

export interface RefusedChange {
  /** Where the person typed it, e.g. `Zoho CRM`. */
  readonly typedIn: string
  /** Where it was refused, e.g. `Zoho Projects`. */
  readonly refusedBy: string
  /** The record, as its people call it. */
  readonly record: string
  readonly field: string
  readonly value: Value
  readonly refusal: Pick<Refusal, 'why' | 'passes'>
  readonly url?: string | undefined
}

/** The mail to the person whose change was refused: what, why, and what would pass. */
export function refusedNotice(change: RefusedChange): Notice {
  const value = shown(change.value)
  return {
    subject: `Not carried over: ${change.field} of "${oneLine(change.record)}"`,
    body: [
      `You set ${change.field} of "${oneLine(change.record)}" in ${change.typedIn} to ${value}.`,
      `${change.refusedBy} was not changed, because this is not allowed:`,
      `  ${change.refusal.why}`,
      '',
      `What would pass: ${change.refusal.passes}`,
      '',
      `Your value stays in ${change.typedIn}. Nothing else you changed was held up.`,
      'When it passes later, you will hear so once more; until then you will not be reminded.',
      ...(change.url ? ['', change.url] : []),
    ].join('\n'),
  }
}

/** The mail that ends a refusal: the value has passed. */
export function passedNotice(change: Omit<RefusedChange, 'refusal'>): Notice {
  return {
    subject: `Now carried over: ${change.field} of "${oneLine(change.record)}"`,
    body: [
      `${change.field} of "${oneLine(change.record)}", which you set in ${change.typedIn} to ${shown(change.value)},`,
      `is now the same in ${change.refusedBy}. There is nothing left to do.`,
      ...(change.url ? ['', change.url] : []),
    ].join('\n'),
  }
}

function shown(value: Value): string {
  if (value === null || value === '') return 'nothing'
  return Array.isArray(value) ? value.join(', ') : `"${oneLine(String(value))}"`
}

/** Names come from outside: no line breaks, control or direction marks get into a subject. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').slice(0, 120)
}
