import type { Stage } from '../../../src/cli/demo/stage.ts'
import type { Side } from '../../../src/core/value.ts'
import { otherSide, sides } from '../../../src/core/value.ts'
import type { WriteEntry } from '../../../src/spi/index.ts'
import { shownOn, type TaskPair, wordsOf } from './people.ts'

/** An edit so shortly before our write may be one that no reading has seen, at vendors that count in seconds; ms. */
const unseenMs = 3_000

/** What is wrong at the end, read from the vendors' own records and histories. Empty: all is well. */
export async function faultsAtTheEnd(stage: Stage, pairs: readonly TaskPair[]): Promise<string[]> {
  const asked = await openQuestions(stage)
  const journal = await journalText(stage)
  return [
    ...pairs.flatMap(pair => differences(stage, pair, asked)),
    ...doubles(stage, pairs),
    ...sides.flatMap(side => [...inventions(stage, side), ...silentLosses(stage, side, journal)]),
  ]
}

interface Asked {
  readonly crmId: string
  readonly field: string
}

/** Fields that wait for a person: a question, or a refusal that somebody was told of. */
async function openQuestions(stage: Stage): Promise<readonly Asked[]> {
  const found = await stage.engine.pool.query<Asked>(
    `select crm_id as "crmId", field from hold join link on hold.key = 'link:' || link.id where closed_at is null
     union select crm_id, field from episode join link on link.id = episode.link where ended_at is null`,
  )
  return found.rows
}

function differences(stage: Stage, pair: TaskPair, asked: readonly Asked[]): string[] {
  const [crm, pm] = [shownOn(stage, 'crm', pair.crm), shownOn(stage, 'pm', pair.pm)]
  const isAsked = (field: string) =>
    asked.some(one => one.crmId === pair.crm && ['', field].includes(one.field))
  return [
    ...(crm.title === pm.title || isAsked('title') ? [] : [`titles differ: ${crm.title} and ${pm.title}`]),
    ...(crm.words === pm.words || isAsked('description')
      ? []
      : [`descriptions differ: ${crm.words} and ${pm.words}`]),
  ]
}

/** One create made one row: every pair has its own, and there are no others of ours. */
function doubles(stage: Stage, pairs: readonly TaskPair[]): string[] {
  const made = stage.pm.sandbox
    .history()
    .filter(entry => entry.by.startsWith('api:') && entry.does === 'add' && entry.module === 'Tasks')
  // What a project's template brings along was typed by nobody here.
  const ours = made.filter(entry => wordsIn(entry).length > 0)
  const strangers = ours.filter(entry => !pairs.some(pair => pair.pm === entry.id))
  return strangers.map(entry => `${entry.id} was made, and belongs to nobody`)
}

function entriesOf(stage: Stage, side: Side): readonly WriteEntry[] {
  return stage[side].sandbox.history().filter(entry => entry.module === 'Tasks')
}

/** Baton writes what somebody typed, and nothing else. */
function inventions(stage: Stage, side: Side): string[] {
  const typed = new Set(sides.flatMap(one => entriesOf(stage, one).filter(byPeople).flatMap(wordsIn)))
  return entriesOf(stage, side)
    .filter(entry => !byPeople(entry))
    .flatMap(entry =>
      wordsIn(entry)
        .filter(word => !typed.has(word))
        .map(word => `${word} was made up`),
    )
}

/** A word that Baton overwrote had crossed before, or stands in the journal; or nobody could have seen it. */
function silentLosses(stage: Stage, side: Side, journal: string): string[] {
  const entries = entriesOf(stage, side)
  const crossed = new Set(entriesOf(stage, otherSide(side)).flatMap(wordsIn))
  return entries.flatMap((entry, at) => {
    if (byPeople(entry)) return []
    const kept = new Set(wordsIn(entry))
    const gone = wordsOf(valuesOf(entry.before)).filter(word => !kept.has(word))
    return gone
      .filter(word => !crossed.has(word) && !new RegExp(`\\b${word}\\b`).test(journal))
      .filter(word => Date.parse(entry.at) - typedAt(entries.slice(0, at), word) > unseenMs)
      .map(word => `${word} was lost on the ${side} side without a word`)
  })
}

function typedAt(entries: readonly WriteEntry[], word: string): number {
  const first = entries.find(entry => wordsIn(entry).includes(word))
  return first ? Date.parse(first.at) : 0
}

function byPeople(entry: WriteEntry): boolean {
  return entry.by.startsWith('person:')
}

function wordsIn(entry: WriteEntry): string[] {
  return wordsOf(valuesOf(entry.after))
}

/** What a record shows, each value on a line of its own. */
function valuesOf(record: WriteEntry['after']): string {
  return Object.values(record ?? {})
    .map(String)
    .join('\n')
}

async function journalText(stage: Stage): Promise<string> {
  const found = await stage.engine.pool.query<{ text: string }>(
    `select coalesce(string_agg(data::text, ' '), '') as text from journal`,
  )
  return (found.rows[0]?.text ?? '').replaceAll('\\n', ' ')
}
