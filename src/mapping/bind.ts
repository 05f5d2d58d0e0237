import type { MappingPolicy, PairPolicy } from '../core/policy.ts'
import type { Side } from '../core/value.ts'
import { sides } from '../core/value.ts'
import type { Connector } from '../spi/connector.ts'
import { bindAccounts } from './bind-accounts.ts'
import { bindComments } from './bind-comments.ts'
import { bindDeals } from './bind-deals.ts'
import { bindTasks } from './bind-tasks.ts'
import type { Candidate, Desk } from './desk.ts'
import { deskFor } from './desk.ts'
import { quoted } from './phrase.ts'
import type { Places } from './places.ts'
import type { Problem, ProblemCode } from './problems.ts'
import { inFileOrder } from './problems.ts'
import type { Mapping } from './schema.ts'

export type Bound =
  | { readonly ok: true; readonly policy: MappingPolicy }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Undefined: there is no connector of the name that the file gives. */
export type Candidates = Readonly<Record<Side, Candidate | undefined>>

/**
 * Compares a mapping with the connectors it names. All mistakes at once, in the order of the file; without those that
 * are tolerated, e.g. in a mapping that is on already.
 */
export function bindMapping(
  mapping: Mapping,
  places: Places,
  candidates: Candidates,
  tolerates: readonly ProblemCode[] = [],
): Bound {
  const connectors = connectorsFor(mapping, candidates)
  if (connectors === null) return { ok: false, problems: wrongConnectors(mapping, places, candidates) }
  const problems: Problem[] = []
  const pairs = bindPairs(deskFor(mapping, places, connectors, problems))
  const wrong = problems.filter(problem => !tolerates.includes(problem.code))
  if (wrong.length > 0) return { ok: false, problems: inFileOrder(wrong) }
  const { name, title, crm, pm, brake } = mapping
  return { ok: true, policy: { name, title, connector: { crm, pm }, pairs, brake } }
}

function bindPairs(desk: Desk): MappingPolicy['pairs'] {
  const accounts = bindAccounts(desk)
  const deals = bindDeals(desk)
  const tasks = bindTasks(desk)
  const comments = bindComments(desk)
  const pairs = { accounts, deals, tasks, comments }
  return Object.fromEntries(
    Object.entries(pairs).filter((entry): entry is [string, PairPolicy] => entry[1] !== null),
  )
}

function connectorsFor(mapping: Mapping, { crm, pm }: Candidates): Readonly<Record<Side, Candidate>> | null {
  return crm && pm && fits(mapping, 'crm', crm) && fits(mapping, 'pm', pm) ? { crm, pm } : null
}

function wrongConnectors(mapping: Mapping, places: Places, candidates: Candidates): readonly Problem[] {
  return sides.flatMap(side => {
    const candidate = candidates[side]
    if (candidate && fits(mapping, side, candidate)) return []
    const tool = side === 'crm' ? 'a CRM' : 'a project tool'
    const message = `There is no connector ${quoted(mapping[side])} for ${tool}.`
    return [places.problem('mapping/unknown-connector', [side], 'value', message)]
  })
}

function fits(mapping: Mapping, side: Side, connector: Connector): boolean {
  return connector.name === mapping[side] && connector.side === side
}
