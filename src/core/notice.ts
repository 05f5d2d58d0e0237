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
    subject: `Not carried over: ${oneLine(change.field)} of "${oneLine(change.record)}"`,
    body: [
      `You set ${oneLine(change.field)} of "${oneLine(change.record)}" in ${change.typedIn} to ${value}.`,
      `${change.refusedBy} was not changed, because this is not allowed:`,
      `  ${oneLine(change.refusal.why, 1000)}`,
      '',
      `What would pass: ${oneLine(change.refusal.passes, 1000)}`,
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
    subject: `Now carried over: ${oneLine(change.field)} of "${oneLine(change.record)}"`,
    body: [
      `${oneLine(change.field)} of "${oneLine(change.record)}", which you set in ${change.typedIn} to ${shown(change.value)},`,
      `is now the same in ${change.refusedBy}. There is nothing left to do.`,
      ...(change.url ? ['', change.url] : []),
    ].join('\n'),
  }
}

/** The mail about a refused change that was put back: the one and only about it. */
export function revertedNotice(change: RefusedChange): Notice {
  return {
    subject: `Put back: ${oneLine(change.field)} of "${oneLine(change.record)}"`,
    body: [
      `You set ${oneLine(change.field)} of "${oneLine(change.record)}" in ${change.typedIn} to ${shown(change.value)}.`,
      `That is not allowed in ${change.refusedBy}:`,
      `  ${oneLine(change.refusal.why, 1000)}`,
      '',
      `What would pass: ${oneLine(change.refusal.passes, 1000)}`,
      '',
      `${change.typedIn} shows again what was there before. Nothing else you changed was held up.`,
      'Your value is kept in the journal. You can type it again when it would pass.',
      ...(change.url ? ['', change.url] : []),
    ].join('\n'),
  }
}

function shown(value: Value): string {
  if (value === null || value === '') return 'nothing'
  return Array.isArray(value) ? oneLine(value.join(', ')) : `"${oneLine(String(value))}"`
}

const breaksOrTurns = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu

/** Names come from outside: no line breaks, control or direction marks get into a mail, and no half letters. */
export function oneLine(text: string, most = 120): string {
  return [...text.toWellFormed().replace(breaksOrTurns, ' ')].slice(0, most).join('')
}
