import type { ProfileFields } from '../../core/matching/profile.ts'
import type { Fields, Side } from '../../core/value.ts'
import { sightingsOf } from '../../store/sightings.ts'
import type { DeskRow } from './accounts-list.ts'
import type { AskedAccounts } from './asked-accounts.ts'
import type { VerbDesk } from './verb.ts'

type Facts = Readonly<Record<string, string>>

/** The same rows with what speaks for who they are, so that a person can compare two of them. */
export async function withFacts(
  { tx }: VerbDesk,
  asked: AskedAccounts,
  side: Side,
  items: readonly DeskRow[],
): Promise<readonly DeskRow[]> {
  const ids = {
    crm: items.flatMap(row => [row.crm?.id, ...(side === 'pm' ? candidateIds(row) : [])]),
    pm: items.flatMap(row => [row.pm?.id, ...(side === 'crm' ? candidateIds(row) : [])]),
  }
  const known = { crm: await factsOf('crm'), pm: await factsOf('pm') }
  const other = side === 'crm' ? 'pm' : 'crm'
  const told = <T extends { readonly id: string | null }>(of: Side, row: T): T & { facts?: Facts } => {
    const facts = known[of].get(row.id ?? '')
    return facts ? { ...row, facts } : row
  }
  return items.map(({ candidates, ...row }) => ({
    ...row,
    crm: row.crm && told('crm', row.crm),
    pm: row.pm && told('pm', row.pm),
    ...(candidates ? { candidates: candidates.map(one => told(other, one)) } : {}),
  }))

  async function factsOf(of: Side): Promise<Map<string, Facts>> {
    const from = asked.pair.match?.[of].fields
    const { connection, entityName } = asked[of]
    const wanted = [...new Set(ids[of].filter(id => typeof id === 'string'))]
    const seen = await sightingsOf(tx, connection.id, entityName, from ? wanted : [])
    return new Map([...seen].map(([id, fields]) => [id, from ? readFacts(fields, from) : {}]))
  }
}

function candidateIds({ candidates = [] }: DeskRow): (string | null)[] {
  return candidates.map(one => one.id)
}

/** What speaks for who a record is, beside its name. */
export function readFacts(fields: Fields, { name: _, ...from }: ProfileFields): Facts {
  return Object.fromEntries(
    Object.entries(from).flatMap(([fact, field]) => {
      const value = fields[field]
      return typeof value === 'string' && value !== '' ? [[fact, value]] : []
    }),
  )
}
