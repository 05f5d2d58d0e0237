import { z } from 'zod'
import { type AccountLink, accountLinks, projectsOfAccounts } from '../../store/account-links.ts'
import { type IdPair, keepApart, noLongerApart } from '../../store/apart.ts'
import { heedAgain } from '../../store/decisions.ts'
import { takeBackKeys } from '../../store/dirty.ts'
import { replaceHolds } from '../../store/holds.ts'
import { writeJournal } from '../../store/journal.ts'
import { deleteLinks } from '../../store/links.ts'
import { forgetNamedClients } from '../../store/named-clients.ts'
import { prio, signalKeys } from '../../store/signals.ts'
import { linkKey, newcomerKey } from '../keys.ts'
import { policyOfMapping } from '../policies.ts'
import { type AskedAccounts, accountsOf, idPairs, sideRow } from './asked-accounts.ts'
import { idPair, refusedOf } from './shapes.ts'
import { defineVerb, type VerbDesk } from './verb.ts'
import { VerbError } from './verb-error.ts'

const undone = z.strictObject({
  unlinked: z.array(idPair).readonly(),
  /** Projects that were made while the accounts were linked: they keep their clients. */
  projects: z
    .array(z.strictObject({ account: z.string(), deal: z.string(), project: z.string() }))
    .readonly(),
  refused: refusedOf(idPair),
})
export type Undone = z.output<typeof undone>

/** Takes back what a person or the matching linked, and what a person ignored. */
export const accountsUndo = defineVerb({
  name: 'accounts.undo',
  title: 'Undo links and ignoring of accounts',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({
    mapping: z.string(),
    /** Linked: unlinked. Said not to be the same: that is taken back. */
    pairs: idPairs.or(z.tuple([])).default([]),
    /** Ignored rows that take part again, and accounts whose clients were named by hand. */
    rows: z.array(sideRow).max(1000).default([]),
    /** True: projects made meanwhile are known about, and stay as they are. */
    keepProjects: z.boolean().default(false),
  }),
  answer: undone,
  async act(desk, { mapping, pairs, rows, keepProjects }) {
    const asked = await accountsOf(desk, mapping)
    desk.concerns({ mapping: asked.mapping.id, pair: 'accounts' })
    const links = await accountLinks(desk.tx, asked.mapping.id, pairs)
    const mine = links.filter(link => link.origin !== 'created')
    const projects = await projectsMeanwhile(desk, asked, mine, keepProjects)
    await unlink(desk, asked.mapping.id, mine)
    const loose = pairs.filter(
      pair => !links.some(link => link.ids.crm === pair.crm && link.ids.pm === pair.pm),
    )
    await noLongerApart(desk.tx, asked.mapping.id, loose)
    const keys = [
      ...rows.map(({ side, id }) => newcomerKey('accounts', side, id)),
      ...[...mine.map(link => link.ids), ...loose].flatMap(keysOf),
    ]
    await heedAgain(desk.tx, asked.mapping.id, keys)
    const accounts = rows.filter(row => row.side === 'crm').map(row => row.id)
    await forgetNamedClients(desk.tx, asked.mapping.id, accounts)
    await signalKeys(desk.tx, asked.mapping.id, keys, prio.person)
    const why =
      'One of the two was made from the other, so there is nothing to take back. Delete it where it is, if it is wrong.'
    const made = links.filter(link => link.origin === 'created')
    return {
      unlinked: mine.map(link => link.ids),
      projects,
      refused: made.map(link => ({ what: link.ids, why })),
    }
  },
})

function keysOf({ crm, pm }: IdPair): string[] {
  return [newcomerKey('accounts', 'crm', crm), newcomerKey('accounts', 'pm', pm)]
}

/** Says before anything is done what was made on the strength of these links. */
async function projectsMeanwhile(
  { engine, tx }: VerbDesk,
  { mapping, crm }: AskedAccounts,
  links: readonly AccountLink[],
  keepProjects: boolean,
): Promise<Undone['projects']> {
  const deals = (await policyOfMapping({ pool: tx, registry: engine.registry }, mapping)).pairs.deals
  if (!deals?.anchor || links.length === 0) return []
  const at = { connection: crm.connection.id, entity: deals.entity.crm, field: deals.anchor.crm }
  const found = await projectsOfAccounts(
    tx,
    mapping.id,
    at,
    links.map(link => link.ids.crm),
  )
  if (found.length === 0 || keepProjects) return found
  const named = found
    .slice(0, 5)
    .map(one => one.project)
    .join(', ')
  throw new VerbError(
    'verb/conflict',
    `${found.length} projects were made for deals of these accounts (${named}${found.length > 5 ? ', …' : ''}). They would keep the ` +
      'client they have, and new deals would wait. Ask again with keepProjects to unlink all the same.',
  )
}

/** They are suggested, and not recognised by themselves again, or undoing would last for a moment. */
async function unlink(
  { tx, actor }: VerbDesk,
  mapping: number,
  links: readonly AccountLink[],
): Promise<void> {
  const keys = links.map(link => linkKey(link.id))
  await takeBackKeys(tx, mapping, keys)
  await replaceHolds(tx, mapping, keys, [])
  await deleteLinks(
    tx,
    links.map(link => link.id),
  )
  await keepApart(
    tx,
    mapping,
    links.map(link => link.ids),
    actor.name,
    true,
  )
  const data = (link: AccountLink) => ({ ids: link.ids, why: 'undone', by: actor.name })
  await writeJournal(
    tx,
    mapping,
    links.map(link => ({ pair: 'accounts', key: linkKey(link.id), kind: 'unlinked', data: data(link) })),
  )
}
