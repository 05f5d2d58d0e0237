import type { JsonSchema } from './read-query.ts'

/** A schema as a person reads it: `{ items: { id: string, score: number }[], next: string | null }`, on lines of its own. */
export function toldSchema(schema: JsonSchema | boolean | undefined, indent = ''): string {
  if (typeof schema !== 'object') return 'anything'
  const { const: only, enum: some, anyOf, oneOf, allOf } = schema
  if (only !== undefined) return JSON.stringify(only)
  if (some) return some.map(value => JSON.stringify(value)).join(' | ')
  if (anyOf ?? oneOf)
    return [...new Set((anyOf ?? oneOf ?? []).map(one => toldSchema(one, indent)))].join(' | ')
  if (allOf) return allOf.map(one => toldSchema(one, indent)).join(' & ')
  if (schema.type === 'array') return toldList(schema, indent)
  if (schema.type === 'object') return toldObject(schema, indent)
  return toldType(schema)
}

function toldList({ items, prefixItems }: JsonSchema, indent: string): string {
  if (prefixItems) return `[${prefixItems.map(one => toldSchema(one, indent)).join(', ')}]`
  const item = toldSchema(Array.isArray(items) ? items[0] : items, indent)
  return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
}

function toldObject(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  indent: string,
): string {
  const deeper = `${indent}  `
  const lines = Object.entries(properties).map(
    ([name, schema]) =>
      `${deeper}${name}${required.includes(name) ? '' : '?'}: ${toldSchema(schema, deeper)}`,
  )
  if (typeof additionalProperties === 'object')
    lines.push(`${deeper}[name]: ${toldSchema(additionalProperties, deeper)}`)
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`
}

function toldType({ type, format, $ref }: JsonSchema): string {
  if ($ref) return $ref.slice($ref.lastIndexOf('/') + 1)
  if (Array.isArray(type)) return type.join(' | ')
  return format && type === 'string' ? `string (${format})` : (type ?? 'anything')
}
