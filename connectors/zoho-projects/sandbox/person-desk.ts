import type { PersonAct } from '#spi'
import { type Actor, asId, isFields } from './call.ts'
import type { Fields, Project } from './rows.ts'
import type { World } from './world.ts'

export interface Desk {
  readonly world: World
  readonly actor: Actor
  readonly id: string
  readonly fields: Fields
}

export type Deed = (desk: Desk) => Fields
export type Deeds = Readonly<Partial<Record<PersonAct['does'], Deed>>>

export function nameAll(rows: Iterable<{ readonly name: string }>): string {
  return [...rows].map(row => row.name).join(', ') || 'none'
}

/** The row a person means, or an error that names those there are. */
export function rowOf<T extends { readonly name: string }>(
  table: ReadonlyMap<string, T>,
  id: string,
  kind: string,
): T {
  const row = table.get(id)
  if (row) return row
  const there = [...table].map(([key, one]) => `${key} (${one.name})`).join(', ')
  throw new Error(`No ${kind} "${id}". There are: ${there || 'none'}`)
}

/** The project that `fields.project` links to, `{ "id": "…" }` as everywhere. */
export function linkedProject({ world, fields }: Desk): Project {
  const link = fields.project
  const id = isFields(link) ? asId(link.id) : asId(link)
  if (id === null) throw new Error('This takes fields.project: { id }')
  return rowOf(world.projects, id, 'project')
}

export function textField(fields: Fields, key: string, otherwise?: string): string {
  const value = fields[key] ?? otherwise
  if (typeof value === 'string' && value !== '') return value
  throw new Error(`This takes fields.${key} as text`)
}

export function choiceField<T extends string>(
  fields: Fields,
  key: string,
  choices: readonly T[],
  otherwise?: T,
): T {
  const value = fields[key] ?? otherwise
  const choice = choices.find(one => one === value)
  if (choice === undefined) throw new Error(`fields.${key} must be one of: ${choices.join(', ')}`)
  return choice
}
