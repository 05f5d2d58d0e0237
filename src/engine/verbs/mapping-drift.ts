import { z } from 'zod'
import { drifts } from '../../store/drift.ts'
import { mappingNamed } from './asked-for.ts'
import { defineVerb } from './verb.ts'

/** How far the two sides of each mapping are known to be the same. */
export const mappingDrift = defineVerb({
  name: 'mapping.drift',
  title: 'See how far the two sides agree',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  /** Without a name: every mapping that is not off. */
  ask: z.strictObject({ mapping: z.string().optional() }),
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
  act: async ({ tx }, { mapping: name }) =>
    drifts(tx, name === undefined ? null : (await mappingNamed(tx, name)).id),
})
