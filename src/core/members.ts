import type { World } from './lens.ts'
import { personLens } from './lenses/people.ts'
import type { Members } from './policy.ts'
import type { Fields, Value } from './value.ts'

/** People whom a person wants as members, by their ids in the project tool. */
export interface MembersAsk {
  readonly people: readonly string[]
  /** True: whoever asked may say so. */
  readonly agreed: boolean
}

/** Who is to become a member of a new project. */
export interface NewMembers extends MembersAsk {
  /** People of the CRM who are nobody in the project tool. */
  readonly strangers: readonly string[]
}

/** Null: nobody. Where the mapping lets nobody be added, nobody is, whoever asks. */
export function membersOf(
  choice: Members | null,
  deal: Fields,
  asked: MembersAsk | null,
  world: World,
): NewMembers | null {
  if (choice === null || choice.add === 'no') return null
  const mayAdd = choice.add === 'yes'
  const named = asked
    ? { people: asked.people, strangers: [] }
    : counterpartsOf(peopleIn(choice.people, deal), world)
  if (named.people.length + named.strangers.length === 0) return null
  return { ...named, agreed: mayAdd || asked?.agreed === true }
}

/** The people that these fields name, each once. */
export function peopleIn(fields: readonly string[], row: Fields): readonly string[] {
  return [...new Set(fields.flatMap(field => idsIn(row[field] ?? null)))]
}

function idsIn(value: Value): readonly string[] {
  const ids = Array.isArray(value) ? value : [String(value ?? '')]
  return ids.filter(id => id !== '')
}

function counterpartsOf(ids: readonly string[], world: World): Omit<NewMembers, 'agreed'> {
  const people: string[] = []
  const strangers: string[] = []
  for (const id of ids) {
    const across = personLens.across(id, 'pm', null, world)
    if (across.ok && typeof across.value === 'string') people.push(across.value)
    else if (!across.ok) strangers.push(id)
  }
  return { people: [...new Set(people)], strangers }
}
