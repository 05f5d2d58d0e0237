import { z } from 'zod'
import { sides } from '../../core/value.ts'
import { type IdPair, noLongerApart } from '../../store/apart.ts'
import type { Db } from '../../store/database.ts'
import { heedAgain } from '../../store/decisions.ts'
import { takeBackKeys } from '../../store/dirty.ts'
import { replaceHolds } from '../../store/holds.ts'
import { openIntents } from '../../store/intents.ts'
import { writeJournal } from '../../store/journal.ts'
import { insertLinks, linksOfRows } from '../../store/links.ts'
import { sightingsOf } from '../../store/sightings.ts'
import { prio, signalKeys } from '../../store/signals.ts'
import { endSuggestionsOf } from '../../store/suggestions.ts'
import { replaceWaits, wakeWaitersFor } from '../../store/waits.ts'
import { grantWishes } from '../../store/wishes.ts'
import { linkKey, newcomerKey } from '../keys.ts'
import type { AskedAccounts, Refused } from './asked-accounts.ts'
import { idPair, refusedOf } from './shapes.ts'
import type { VerbDesk } from './verb.ts'

export const linkedAnswer = z.strictObject({
  linked: z.array(idPair).readonly(),
  refused: refusedOf(idPair),
})
export type Linked = z.output<typeof linkedAnswer>

/** Links accounts with clients because a person says so; whatever waited for them goes on by itself. */
export async function linkAccounts(
  desk: VerbDesk,
  asked: AskedAccounts,
  pairs: readonly IdPair[],
): Promise<Linked> {
  await takeBackKeys(desk.tx, asked.mapping.id, pairs.flatMap(keysOf))
  const refused = await whyNot(desk.tx, asked, pairs)
  const good = pairs.filter(pair => !refused.some(one => one.what === pair))
  const base = { crm: {}, pm: {} }
  const made = await insertLinks(
    desk.tx,
    asked.mapping.id,
    good.map(ids => ({ pair: 'accounts', ids, base, origin: 'chosen' })),
  )
  const linked = made.map(link => link.ids)
  const lost = good.filter(pair => !linked.some(ids => ids.crm === pair.crm && ids.pm === pair.pm))
  await settleLinked(desk, asked, linked)
  await signalKeys(
    desk.tx,
    asked.mapping.id,
    made.map(link => linkKey(link.id)),
    prio.person,
  )
  return {
    linked,
    refused: [...refused, ...lost.map(what => ({ what, why: 'One of the two is asked for twice.' }))],
  }
}

function keysOf({ crm, pm }: IdPair): string[] {
  return [newcomerKey('accounts', 'crm', crm), newcomerKey('accounts', 'pm', pm)]
}

async function whyNot(
  tx: Db,
  asked: AskedAccounts,
  pairs: readonly IdPair[],
): Promise<readonly Refused<IdPair>[]> {
  const refs = pairs.flatMap(pair => sides.map(side => ({ pair: 'accounts' as const, side, id: pair[side] })))
  const links = await linksOfRows(tx, asked.mapping.id, refs)
  const making = new Set((await openIntents(tx, asked.mapping.id, pairs.flatMap(keysOf))).map(one => one.key))
  const seen = { crm: await seenOn('crm'), pm: await seenOn('pm') }
  return pairs.flatMap(what => {
    const why = whyNotOne(what)
    return why === null ? [] : [{ what, why }]
  })

  function seenOn(side: 'crm' | 'pm') {
    const { connection, entityName } = asked[side]
    return sightingsOf(
      tx,
      connection.id,
      entityName,
      pairs.map(pair => pair[side]),
    )
  }
  function whyNotOne(what: IdPair): string | null {
    const unknown = sides.find(side => !seen[side].has(what[side]))
    if (unknown) return `There is no ${asked[unknown].entity.title} ${what[unknown]}, or it was not read yet.`
    const taken = sides.find(side => links.some(link => link.ids[side] === what[side]))
    if (taken) return `The ${asked[taken].entity.title} ${what[taken]} is linked already. Undo that first.`
    return keysOf(what).some(key => making.has(key))
      ? 'A counterpart is being made just now. Try again in a minute.'
      : null
  }
}

/** Questions and suggestions about rows that are linked now are over, and wishes for them are granted. */
async function settleLinked(desk: VerbDesk, asked: AskedAccounts, linked: readonly IdPair[]): Promise<void> {
  const { tx, actor } = desk
  const mapping = asked.mapping.id
  const keys = linked.flatMap(keysOf)
  const rows = linked.flatMap(ids =>
    sides.map(side => ({ pair: 'accounts' as const, side, rowId: ids[side] })),
  )
  await heedAgain(tx, mapping, keys)
  await replaceHolds(tx, mapping, keys, [])
  await replaceWaits(tx, mapping, keys, [])
  await noLongerApart(tx, mapping, linked)
  await endSuggestionsOf(
    tx,
    mapping,
    linked.map(ids => ({ ids })),
  )
  await grantWishes(tx, mapping, rows)
  const at = rows.map(({ side, rowId }) => ({
    connection: asked[side].connection.id,
    entity: asked[side].entityName,
    id: rowId,
  }))
  await wakeWaitersFor(tx, mapping, at)
  await writeJournal(
    tx,
    mapping,
    linked.map(ids => ({
      pair: 'accounts',
      key: newcomerKey('accounts', 'crm', ids.crm),
      kind: 'linked',
      data: { ids, why: `${actor.name} said so` },
    })),
  )
}
