import type { MappingPolicy, PairPolicy } from '../core/policy.ts'
import { type Side, sides } from '../core/value.ts'
import type { Connector } from '../spi/index.ts'
import type { Connection } from '../store/connections.ts'
import { outOfReach } from './reach.ts'

export interface NotedSide {
  readonly connector: Pick<Connector, 'title' | 'entities' | 'outOfReach' | 'createsOnce'>
  readonly connection: Pick<Connection, 'name' | 'facts' | 'account'>
}

/** What two accounts cannot do for a mapping, by what the last check of each saw. Told to whoever switches it on. */
export function setUpNotes(
  { pairs }: Pick<MappingPolicy, 'pairs'>,
  desk: Readonly<Record<Side, NotedSide>>,
): readonly string[] {
  return sides.flatMap(side => {
    const one = desk[side]
    const { name, account } = one.connection
    if (account === null)
      return [
        `"${name}" is not proved yet, so what it can do is not known. Ask again with: baton doctor ${name}`,
      ]
    return Object.values(pairs).flatMap(pair => [
      ...reachNotes(one, pair, side),
      ...keyNotes(one, pair, side),
    ])
  })
}

function reachNotes(side: NotedSide, { name, entity }: PairPolicy, at: Side): readonly string[] {
  if (!outOfReach(side).includes(entity[at])) return []
  const { title, entities } = side.connector
  const what = entities[entity[at]]?.title.toLowerCase() ?? entity[at]
  const said = `${title} ("${side.connection.name}") neither shows nor takes any ${what} here, so nothing waits for one.`
  return [name === 'accounts' ? `${said} Name them by hand with: baton accounts name-client` : said]
}

/** Where our key cannot be kept, a create without an answer is a question for a person. */
function keyNotes(
  { connector, connection }: NotedSide,
  { entity, create }: PairPolicy,
  at: Side,
): readonly string[] {
  const kind = connector.entities[entity[at]]
  const isMade = create.includes(at) && kind?.can.createOnce === true
  if (!isMade || connector.createsOnce?.(connection.facts, entity[at]) !== false) return []
  return [
    `${connector.title} ("${connection.name}") has no field for our key in any ${kind.title.toLowerCase()}, so nothing may be made there. What to add says: baton doctor ${connection.name}`,
  ]
}
