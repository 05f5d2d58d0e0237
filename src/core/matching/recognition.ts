import { matchKey } from '../match.ts'
import type { Fields } from '../value.ts'
import { blocksOf } from './blocks.ts'
import { type ProfileFields, readProfile } from './profile.ts'
import { readName } from './read-name.ts'

/** By which fields the rows of one side are recognised, and how. */
export interface Recognition {
  readonly fields: ProfileFields
  /** Whether names that differ in their legal form alone are equal, or alike and asked about. */
  readonly legalForm: 'asks' | 'ignored'
}

/** What equal names have in common; null: the row has no name. */
export function keyOfRow(fields: Fields, how: Recognition): string | null {
  const name = fields[how.fields.name]
  if (typeof name !== 'string') return null
  return (how.legalForm === 'ignored' ? readName(name).words.join(' ') : matchKey(name)) || null
}

/** The blocks of a row for all the ways it is recognised in. */
export function blocksOfRow(fields: Fields, hows: readonly Recognition[]): readonly string[] {
  return [...new Set(hows.flatMap(how => blocksOf(readProfile(fields, how.fields))))]
}
