import { z } from 'zod'
import { linksOfRows } from '../../store/links.ts'
import { nameClient } from '../../store/named-clients.ts'
import { wakeWaitersFor } from '../../store/waits.ts'
import { outOfReach } from '../reach.ts'
import { connectorOf } from '../registry.ts'
import { accountsOf } from './asked-accounts.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Names the client of an account by hand, where clients can be neither read nor made over the API. */
export const accountsNameClient = defineVerb({
  name: 'accounts.name-client',
  title: 'Name the client of an account by hand',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({
    mapping: z.string(),
    account: z.string().min(1).max(200),
    /** As the vendor shows it; new projects are given it where its id is known. */
    client: z.strictObject({ id: z.string().min(1).max(200).optional(), name: z.string().min(1).max(300) }),
  }),
  answer: z.strictObject({ named: z.string() }),
  async act(desk, { mapping, account, client }) {
    const asked = await accountsOf(desk, mapping)
    const { connection, entityName, entity } = asked.pm
    desk.concerns({ mapping: asked.mapping.id, pair: 'accounts' })
    const beyond = outOfReach({
      connection,
      connector: connectorOf(desk.engine.registry, connection.connector),
    })
    if (!beyond.includes(entityName))
      throw new VerbError(
        'verb/conflict',
        `Each ${entity.title} of "${connection.name}" can be read: choose one, or have one made.`,
      )
    if (
      (await linksOfRows(desk.tx, asked.mapping.id, [{ pair: 'accounts', side: 'crm', id: account }]))
        .length > 0
    )
      throw new VerbError('verb/conflict', `The account ${account} is linked already. Undo that first.`)
    const named = { account, id: client.id ?? null, name: client.name }
    if (!(await nameClient(desk.tx, asked.mapping.id, named, desk.actor.name)))
      throw new VerbError('verb/conflict', `The client ${client.id} is named for another account.`)
    const at = { connection: asked.crm.connection.id, entity: asked.crm.entityName, id: account }
    await wakeWaitersFor(desk.tx, asked.mapping.id, [at])
    return { named: client.name }
  },
})
