import type { Connector } from '../spi/index.ts'
import type { Described } from '../store/described.ts'

/** A connector as one account has it: with the account's own fields and choices, where they were described. */
export function connectorOfAccount(connector: Connector, described: Described): Connector {
  const entities = Object.entries(connector.entities).map(([name, entity]) => {
    const fields = Object.hasOwn(described, name) ? described[name] : undefined
    return [name, fields ? { ...entity, fields } : entity] as const
  })
  return { ...connector, entities: Object.fromEntries(entities) }
}
