import { z } from 'zod'
import { otherSide } from '../../core/value.ts'
import { heedAgain, makeDecisions } from '../../store/decisions.ts'
import { openHoldsOf } from '../../store/holds.ts'
import { linksOfRows } from '../../store/links.ts'
import { prio, signalKeys } from '../../store/signals.ts'
import { makeWishes } from '../../store/wishes.ts'
import { newcomerKey } from '../keys.ts'
import { accountsOf } from './asked-accounts.ts'
import { refusedOf } from './shapes.ts'
import { defineVerb, type VerbDesk } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Asks for new counterparts of accounts (or of clients), although others may look like them. */
export const accountsCreateClient = defineVerb({
  name: 'accounts.create-client',
  title: 'Create the client of an account',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({
    mapping: z.string(),
    /** Where the rows are that want one. */
    side: z.enum(['crm', 'pm']).default('crm'),
    rows: z.array(z.string().min(1).max(200)).min(1).max(1000),
  }),
  answer: z.strictObject({ asked: z.array(z.string()).readonly(), refused: refusedOf(z.string()) }),
  async act(desk, { mapping, side, rows }) {
    const accounts = await accountsOf(desk, mapping)
    const to = accounts[otherSide(side)]
    if (!to.entity.can.create) {
      const words = `No ${to.entity.title} can be made over the API of "${to.connection.name}".`
      throw new VerbError('verb/conflict', `${words} Make it there, or choose one that is there.`)
    }
    desk.concerns({ mapping: accounts.mapping.id, pair: 'accounts' })
    const links = await linksOfRows(
      desk.tx,
      accounts.mapping.id,
      rows.map(id => ({ pair: 'accounts', side, id })),
    )
    const linked = new Set(links.map(link => link.ids[side]))
    const asked = rows.filter(id => !linked.has(id))
    await askFor(desk, accounts.mapping.id, side, asked)
    return { asked, refused: [...linked].map(what => ({ what, why: 'It is linked already.' })) }
  },
})

async function askFor(
  { tx, actor }: VerbDesk,
  mapping: number,
  side: 'crm' | 'pm',
  rows: readonly string[],
): Promise<void> {
  const keys = rows.map(id => newcomerKey('accounts', side, id))
  await heedAgain(tx, mapping, keys)
  const holds = await openHoldsOf(tx, mapping, keys)
  const ambiguous = holds.filter(hold => hold.code === 'hold/ambiguous' && hold.question)
  await makeDecisions(
    tx,
    mapping,
    ambiguous.map(({ key, question }) => ({
      key,
      field: '',
      choice: { is: 'none' },
      about: question?.about ?? {},
      by: actor.name,
      of: null,
    })),
  )
  await makeWishes(
    tx,
    mapping,
    rows.map(rowId => ({ pair: 'accounts', side, rowId, why: 'asked', askedBy: actor.name })),
  )
  await signalKeys(tx, mapping, keys, prio.person)
}
