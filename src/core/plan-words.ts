/** What becomes of records, after `records …`. */
export function verdictWords(verdict: string): string {
  return verdicts[verdict] ?? verdict
}

const verdicts: Readonly<Record<string, string>> = {
  rest: 'stay as they are',
  link: 'are linked',
  relink: 'are linked again',
  update: 'are written to',
  create: 'get a counterpart',
  delete: 'are deleted',
  unlink: 'are let go of each other',
  hold: 'wait for an answer',
  refuse: 'have a value refused',
  wait: 'wait for another record',
  'look-again': 'are looked at again',
  settling: 'are being typed in',
  'too-early': 'are looked at again',
  absent: 'are not there any more',
  nothing: 'nothing',
}

/** Why it would happen; empty where there is nothing to say. */
export function reasonWords({ detail, why }: Readonly<Record<string, unknown>>): string {
  const words = textOf(detail) || textOf(why)
  return copyWords[words] ?? reasons[words] ?? words
}

const reasons: Readonly<Record<string, string>> = {
  won: 'The deal is won.',
  asked: 'Somebody asked for it.',
  needed: 'A record that belongs to it needs it.',
  seen: 'It has no counterpart.',
}

/** Why a field was written. */
export const copyWords: Readonly<Record<string, string>> = {
  changed: 'edited on the other side',
  'one-way': 'goes one way only',
  merged: 'both texts were edited, and merged',
  tie: 'both were edited; the mapping says which wins',
  'first-meeting': 'the two met for the first time',
  answer: 'a person answered so',
  reverted: 'put back after a refusal',
  typed: 'typed by a person',
  'put-back': 'put back by a person',
  undone: 'undone by a person',
}

/** `the CRM`, `the project tool`. */
export function place(side: unknown): string {
  return places[textOf(side)] ?? 'one of the two'
}

const places: Readonly<Record<string, string>> = { crm: 'the CRM', pm: 'the project tool' }

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
