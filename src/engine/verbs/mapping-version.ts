import { z } from 'zod'
import { lineChanges } from '../../core/line-changes.ts'
import { versionText } from '../../store/mapping-versions.ts'
import { mappingNamed } from './asked-for.ts'
import { numbered } from './shapes.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** A text that a mapping had, and line by line what it has become since. */
export const mappingVersion = defineVerb({
  name: 'mapping.version',
  title: 'Look at an earlier text of a mapping',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ mapping: z.string(), version: numbered }),
  answer: z.strictObject({
    text: z.string(),
    /** From that text to the one the mapping has now. */
    changes: z.array(z.strictObject({ is: z.enum(['same', 'gone', 'new']), line: z.string() })).readonly(),
  }),
  async act({ tx }, { mapping: name, version }) {
    const mapping = await mappingNamed(tx, name)
    const text = await versionText(tx, mapping.id, version)
    if (text === null)
      throw new VerbError('verb/not-found', `The mapping "${name}" has no version ${version}.`)
    return { text, changes: lineChanges(text, mapping.text) }
  },
})
