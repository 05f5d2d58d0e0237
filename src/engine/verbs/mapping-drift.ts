import { z } from 'zod'
import { type Drift, drifts } from '../../store/drift.ts'
import { defineVerb } from './verb.ts'

/** How far the two sides of each mapping are known to be the same. */
export const mappingDrift = defineVerb({
  name: 'mapping.drift',
  title: 'See how far the two sides agree',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({}),
  act: ({ tx }): Promise<Drift[]> => drifts(tx),
})
