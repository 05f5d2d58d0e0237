import { z } from 'zod'
import { choreDue } from '../../store/chores.ts'
import { connectionById } from '../../store/connections.ts'
import { beginPreview, previewById } from '../../store/previews.ts'
import { numbered } from './shapes.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/**
 * Switches a mapping on to do exactly what was looked at: both sides are read anew, and if anything else would be done by
 * now, nothing is, and what has changed can be seen.
 */
export const mappingApply = defineVerb({
  name: 'mapping.apply',
  title: 'Do exactly what a preview shows',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ preview: numbered }),
  /** Another preview, which is carried out when it says the same; `mapping.planned` tells how far it is. */
  answer: z.strictObject({ preview: z.string() }),
  async act({ tx, actor }, { preview: id }) {
    const seen = await previewById(tx, id)
    if (!seen) throw new VerbError('verb/not-found', `There is no preview ${id}.`)
    if (seen.state !== 'done') throw new VerbError('verb/conflict', `The preview ${id} is not done yet.`)
    for (const side of ['crm', 'pm'] as const) {
      const connection = await connectionById(tx, seen[side])
      if (connection?.state === 'ready') continue
      const is = connection ? `"${connection.name}" is ${connection.state}` : 'is not there any more'
      throw new VerbError('verb/conflict', `A connection ${is}; it has to be ready to be read.`)
    }
    const { name, text, crm, pm } = seen
    const begun = await beginPreview(tx, { name, text, crm, pm, applies: id }, actor.name)
    await choreDue(tx, crm, 'preview', begun.id)
    return { preview: begun.id }
  },
})
