import { randomUUID } from 'node:crypto'
import { inTransaction } from '../../src/store/database.ts'
import { type Claim, claimKeys } from '../../src/store/dirty.ts'
import { closeIntents, type Intent, recordIntents } from '../../src/store/intents.ts'
import { writeJournal } from '../../src/store/journal.ts'
import { settleKeys } from '../../src/store/key-ends.ts'
import { type Link, linksById, updateLinks } from '../../src/store/links.ts'
import { bareCalls } from './bare-calls.ts'
import type { World } from './world.ts'

/**
 * What is due, by the hundred: the calls of the bare loop, and the rows without which a change could be made twice, or not at
 * all, or be overwritten unsaid, if the process ended anywhere. No rule, no lens, no brake: nothing is compared or decided.
 */
export async function durableLoop(world: World, bulk: number): Promise<void> {
  const { engine, mapping } = world
  const vendors = bareCalls(world)
  for (;;) {
    const token = randomUUID()
    const claims = await claimKeys(engine.pool, { mapping, shard: 0 }, token, 100, 30)
    if (claims.length === 0) return
    const links = await linksById(
      engine.pool,
      claims.map(({ key }) => key.slice('link:'.length)),
    )
    const ids = links.map(link => link.ids.crm)
    await vendors.read(ids)
    const intents = links.map(intentOf)
    await recordIntents(engine.pool, mapping, token, intents)
    await vendors.write(ids, bulk)
    await keep(world, token, claims, links, intents)
  }
}

function keep(
  { engine, mapping }: World,
  token: string,
  claims: readonly Claim[],
  links: readonly Link[],
  intents: readonly Intent[],
): Promise<void> {
  return inTransaction(engine.pool, async tx => {
    await updateLinks(tx, links.map(changeOf))
    await writeJournal(
      tx,
      mapping,
      intents.map(({ key, before, sent }) => ({ pair: 'tasks', key, kind: 'wrote', data: { before, sent } })),
      token,
    )
    await closeIntents(
      tx,
      intents.map(({ id }) => id),
    )
    await settleKeys(
      tx,
      mapping,
      token,
      claims.map(({ key, version }) => ({ key, version, is: 'done' })),
    )
  })
}

const edited = { note: 'Edited.' }

function intentOf({ id, ids, base }: Link): Intent {
  const what = { pair: 'tasks', side: 'pm', op: 'update', rowId: ids.pm, createKey: null } as const
  const values = { before: { note: base.pm.note ?? null }, sent: edited, saw: base, why: {} }
  return { id: randomUUID(), key: `link:${id}`, link: id, ...what, ...values }
}

function changeOf({ id, base, beside }: Link) {
  const parent = { parent: '1' }
  return {
    id,
    base: { crm: { ...base.crm, ...edited }, pm: { ...base.pm, ...edited } },
    beside,
    differs: false,
    shown: { crm: parent, pm: parent },
    verified: true,
  }
}
