import { z } from 'zod'
import { pairNames } from '../../core/policy.ts'
import { inTransaction } from '../../store/database.ts'
import { writeJournal } from '../../store/journal.ts'
import { linksOfRows } from '../../store/links.ts'
import { mappingByName } from '../../store/mappings.ts'
import { prio, signalKeys } from '../../store/signals.ts'
import { makeWishes } from '../../store/wishes.ts'
import type { Engine } from '../engine.ts'
import { newcomerKey } from '../keys.ts'

export const addCounterpartAsk = z.strictObject({
  mapping: z.string(),
  pair: z.enum(pairNames),
  /** Where the row is that wants a counterpart. */
  side: z.enum(['crm', 'pm']),
  row: z.string().min(1),
  by: z.string(),
})
export type AddCounterpartAsk = z.input<typeof addCounterpartAsk>

/** Asks for a row's counterpart on the other side: 'Add to CRM', 'Add to project', 'Create project'. */
export async function addCounterpart(
  engine: Engine,
  ask: AddCounterpartAsk,
): Promise<'asked' | 'already-linked'> {
  const { mapping: name, pair, side, row, by } = addCounterpartAsk.parse(ask)
  const mapping = await mappingByName(engine.pool, name)
  if (mapping?.state !== 'on') throw new Error(`There is no mapping "${name}" that is on.`)
  return inTransaction(engine.pool, async tx => {
    if ((await linksOfRows(tx, mapping.id, [{ pair, side, id: row }])).length > 0) return 'already-linked'
    const key = newcomerKey(pair, side, row)
    await makeWishes(tx, mapping.id, [{ pair, side, rowId: row, why: 'asked', askedBy: by }])
    await signalKeys(tx, mapping.id, [key], prio.person)
    await writeJournal(tx, mapping.id, [{ pair, key, kind: 'asked', data: { verb: 'add-counterpart', by } }])
    return 'asked'
  })
}
