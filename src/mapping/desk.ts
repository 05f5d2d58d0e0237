import type { PairName } from '../core/policy.ts'
import { tallyFields, tallyTitles } from '../core/tally.ts'
import type { Side } from '../core/value.ts'
import { sides } from '../core/value.ts'
import type { Connector, Entity, FieldSpec } from '../spi/connector.ts'
import { choices, quoted } from './phrase.ts'
import type { Path, Places } from './places.ts'
import type { Problem, ProblemCode } from './problems.ts'
import type { Mapping } from './schema.ts'

/** A connector, as it stands or as one account has it: then its fields are all that there are. */
export interface Candidate extends Connector {
  readonly isOfAccount?: true
}

/** What every part of the binding needs: the file, the connectors, and where to put mistakes. */
export interface Desk {
  readonly mapping: Mapping
  /** Whether the account on this side may have fields of its own that nobody has asked for yet. */
  mayHaveMore(side: Side): boolean
  readonly connectors: Readonly<Record<Side, Connector>>
  report(code: ProblemCode, at: Path, message: string, of?: 'key' | 'value'): void
}

/** The same for one pair, whose entities are known to exist. */
export interface PairDesk extends Desk {
  readonly pair: PairName
  readonly names: Readonly<Record<Side, string>>
  readonly entities: Readonly<Record<Side, Entity>>
}

export function deskFor(
  mapping: Mapping,
  places: Places,
  connectors: Readonly<Record<Side, Candidate>>,
  problems: Problem[],
): Desk {
  return {
    mapping,
    connectors,
    mayHaveMore: side => connectors[side].describe !== undefined && connectors[side].isOfAccount !== true,
    report: (code, at, message, of = 'value') => void problems.push(places.problem(code, at, of, message)),
  }
}

/** Null after telling which kind of record there is not. */
export function pairDesk(desk: Desk, pair: PairName, entities: readonly [string, string]): PairDesk | null {
  const names = { crm: entities[0], pm: entities[1] }
  const [crm, pm] = sides.map((side, at) => {
    const known = desk.connectors[side].entities
    const found = own(known, names[side])
    if (found) return withOwnFields(desk, pair, side, found)
    const message = `${desk.connectors[side].name} has no ${quoted(names[side])}; ${choices(names[side], Object.keys(known))}`
    desk.report('mapping/unknown-entity', [pair, 'pair', at], message)
    return undefined
  })
  return crm && pm ? { ...desk, pair, names, entities: { crm, pm } } : null
}

/** Fields that Baton itself adds: of every record its address, of a project what is counted of its tasks. */
function withOwnFields(desk: Desk, pair: PairName, side: Side, entity: Entity): Entity {
  const url: FieldSpec = { type: 'text', title: 'Address', writable: false }
  const counts = pair === 'deals' && side === 'pm' && desk.mapping.tasks?.inside === 'deals'
  const tallies = (counts ? tallyFields : []).map(
    name => [name, { type: 'number', title: tallyTitles[name], writable: false }] as const,
  )
  return { ...entity, fields: { url, ...Object.fromEntries(tallies), ...entity.fields } }
}

/** Null after telling which field there is not. */
export function fieldAt(
  desk: PairDesk,
  side: Side,
  name: string,
  at: Path,
  of?: 'key' | 'value',
): FieldSpec | null {
  const known = desk.entities[side].fields
  const found = own(known, name)
  if (found) return found
  const message = `${recordOf(desk, side)} has no field ${quoted(name)}; ${choices(name, Object.keys(known))}`
  desk.report('mapping/unknown-field', at, message, of)
  return null
}

/** For a sentence: `the deal of zoho-crm`. */
export function recordOf(desk: PairDesk, side: Side): string {
  return `the ${desk.names[side]} of ${desk.connectors[side].name}`
}

/** A file chooses the names, so what every object inherits must not count as found. */
export function own<T>(from: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(from, name) ? from[name] : undefined
}
