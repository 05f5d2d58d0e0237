import { z } from 'zod'
import { loadMapping } from '../../mapping/load.ts'
import { choreDue } from '../../store/chores.ts'
import { mappingByName } from '../../store/mappings.ts'
import { beginPreview } from '../../store/previews.ts'
import { checkForAccounts, wordsOf } from '../policies.ts'
import { connectionFor } from './mapping-on.ts'
import { mustStayThere } from './must-stay-there.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Has both sides read and everything decided that a mapping would do, and does none of it. */
export const mappingPlan = defineVerb({
  name: 'mapping.plan',
  title: 'Preview what a mapping would do',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ text: z.string().max(1_000_000), file: z.string(), crm: z.string(), pm: z.string() }),
  answer: z.strictObject({ preview: z.string() }),
  unjournalled: ['text'],
  async act({ engine, tx, actor }, { text, file, ...names }) {
    const loaded = loadMapping(text, file)
    if (!loaded.ok) throw new VerbError('verb/bad-input', loaded.problems.map(wordsOf).join('\n'))
    const crm = await connectionFor(tx, loaded.mapping, 'crm', names.crm)
    const pm = await connectionFor(tx, loaded.mapping, 'pm', names.pm)
    const checked = await checkForAccounts({ pool: tx, registry: engine.registry }, text, file, { crm, pm })
    if (!checked.ok) throw new VerbError('verb/bad-input', checked.problems.map(wordsOf).join('\n'))
    for (const { name, state } of [crm, pm])
      if (state !== 'ready')
        throw new VerbError(
          'verb/conflict',
          `The connection "${name}" is ${state}; it has to be ready to be read.`,
        )
    await mustStayThere(tx, await mappingByName(tx, checked.name), { crm, pm })
    const asked = { name: checked.name, text, crm: crm.id, pm: pm.id }
    const { id } = await beginPreview(tx, asked, actor.name)
    await choreDue(tx, crm.id, 'preview', id)
    return { preview: id }
  },
})
