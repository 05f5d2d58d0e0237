import type { Members, PairPolicy } from '../core/policy.ts'
import type { ProjectChoices, WordChoice } from '../core/project.ts'
import { tallyTitles } from '../core/tally.ts'
import { type Tools, titled } from './plain-tools.ts'

/** What a field of the deal is called. */
type Named = (field: string) => string

/** What a new project starts with, who is let into it, and what is counted of it. */
export function projectWords(
  { project, members, tallies = [], entity }: PairPolicy,
  tools: Tools,
): readonly string[] {
  const named: Named = field => titled(tools, 'crm', entity.crm, field)
  const counted = tallies.map(one => tallyTitles[one].replace(' (counted)', '').toLowerCase())
  return [
    ...startWords(project, named),
    ...(members ? memberWords(members, named) : []),
    ...(counted.length > 0 ? [`Baton itself counts for ${tools.crm}: ${counted.join(', ')}.`] : []),
  ]
}

function startWords(
  { name, template, group, description, dates }: ProjectChoices,
  named: Named,
): readonly string[] {
  return [
    ...(name ? [`Its name is made of the deal’s ${name.of.map(named).join(', ')}.`] : []),
    ...wordWords('It is made from the template', template, named),
    ...wordWords('It is put into the group', group, named),
    ...(description ? [`Its description is the deal’s ${named(description.of)}.`] : []),
    ...(dates ? [dateWords(dates, named)] : []),
  ]
}

function wordWords(what: string, choice: WordChoice | undefined, named: Named): readonly string[] {
  if (!choice) return []
  const { by, table = {}, otherwise } = choice
  if (by === undefined) return otherwise === undefined ? [] : [`${what} ${otherwise}.`]
  const rows = Object.entries(table).map(([word, chosen]) => `${chosen} where it is ${word}`)
  const rest = otherwise === undefined ? [] : [`otherwise ${otherwise}`]
  const told = [...rows, ...rest].join(', ')
  return [`${what} that the deal’s ${named(by)} names${told === '' ? '' : `: ${told}`}.`]
}

function dateWords({ start, end, days }: NonNullable<ProjectChoices['dates']>, named: Named): string {
  const day = (of: string) =>
    of === 'won-date' ? 'on the day the deal is won' : `on the deal’s ${named(of)}`
  const until =
    end !== undefined ? `, and ends ${day(end)}` : days !== undefined ? `, and takes ${days} days` : ''
  return `It begins ${day(start)}${until}.`
}

function memberWords({ owner, add, people }: Members, named: Named): readonly string[] {
  const leads = owner ? ['The deal’s owner becomes the project’s.'] : []
  const whom =
    people.length > 0
      ? `Whoever the deal’s ${people.map(named).join(', ')} names`
      : 'Whoever is chosen for it'
  const lets = {
    no: 'Nobody is let into it as a member.',
    ask: `${whom} is let into it as a member once an admin agrees.`,
    yes: `${whom} is let into it as a member.`,
  }
  return [...leads, lets[add]]
}
