import { z } from 'zod'
import { shippedMappings } from '../shipped-mappings.ts'
import { defineVerb } from './verb.ts'

/** The mappings that come with Baton, to begin one's own with. */
export const mappingStarts = defineVerb({
  name: 'mapping.starts',
  title: 'Show the mappings that come with Baton',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({}),
  answer: z.strictObject({
    items: z
      .array(
        z.strictObject({
          name: z.string(),
          title: z.string(),
          /** The connectors it is between. */
          crm: z.string(),
          pm: z.string(),
          text: z.string(),
        }),
      )
      .readonly(),
  }),
  act: async () => ({ items: await shippedMappings() }),
})
