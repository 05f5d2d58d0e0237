import { z } from 'zod'
import { type Connection, connectionByName } from '../../store/connections.ts'
import { checkForAccounts, checkMapping } from '../policies.ts'
import { meaningOf, problem, section } from './mapping-show.ts'
import { defineVerb, type VerbDesk } from './verb.ts'

/** Every mistake of a mapping at its line; and where there is none, what it means. Nothing is kept. */
export const mappingCheck = defineVerb({
  name: 'mapping.check',
  title: 'Check a mapping',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  asksMuch: true,
  ask: z.strictObject({
    text: z.string().max(1_000_000),
    /** Names of connections, whose own fields and choices count; left out: what the connectors declare. */
    crm: z.string().optional(),
    pm: z.string().optional(),
  }),
  answer: z.strictObject({
    name: z.string().nullable(),
    problems: z.array(problem).readonly(),
    means: z.array(section).readonly(),
  }),
  async act(desk, { text, crm, pm }) {
    const checked = await checkedFor(desk, text, [await named(desk, crm), await named(desk, pm)])
    if (checked.ok) return { name: checked.name, problems: [], means: meaningOf(desk.engine, checked.policy) }
    return { name: null, problems: checked.problems.map(({ file: _, ...rest }) => rest), means: [] }
  },
})

function checkedFor(
  { engine, tx }: VerbDesk,
  text: string,
  [crm, pm]: readonly [Connection | null, Connection | null],
) {
  const desk = { pool: tx, registry: engine.registry }
  return crm && pm
    ? checkForAccounts(desk, text, 'mapping', { crm, pm })
    : checkMapping(text, 'mapping', engine.registry)
}

function named({ tx }: VerbDesk, name: string | undefined): Promise<Connection | null> {
  return name === undefined || name === '' ? Promise.resolve(null) : connectionByName(tx, name)
}
