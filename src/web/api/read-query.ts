import { z } from 'zod'

export type JsonSchema = z.core.JSONSchema.JSONSchema

/** The JSON schema of a question, as it may be asked: what has a default may be left out. */
export function schemaOf(ask: z.ZodObject): JsonSchema {
  return z.toJSONSchema(ask, { io: 'input', target: 'draft-2020-12' }) as JsonSchema
}

/** The JSON schema of an answer. */
export function schemaOfAnswer(answer: z.ZodType): JsonSchema {
  return z.toJSONSchema(answer, {
    io: 'output',
    target: 'draft-2020-12',
    // Lists are read-only to our own code; to whoever asks, that would mean a field never to be sent.
    override: ({ jsonSchema }) => void delete jsonSchema.readOnly,
  }) as JsonSchema
}

/**
 * A query as the question it stands for. All of a query is text, so numbers and flags are read by the question's schema;
 * what does not fit is passed on as it came, for the schema to name it.
 */
export function readQuery(
  ask: z.ZodObject,
  query: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { properties = {} } = schemaOf(ask)
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, readValue(properties[name], value)]),
  )
}

function readValue(schema: boolean | JsonSchema | undefined, value: unknown): unknown {
  if (typeof schema !== 'object') return value
  if (schema.type === 'array' && typeof value === 'string') return [value]
  if (typeof value !== 'string') return value
  if (schema.type === 'object') return parsed(value)
  if (
    (schema.type === 'number' || schema.type === 'integer') &&
    value.trim() !== '' &&
    Number.isFinite(Number(value))
  )
    return Number(value)
  if (schema.type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  return value
}

/** An object stands in a query as JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
