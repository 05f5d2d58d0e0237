import type { Option } from '../core/question.ts'
import { sides } from '../core/value.ts'
import type { Engine } from '../engine/engine.ts'
import { peopleNames } from '../engine/verbs/people-names.ts'
import { type Actor, perform } from '../engine/verbs/verb.ts'
import type { OpenHold } from '../store/holds.ts'

export type People = ReadonlyMap<string, string>

/** What people are called whose ids stand in questions. */
export async function peopleIn(engine: Engine, actor: Actor, holds: readonly OpenHold[]): Promise<People> {
  const known = new Map<string, string>()
  for (const mapping of new Set(holds.map(one => one.mapping)))
    for (const side of sides) {
      const ids = holds.flatMap(one => (one.mapping === mapping ? idsIn(one) : []))
      const names = await perform(engine, peopleNames, actor, { mapping, side, ids: ids.slice(0, 500) })
      for (const [id, name] of Object.entries(names)) known.set(id, name)
    }
  return known
}

const idsIn = ({ question, detail }: OpenHold) =>
  [
    ...Object.values(question?.about ?? {}),
    ...(detail.match(/"[^"]{1,100}"/g) ?? []).map(one => one.slice(1, -1)),
  ]
    .flat()
    .flatMap(one => (typeof one === 'string' && one !== '' && one.length <= 200 ? [one] : []))

/** People by their names, and where one is asked about, how to say who it is. */
function withNames(lines: readonly string[], people: People, mapping: string): string[] {
  const met = new Set<string>()
  const named = lines.map(line =>
    line.replace(/"([^"]{1,100})"/g, (whole, id: string) => {
      const name = people.get(id)
      if (name === undefined) return whole
      met.add(id)
      return `${JSON.stringify(name)} (${id})`
    }),
  )
  const how = `  Who is whom shows: baton people list; to say so: baton people set CRM PM --mapping ${mapping}`
  return met.size === 0 ? named : [...named, how]
}

/** A question, with all ways to answer as they are typed. */
export function wordsOf(hold: OpenHold, people: People): string[] {
  const { id, mapping, pair, field, code, detail, since, answer: answered, question, shown } = hold
  const about = [mapping, pair, field].filter(Boolean).join(' / ')
  const rows = Object.entries(shown).map(([side, row]) => `  ${side} ${row.id} ${JSON.stringify(row.name)}`)
  const values = Object.entries(question?.about ?? {}).map(
    ([name, now]) => `  ${name} shows ${JSON.stringify(now)}${past(hold, name)}`,
  )
  const ways = (question?.options ?? []).map(
    option => `  > baton holds answer ${typedAs(option, id)}: ${option.does}`,
  )
  const state = answered ? [`  Answered (${answered.is}); the next pass takes it.`] : ways
  const asked = withNames([`  ${detail}`, ...rows, ...values, ...state], people, mapping)
  return [`${id}  ${code}  ${about}  since ${since}`, ...asked]
}

/** As `baton holds answer` wants it. */
function typedAs({ choice, side, row }: Option, id: string): string {
  const value = choice === 'set' ? ' --value …' : ''
  return `${choice} ${id}${side ? ` --side ${side}` : ''}${row ? ` --row ${row}` : ''}${value}`
}

function past({ question }: OpenHold, name: string): string {
  const was = question?.past[name]
  return was === undefined ? '' : ` (was ${JSON.stringify(was)})`
}
