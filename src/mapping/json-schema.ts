import { z } from 'zod'
import { mappingSchema } from './schema.ts'

/** The text of `mappings/mapping.schema.json`, which editors complete and check mapping files with. */
export function mappingJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(mappingSchema, { io: 'input' }), null, 2)}\n`
}
