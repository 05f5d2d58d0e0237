import { z } from 'zod'
import type { Side } from '../../core/value.ts'
import { newestEntries } from '../../store/journal-reading.ts'
import { type Link, linksOfRows } from '../../store/links.ts'
import { sightingsOf } from '../../store/sightings.ts'
import { clientWork } from '../client-work.ts'
import { mappingDesk } from '../deals-desk.ts'
import { linkKey, newcomerKey } from '../keys.ts'
import { readFacts } from './account-facts.ts'
import { type AskedAccounts, accountsOf } from './asked-accounts.ts'
import { journalRow } from './journal-row.ts'
import { toldDealAnswer } from './told-deal.ts'
import { defineVerb, type VerbDesk } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Null where the mapping does not have tasks counted. */
const counts = z.strictObject({ open: z.int(), closed: z.int(), overdue: z.int() }).nullable()

const record = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  url: z.string().nullable(),
  facts: z.record(z.string(), z.string()),
})

const shownAccount = z.strictObject({
  account: record,
  /** Its counterpart; null: it has none. */
  client: record.nullable(),
  deals: z.array(toldDealAnswer.extend({ tasks: counts })).readonly(),
  /** Those that no deal has become. */
  projects: z
    .array(z.strictObject({ id: z.string(), title: z.string().nullable(), tasks: counts }))
    .readonly(),
  overdue: z
    .array(
      z.strictObject({
        task: z.string(),
        title: z.string().nullable(),
        project: z.string(),
        /** A calendar day. */
        due: z.string(),
      }),
    )
    .readonly(),
  /** What Baton did for it of late, newest first. */
  activity: z
    .array(
      journalRow.extend({
        /** What the deal or task is called that it is about; null: it is about the account. */
        about: z.string().nullable(),
      }),
    )
    .readonly(),
})
export type ShownAccount = z.output<typeof shownAccount>

const mostActivity = 20

/** One account: its client, its deals and projects, how far they are, and what happened of late. */
export const accountsShow = defineVerb({
  name: 'accounts.show',
  title: 'Look at a client',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({
    mapping: z.string(),
    /** The CRM's id of the account. */
    account: z.string().min(1).max(200),
  }),
  answer: shownAccount,
  async act(verbDesk, { mapping, account }) {
    const { engine, tx } = verbDesk
    const asked = await accountsOf(verbDesk, mapping)
    const desk = await mappingDesk(engine.registry, tx, asked.mapping)
    const [link] = await linksOfRows(tx, asked.mapping.id, [{ pair: 'accounts', side: 'crm', id: account }])
    const shown = await recordOf(verbDesk, asked, 'crm', account, link)
    if (!shown)
      throw new VerbError('verb/not-found', `There is no account "${account}", or it was not read yet.`)
    const work = await clientWork(desk, account, link?.ids.pm ?? null)
    const own = [newcomerKey('accounts', 'crm', account), ...(link ? [linkKey(link.id)] : [])]
    const keys = [...own, ...work.titles.keys()]
    const entries = await newestEntries(tx, asked.mapping.id, keys, mostActivity)
    return {
      account: shown,
      client: link ? await recordOf(verbDesk, asked, 'pm', link.ids.pm, link) : null,
      deals: work.deals,
      projects: work.projects,
      overdue: work.overdue,
      activity: entries.map(entry => ({ ...entry, about: work.titles.get(entry.key ?? '') ?? null })),
    }
  },
})

/** What is known of a record: what it was read as, and where it is to be seen. */
async function recordOf(
  { tx }: VerbDesk,
  asked: AskedAccounts,
  side: Side,
  id: string,
  link: Link | undefined,
): Promise<z.output<typeof record> | null> {
  const { connection, entityName, name } = asked[side]
  const fields = (await sightingsOf(tx, connection.id, entityName, [id])).get(id)
  if (!fields && !link) return null
  const from = asked.pair.match?.[side].fields
  const known = fields?.[name] ?? link?.base[side][name]
  return {
    id,
    name: typeof known === 'string' ? known : null,
    url: link?.urls[side] ?? (typeof fields?.url === 'string' ? fields.url : null),
    facts: fields && from ? readFacts(fields, from) : {},
  }
}
