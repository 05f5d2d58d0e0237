import type { Candidate } from '../mapping/desk.ts'
import type { Connector, FieldSpec, FieldSpecs } from '../spi/index.ts'
import type { Described } from '../store/described.ts'

/**
 * A connector as one account has it: with the account's own fields and choices, where they were described. Choices that
 * the connector declares stay beside them, so that a table may be shared by accounts of which not all have every choice.
 */
export function connectorOfAccount(connector: Connector, described: Described): Candidate {
  const entities = Object.entries(connector.entities).map(([name, entity]) => {
    const own = Object.hasOwn(described, name) ? described[name] : undefined
    return [name, own ? { ...entity, fields: withDeclared(own, entity.fields) } : entity] as const
  })
  const isDescribed = Object.keys(described).length > 0
  return {
    ...connector,
    entities: Object.fromEntries(entities),
    ...(isDescribed ? { isOfAccount: true } : {}),
  }
}

function withDeclared(own: FieldSpecs, declared: FieldSpecs): FieldSpecs {
  const fields = Object.entries(own).map(([name, spec]): [string, FieldSpec] => {
    const known = Object.hasOwn(declared, name) ? declared[name]?.choices : undefined
    if (!known || !spec.choices) return [name, spec]
    return [name, { ...spec, choices: [...new Set([...known, ...spec.choices])] }]
  })
  return Object.fromEntries(fields)
}
