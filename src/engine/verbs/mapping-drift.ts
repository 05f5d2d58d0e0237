import { z } from 'zod'
import { drifts } from '../../store/drift.ts'
import { defineVerb } from './verb.ts'

/** How far the two sides of each mapping are known to be the same. */
export const mappingDrift = defineVerb({
  name: 'mapping.drift',
  title: 'See how far the two sides agree',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({}),
  answer: z.array(
    z.strictObject({
      mapping: z.string(),
      links: z.int(),
      differing: z.int(),
      unverified: z.int(),
      /** How long ago the link that waits longest was looked at whole. */
      oldestSeconds: z.number().nullable(),
    }),
  ),
  act: ({ tx }) => drifts(tx),
})
