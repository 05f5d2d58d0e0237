import type { MappingPolicy } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import { bindMapping } from '../mapping/bind.ts'
import type { Candidate } from '../mapping/desk.ts'
import { loadMapping } from '../mapping/load.ts'
import type { Problem, ProblemCode } from '../mapping/problems.ts'
import type { Connector } from '../spi/index.ts'
import { type Connection, connectionById } from '../store/connections.ts'
import type { Db } from '../store/database.ts'
import { describedOf } from '../store/described.ts'
import type { StoredMapping } from '../store/mappings.ts'
import { connectorOfAccount } from './described.ts'
import type { Engine } from './engine.ts'
import { connectorOf } from './registry.ts'

export type CheckedMapping =
  | { readonly ok: true; readonly name: string; readonly policy: MappingPolicy }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** From the text of a mapping file to the policy that the core understands; all mistakes at once. */
export function checkMapping(
  text: string,
  file: string,
  registry: ReadonlyMap<string, Candidate>,
  tolerates: readonly ProblemCode[] = [],
): CheckedMapping {
  const loaded = loadMapping(text, file)
  if (!loaded.ok) return loaded
  const { mapping, places } = loaded
  const candidates = { crm: registry.get(mapping.crm), pm: registry.get(mapping.pm) }
  const bound = bindMapping(mapping, places, candidates, tolerates)
  return bound.ok ? { ok: true, name: mapping.name, policy: bound.policy } : bound
}

type Connections = Readonly<Record<Side, Pick<Connection, 'id' | 'connector' | 'described'>>>
type PolicyDesk = Pick<Engine, 'registry'> & { readonly pool: Db }

/** A table may name choices that an account does not offer: it is shared by accounts that differ. */
const shared: readonly ProblemCode[] = ['mapping/unknown-word']

/** The same against two accounts, with the fields and choices they have of their own. */
export async function checkForAccounts(
  desk: PolicyDesk,
  text: string,
  file: string,
  connections: Connections,
  tolerates = shared,
): Promise<CheckedMapping> {
  const own = async (side: Side): Promise<[string, Candidate]> => {
    const connection = connections[side]
    return [connection.connector, await accountsConnector(desk.registry, desk.pool, connection)]
  }
  const registry = new Map<string, Candidate>([...desk.registry, await own('crm'), await own('pm')])
  return checkMapping(text, file, registry, tolerates)
}

/** A connector as the account of a connection has it. */
export async function accountsConnector(
  registry: Engine['registry'],
  db: Db,
  { id, connector, described }: Pick<Connection, 'id' | 'connector' | 'described'>,
): Promise<Candidate> {
  const fields = described === null ? {} : await describedOf(db, id)
  return connectorOfAccount(connectorOf(registry, connector), fields)
}

/** A mapping that is on goes on when a vendor's list of choices grows or shrinks: a row that shows a new one is held. */
export function bindStored(
  desk: PolicyDesk,
  mapping: Pick<StoredMapping, 'name' | 'text'>,
  connections: Connections,
): Promise<CheckedMapping> {
  return checkForAccounts(desk, mapping.text, mapping.name, connections, ['mapping/missing-words', ...shared])
}

const kept = new Map<string, MappingPolicy>()

/** The policy of a stored mapping. Each text is read once in a process, and again when an account's fields change. */
export async function policyOf(
  desk: PolicyDesk,
  mapping: Pick<StoredMapping, 'name' | 'text'>,
  connections: Connections,
): Promise<MappingPolicy> {
  const { crm, pm } = connections
  const name = [mapping.text, crm.id, crm.described, pm.id, pm.described].join('\n')
  const known = kept.get(name)
  if (known) return known
  const bound = await bindStored(desk, mapping, connections)
  if (!bound.ok) throw new MappingBroken(mapping.name, bound.problems)
  kept.set(name, bound.policy)
  return bound.policy
}

/** The same where nobody has looked up the connections yet. */
export async function policyOfMapping(desk: PolicyDesk, mapping: StoredMapping): Promise<MappingPolicy> {
  const [crm, pm] = [
    await connectionById(desk.pool, mapping.crm),
    await connectionById(desk.pool, mapping.pm),
  ]
  if (!crm || !pm) throw new Error(`A connection of the mapping ${mapping.name} is not there any more.`)
  return policyOf(desk, mapping, { crm, pm })
}

/** A mapping that held when it was stored and no longer does: a field has gone, or changed its type. */
export class MappingBroken extends Error {
  constructor(name: string, problems: readonly Problem[]) {
    super(`The mapping ${name} no longer holds: ${problems.map(wordsOf).join('; ')}`)
    this.name = 'MappingBroken'
  }
}

/** `file:line:column message advice`, as editors like it. */
export function wordsOf(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column} ${problem.message} ${problem.advice}`
}

/** The entities on one side that a policy concerns and that are read as a whole: comments are read task by task. */
export function entitiesOn(policy: MappingPolicy, side: Side): string[] {
  const whole = Object.values(policy.pairs).filter(pair => !pair.thread)
  return [...new Set(whole.map(pair => pair.entity[side]))]
}

/** The same with comments, where the vendor lists those of all tasks that are new. */
export function pulledOn(
  policy: MappingPolicy,
  side: Side,
  { entities }: Pick<Connector, 'entities'>,
): string[] {
  const comments = policy.pairs.comments?.entity[side]
  const isListed = comments !== undefined && entities[comments]?.inside?.news === 'listed'
  return [
    ...entitiesOn(policy, side),
    ...(isListed ? [comments] : []),
    ...(side === 'pm' ? partsOf(policy) : []),
  ]
}

/** Records inside projects that a schedule stands in. */
function partsOf({ pairs }: MappingPolicy): string[] {
  const { start, end } = pairs.deals?.schedule ?? {}
  return [...new Set([start, end].flatMap(source => (source?.of === 'part' ? [source.entity] : [])))]
}
