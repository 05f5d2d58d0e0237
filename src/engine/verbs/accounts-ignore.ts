import { z } from 'zod'
import { keepApart } from '../../store/apart.ts'
import { makeDecisions } from '../../store/decisions.ts'
import { replaceHolds } from '../../store/holds.ts'
import { linksOfRows } from '../../store/links.ts'
import { prio, signalKeys } from '../../store/signals.ts'
import { endSuggestions, replaceSuggestions } from '../../store/suggestions.ts'
import { wakeWaitersFor } from '../../store/waits.ts'
import { newcomerKey } from '../keys.ts'
import { type AskedAccounts, accountsOf, idPairs, sideRow } from './asked-accounts.ts'
import { refusedOf } from './shapes.ts'
import { defineVerb, type VerbDesk } from './verb.ts'

type SideRow = z.output<typeof sideRow>

/** Lets rows rest without a counterpart, or says of two that they are not the same. */
export const accountsIgnore = defineVerb({
  name: 'accounts.ignore',
  title: 'Ignore accounts, or a suggestion',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({
    mapping: z.string(),
    rows: z.array(sideRow).max(1000).default([]),
    pairs: idPairs.or(z.tuple([])).default([]),
  }),
  answer: z.strictObject({ ignored: z.int(), refused: refusedOf(sideRow) }),
  async act(desk, { mapping, rows, pairs }) {
    const asked = await accountsOf(desk, mapping)
    desk.concerns({ mapping: asked.mapping.id, pair: 'accounts' })
    const refs = rows.map(({ side, id }) => ({ pair: 'accounts' as const, side, id }))
    const links = await linksOfRows(desk.tx, asked.mapping.id, refs)
    const isLinked = ({ side, id }: SideRow) => links.some(link => link.ids[side] === id)
    const resting = rows.filter(row => !isLinked(row))
    await letRest(desk, asked, resting)
    await keepApart(desk.tx, asked.mapping.id, pairs, desk.actor.name)
    await endSuggestions(desk.tx, asked.mapping.id, pairs)
    const both = pairs.flatMap(({ crm, pm }) => [
      newcomerKey('accounts', 'crm', crm),
      newcomerKey('accounts', 'pm', pm),
    ])
    await signalKeys(desk.tx, asked.mapping.id, both, prio.person)
    const why = 'It is linked. Undo that first.'
    return {
      ignored: resting.length + pairs.length,
      refused: rows.filter(isLinked).map(what => ({ what, why })),
    }
  },
})

/** Whoever waited to know which of several is meant looks again: there is one fewer. */
async function letRest(
  { tx, actor }: VerbDesk,
  asked: AskedAccounts,
  rows: readonly SideRow[],
): Promise<void> {
  const mapping = asked.mapping.id
  const keys = rows.map(({ side, id }) => newcomerKey('accounts', side, id))
  const rest = { field: '', choice: { is: 'ignore' }, about: {}, by: actor.name, of: null } as const
  await makeDecisions(
    tx,
    mapping,
    keys.map(key => ({ key, ...rest })),
  )
  await replaceHolds(tx, mapping, keys, [])
  await replaceSuggestions(
    tx,
    mapping,
    rows.map(({ side, id }) => ({ side, rowId: id, found: [] })),
  )
  const at = rows.map(({ side, id }) => ({
    connection: asked[side].connection.id,
    entity: asked[side].entityName,
    id,
  }))
  await wakeWaitersFor(tx, mapping, at)
}
