import { z } from 'zod'
import { listed } from './phrase.ts'
import type { Path } from './places.ts'
import { mappingSchema } from './schema.ts'

type Shape = z.core.JSONSchema.BaseSchema

/** The schema as plain data: easier to walk than the validator, and public. */
const root: Shape = z.toJSONSchema(mappingSchema, { io: 'input' })

/** What may stand at a path of the file, as the end of a sentence: `crm, pm or hold`. */
export function allowedAt(path: Path): string {
  return listed(shapesAt(path).map(noun), 'or')
}

/** The keys that a map at this path may have. Empty where the writer chooses the keys. */
export function keysAt(path: Path): readonly string[] {
  return shapesAt(path).flatMap(shape => Object.keys(shape.properties ?? {}))
}

function shapesAt(path: Path): readonly Shape[] {
  return path.reduce<readonly Shape[]>(
    (shapes, step) => shapes.flatMap(shape => inside(shape, step)).flatMap(optionsOf),
    optionsOf(root),
  )
}

function inside(shape: Shape, step: string | number): readonly Shape[] {
  if (typeof step === 'number') return asShapes(shape.prefixItems?.[step] ?? shape.items)
  const own = shape.properties
  return asShapes(own && Object.hasOwn(own, step) ? own[step] : shape.additionalProperties)
}

function asShapes(found: unknown): readonly Shape[] {
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? [found as Shape] : []
}

function optionsOf(shape: Shape): readonly Shape[] {
  return shape.anyOf ? shape.anyOf.flatMap(asShapes).flatMap(optionsOf) : [shape]
}

function noun(shape: Shape): string {
  if (shape.enum) return listed(shape.enum.map(String), 'or')
  if (shape.const !== undefined) return String(shape.const)
  switch (shape.type) {
    case 'boolean':
      return 'true or false'
    case 'integer':
      return `a whole number from ${shape.minimum} to ${shape.maximum}`
    case 'number':
      return 'a number'
    case 'array':
      return shape.prefixItems ? `a list of ${shape.prefixItems.length} texts` : `a list of ${items(shape)}`
    case 'object':
      return 'a map'
    default:
      return shape.pattern ? 'a word of small letters, digits and hyphens' : 'a text'
  }
}

function items(shape: Shape): string {
  const [item] = asShapes(shape.items).flatMap(optionsOf)
  if (item?.enum) return listed(item.enum.map(String), 'and')
  return item?.type === 'object' ? 'at least one map' : 'at least one text'
}
