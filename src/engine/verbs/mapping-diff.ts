import { z } from 'zod'
import { compareMappings } from '../../mapping/compare-mappings.ts'
import { loadMapping } from '../../mapping/load.ts'
import { mappingByName } from '../../store/mappings.ts'
import { checkMapping, wordsOf } from '../policies.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

const changedChoice = z.strictObject({
  where: z.string(),
  choice: z.string().nullable(),
  before: z.unknown(),
  now: z.unknown(),
  about: z.string().nullable(),
})

/** Which choices change when a mapping file is switched on in place of what is on. */
export const mappingDiff = defineVerb({
  name: 'mapping.diff',
  title: 'Compare a mapping file with what is on',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  asksMuch: true,
  ask: z.strictObject({ text: z.string().max(1_000_000), file: z.string() }),
  answer: z.strictObject({
    name: z.string(),
    /** `new`: there is no mapping of that name yet. */
    state: z.enum(['new', 'on', 'off', 'paused']),
    changes: z.array(changedChoice).readonly(),
  }),
  async act({ engine, tx }, { text, file }) {
    const checked = checkMapping(text, file, engine.registry)
    const now = loadMapping(text, file)
    if (!checked.ok) throw new VerbError('verb/bad-input', checked.problems.map(wordsOf).join('\n'))
    if (!now.ok) throw new VerbError('verb/bad-input', now.problems.map(wordsOf).join('\n'))
    const { name } = now.mapping
    const stored = await mappingByName(tx, name)
    if (!stored) return { name, state: 'new' as const, changes: [] }
    const before = loadMapping(stored.text, name)
    if (!before.ok) throw new VerbError('verb/conflict', before.problems.map(wordsOf).join('\n'))
    return { name, state: stored.state, changes: compareMappings(before.mapping, now.mapping) }
  },
})
