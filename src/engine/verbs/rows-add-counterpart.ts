import { z } from 'zod'
import { pairNames } from '../../core/policy.ts'
import { linksOfRows } from '../../store/links.ts'
import { prio, signalKeys } from '../../store/signals.ts'
import { makeWishes } from '../../store/wishes.ts'
import { newcomerKey } from '../keys.ts'
import { pairInUse } from './asked-pair.ts'
import { readUnseen, throwIfUnseen } from './read-unseen.ts'
import { defineVerb } from './verb.ts'

/** Asks for a row's counterpart on the other side: 'Add to CRM', 'Add to project', 'Create project'. */
export const rowsAddCounterpart = defineVerb({
  name: 'rows.add-counterpart',
  title: 'Ask for a counterpart',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({
    mapping: z.string(),
    pair: z.enum(pairNames),
    /** Where the row is that wants a counterpart. */
    side: z.enum(['crm', 'pm']),
    row: z.string().min(1),
  }),
  answer: z.enum(['asked', 'already-linked']),
  async ahead(engine, ask) {
    await readUnseen(engine, { ...ask, ids: [ask.row] })
    return ask
  },
  async act({ engine, tx, actor, concerns }, { mapping: name, pair, side, row }) {
    const at = await pairInUse({ engine, tx }, name, pair)
    const { mapping } = at.desk
    const key = newcomerKey(pair, side, row)
    concerns({ mapping: mapping.id, pair, key })
    if ((await linksOfRows(tx, mapping.id, [{ pair, side, id: row }])).length > 0) return 'already-linked'
    await throwIfUnseen(tx, at, side, row)
    await makeWishes(tx, mapping.id, [{ pair, side, rowId: row, why: 'asked', askedBy: actor.name }])
    await signalKeys(tx, mapping.id, [key], prio.person)
    return 'asked'
  },
})
