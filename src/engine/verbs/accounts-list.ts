import { z } from 'zod'
import { matchKey } from '../../core/match.ts'
import type { Side } from '../../core/value.ts'
import {
  candidatesOf,
  countAccounts,
  countMapped,
  type ListAsk,
  type ListedAccount,
  mappedAccounts,
  type NamedAccount,
  openAccounts,
} from '../../store/account-lists.ts'
import type { LinkOrigin } from '../../store/links.ts'
import { lastRun } from '../../store/match-runs.ts'
import { namedAccounts } from '../../store/named-clients.ts'
import { withFacts } from './account-facts.ts'
import { accountsOf, endsOf } from './asked-accounts.ts'
import { matchRun } from './match-run.ts'
import { defineVerb, type VerbDesk } from './verb.ts'
import { VerbError } from './verb-error.ts'

const namedAccount = z.strictObject({
  id: z.string().nullable(),
  name: z.string().nullable(),
  /** What speaks for who it is, beside its name: `website`, `phone`, `email`, `city`, `country`. */
  facts: z.record(z.string(), z.string()).exactOptional(),
})
const candidate = namedAccount.extend({
  score: z.number(),
  reasons: z.array(z.strictObject({ code: z.string(), says: z.string() })).readonly(),
})
const states = ['mapped', 'named', 'suggested', 'ambiguous', 'unmatched', 'ignored', 'inactive'] as const

/** A row of the match desk: an account of the CRM, unless only the project tool has it. */
const deskRow = z.strictObject({
  crm: namedAccount.nullable(),
  pm: namedAccount.nullable(),
  /** Of linked ones: how the link came to be. */
  origin: z.enum(['matched', 'chosen', 'created', 'named']).exactOptional(),
  /** What it could be linked with, the most alike first, and why. */
  candidates: z.array(candidate).readonly().exactOptional(),
})
export type DeskRow = z.output<typeof deskRow>

const accountList = z.strictObject({
  items: z.array(deskRow).readonly(),
  next: z.string().nullable(),
  counts: z.record(z.string(), z.int()),
  lastRun: matchRun.nullable(),
})
export type AccountList = z.output<typeof accountList>

/** The match desk: who is mapped to whom, who could be, and who has nobody; by name, page by page. */
export const accountsList = defineVerb({
  name: 'accounts.list',
  title: 'Show how accounts are matched',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({
    mapping: z.string(),
    state: z.enum(states),
    /** Whose rows; of those that are mapped, the CRM's lead. */
    side: z.enum(['crm', 'pm']).default('crm'),
    /** A part of the name; case and accents do not matter. */
    search: z.string().max(200).default(''),
    after: z.string().max(4000).optional(),
    /** False: how many stand in each list is not counted, for whoever does not show it. */
    counts: z.boolean().default(true),
    limit: z.number().int().min(1).max(500).default(50),
  }),
  answer: accountList,
  async act(desk, { mapping, state, side, search, after, limit, counts }) {
    const asked = await accountsOf(desk, mapping)
    const start = after === undefined ? (['', ''] as const) : placeOf(after)
    const ask = {
      mapping: asked.mapping.id,
      ...endsOf(asked),
      search: matchKey(search),
      after: start,
      limit: limit + 1,
    }
    const rows = await rowsOf(desk, ask, side, state)
    const page = rows.slice(0, limit)
    const items = await withFacts(desk, asked, side, await itemsOf(desk, ask, side, page))
    const last = rows.length > limit ? page.at(-1) : undefined
    return {
      items,
      next: last ? placeAfter(last) : null,
      counts: counts ? await countsOf(desk, ask) : {},
      lastRun: await lastRun(desk.tx, ask.mapping),
    }
  },
})

function rowsOf(
  { tx }: VerbDesk,
  ask: ListAsk,
  side: Side,
  state: (typeof states)[number],
): Promise<Listed[]> {
  if (state === 'mapped') return mappedAccounts(tx, ask)
  return state === 'named' ? namedAccounts(tx, ask) : openAccounts(tx, ask, side, state)
}

type Listed = ListedAccount & Partial<{ pm: NamedAccount; origin: LinkOrigin | 'named' }>

async function itemsOf(
  { tx }: VerbDesk,
  ask: ListAsk,
  side: Side,
  rows: readonly Listed[],
): Promise<readonly DeskRow[]> {
  const found = await candidatesOf(
    tx,
    ask,
    side,
    rows.map(row => row.id),
  )
  return rows.map(({ id, name, pm, origin }) => {
    if (pm && origin) return { crm: { id, name }, pm, origin }
    const candidates = found.filter(one => one.of === id).map(({ of: _, ...candidate }) => candidate)
    const own = { crm: null, pm: null, [side]: { id, name } }
    return candidates.length === 0 ? own : { ...own, candidates }
  })
}

async function countsOf({ tx }: VerbDesk, ask: ListAsk): Promise<AccountList['counts']> {
  const [crm, pm] = [await countAccounts(tx, ask, 'crm'), await countAccounts(tx, ask, 'pm')]
  const onPm = Object.fromEntries(Object.entries(pm).map(([state, count]) => [`${state}-pm`, count]))
  const onCrm = Object.fromEntries(Object.entries(crm).map(([state, count]) => [`${state}-crm`, count]))
  return { mapped: await countMapped(tx, ask.mapping), ...onCrm, ...onPm }
}

function placeAfter({ key, id }: ListedAccount): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url')
}

const place = z.tuple([z.string(), z.string()])

function placeOf(after: string): readonly [string, string] {
  try {
    return place.parse(JSON.parse(Buffer.from(after, 'base64url').toString('utf8')))
  } catch {
    throw new VerbError('verb/bad-input', 'after: has to be the `next` of the page before.')
  }
}
