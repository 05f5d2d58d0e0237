import { z } from 'zod'
import { allowBraked, askedOf } from '../../store/brakes.ts'
import { resumeMapping } from '../../store/mappings.ts'
import { mappingNamed } from './asked-for.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

const rows = z.int().min(0).max(1_000_000)

/** Answers the brake: so much more than the mapping may do by itself, once. Without numbers, what it asked for. */
export const mappingGoOn = defineVerb({
  name: 'mapping.go-on',
  title: 'Allow what the brake stopped, once',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({
    mapping: z.string(),
    /** Rows that may be deleted, let go or made anew. */
    deletes: rows.exactOptional(),
    /** Rows of which values may be replaced. */
    overwrites: rows.exactOptional(),
  }),
  answer: z.strictObject({ deletes: z.int(), overwrites: z.int() }),
  async act({ tx, actor, concerns }, { mapping: name, ...given }) {
    const mapping = await mappingNamed(tx, name)
    concerns({ mapping: mapping.id })
    const allowed = { deletes: 0, overwrites: 0, ...(await askedOf(tx, mapping.id)), ...given }
    if (mapping.state !== 'paused' || !(await resumeMapping(tx, mapping.id)))
      throw new VerbError('verb/conflict', `The mapping "${name}" did not stop: it is ${mapping.state}.`)
    await allowBraked(tx, mapping.id, allowed, actor.name)
    return allowed
  },
})
