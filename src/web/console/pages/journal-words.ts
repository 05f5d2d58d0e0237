import type { z } from 'zod'
import { place } from '../../../core/plan-words.ts'
import type { Side } from '../../../core/value.ts'
import { verbs } from '../../../engine/verbs/index.ts'
import type { journalRow } from '../../../engine/verbs/journal-row.ts'
import type { Tone } from '../parts/mark.ts'
import type { Called } from './called.ts'

export type Entry = z.output<typeof journalRow>

/** What a field of the entry is called. */
type NameField = (field: string) => string

/** What an entry of the journal tells, in a sentence. */
export interface Told {
  readonly tone: Tone
  readonly words: string
}

type Data = Readonly<Record<string, unknown>>

/** What there is to say of an entry; what stands in it is older than this page may be, so nothing of it is taken for granted. */
export function dataOf({ data }: Entry): Data {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Data) : {}
}

/** The side that an entry is about, or where something was to be written. */
export function sideIn({ side, on, to }: Data): Side {
  return [side, on, to].includes('pm') ? 'pm' : 'crm'
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

const tellers: Readonly<Record<Entry['kind'], (data: Data, named: NameField) => Told>> = {
  linked: data => ({ tone: 'good', words: `Linked: ${text(data.why) || 'they belong together'}.` }),
  created: data => ({
    tone: 'good',
    words: `Made in ${place(data.on)}, from the row in ${place(other(data.on))}.`,
  }),
  wrote: (data, named) => ({
    tone: 'good',
    words: `Written to ${place(data.side)}${writtenIn(data, named)}.`,
  }),
  settled: data => ({
    tone: 'good',
    words: data.found
      ? 'Found again: a row that was being made when its worker stopped.'
      : `A write to ${place(data.side)} was interrupted; what became of it was looked up.`,
  }),
  'not-applied': data => ({ tone: 'warn', words: `${place(data.side)} did not take it.` }),
  deleted: data => ({ tone: 'warn', words: `Deleted in ${place(data.side)}.` }),
  unlinked: data => ({
    tone: 'warn',
    words: `Let go of each other: ${unlinkedWhy[text(data.why)] ?? text(data.why)}.`,
  }),
  held: (data, named) => ({
    tone: 'wait',
    words: `A question was asked${aboutIn(data, named)}. ${text(data.detail) || text(data.why)}`,
  }),
  refused: (data, named) => ({ tone: 'warn', words: `Refused: ${refusalOf(data, named)}` }),
  passed: () => ({ tone: 'good', words: 'What had been refused passed.' }),
  reverted: () => ({ tone: 'plain', words: 'A refused value was put back.' }),
  withdrawn: () => ({ tone: 'plain', words: 'A refused value was withdrawn.' }),
  failed: data => ({ tone: 'bad', words: `Failed: ${text(data.message)}` }),
  asked: data => ({ tone: 'plain', words: `${text(data.by)}: ${titleOf(text(data.verb))}.` }),
  braked: data => ({ tone: 'bad', words: `The mapping stopped. ${text(data.why)}` }),
  'put-back': data => ({ tone: 'good', words: `Put back, as ${text(data.by)} asked.` }),
  'not-put-back': data => ({ tone: 'warn', words: `Not put back: ${text(data.why)}` }),
}

export function told(entry: Entry, called: Pick<Called, 'field'>): Told {
  const data = dataOf(entry)
  return tellers[entry.kind](data, field => called.field(entry, field, sideIn(data)))
}

/** The kinds of entries, as a filter names them. */
export const kindWords: Readonly<Record<Entry['kind'], string>> = {
  linked: 'Linked',
  created: 'Made',
  wrote: 'Written',
  settled: 'Looked up after an interruption',
  'not-applied': 'Not taken',
  deleted: 'Deleted',
  unlinked: 'Let go',
  held: 'Asked a person',
  refused: 'Refused',
  passed: 'Passed after all',
  reverted: 'Refused value put back',
  withdrawn: 'Refused value withdrawn',
  failed: 'Failed',
  asked: 'Done by a person',
  braked: 'Stopped by the brake',
  'put-back': 'Put back',
  'not-put-back': 'Not put back',
}

const unlinkedWhy: Readonly<Record<string, string>> = {
  'gone-on-crm': 'the row in the CRM is gone',
  'gone-on-pm': 'the row in the project tool is gone',
  'gone-on-both': 'both rows are gone',
  'taken-back': 'a person took it back',
  undone: 'a person undid it',
}

/** What reading a written field back showed. */
export const outcomeWords: Readonly<Record<string, string>> = {
  applied: 'taken as sent',
  rewritten: 'the vendor wrote it its own way',
  'not-applied': 'not taken',
  'edited-since': 'somebody edited it at the same moment',
  untold: 'not shown yet',
}

/** Which fields, or which people were added. */
function writtenIn({ fields, added }: Data, named: NameField): string {
  if (Array.isArray(added)) return ': people were added'
  const names = Array.isArray(fields) ? fields.map(one => named(text(one?.field))) : []
  return names.length > 0 ? `: ${names.join(', ')}` : ''
}

function aboutIn({ field }: Data, named: NameField): string {
  return text(field) === '' ? '' : ` about ${named(text(field))}`
}

function other(side: unknown): string {
  return side === 'crm' ? 'pm' : 'crm'
}

/** What people do that is no verb. */
const doorWords: Readonly<Record<string, string>> = { 'users.sign-in': 'Signed in' }

function refusalOf({ field, refusal }: Data, named: NameField): string {
  const why = typeof refusal === 'object' && refusal !== null ? text((refusal as Data).why) : ''
  return `“${named(text(field))}”. ${why}`
}

function titleOf(name: string): string {
  return verbs.find(verb => verb.name === name)?.title ?? doorWords[name] ?? name
}
