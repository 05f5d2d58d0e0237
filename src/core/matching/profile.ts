import { matchKey } from '../match.ts'
import type { Fields, Value } from '../value.ts'
import { type NameParts, readName } from './read-name.ts'
import { readPhone } from './read-phone.ts'
import { readMailDomain, readWebsite } from './read-website.ts'

/** What can speak for two accounts being one, beside their names. */
export type Evidence = 'website' | 'phone' | 'email' | 'city' | 'country'

/** Which fields of one side say what. */
export type ProfileFields = { readonly name: string } & Readonly<Partial<Record<Evidence, string>>>

/** What is compared of an account, read once. Null where it says nothing. */
export interface Profile {
  readonly name: NameParts
  readonly website: string | null
  readonly phone: string | null
  readonly mail: string | null
  readonly city: string | null
  readonly country: string | null
}

export function readProfile(fields: Fields, from: ProfileFields): Profile {
  const text = (field: string | undefined) => textOf(field === undefined ? null : fields[field])
  return {
    name: readName(text(from.name)),
    website: readWebsite(text(from.website)),
    phone: readPhone(text(from.phone)),
    mail: readMailDomain(text(from.email)),
    city: matchKey(text(from.city)) || null,
    country: matchKey(text(from.country)) || null,
  }
}

/** In letters. Addresses and phone numbers end before that; of a name more is read for the key alone. */
const longestText = 1000

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value.slice(0, longestText) : ''
}
