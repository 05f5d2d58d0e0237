import { compare, suggestFrom } from '../../../src/core/matching/compare.ts'
import type { Side } from '../../../src/core/value.ts'
import { doChore } from '../../../src/engine/chores.ts'
import { accountsRerun } from '../../../src/engine/verbs/accounts-rerun.ts'
import { operator, perform } from '../../../src/engine/verbs/verb.ts'
import { type Companies, type Company, companies } from '../../support/companies.ts'
import { comparable, readCompany } from '../../support/comparable.ts'
import { type Bench, type Figure, figure } from '../bench.ts'
import { memoryOf, timed, weighed } from '../work.ts'
import { openWorld, type World } from '../world.ts'

/** All accounts against all clients, names misspelt and in other forms, beside the same comparing in memory. */
export const matching: Bench = {
  name: 'matching',
  title: '50,000 accounts against 50,000 clients, half of which are the same company',
  seconds: 35,
  limit:
    'What a row can be found by is a row for each of its blocks, written once and looked up once; the comparing itself takes the smaller part. A company of which only the city is the same in both tools, and whose name is misspelt beyond a letter, is not found.',
  run: async run => {
    const known = run.scaled(25_000, 100)
    const both = companies(known, 1)
    const world = await openWorld(run, {
      amounts: { accounts: 0, deals: 0, tasks: 0 },
      bulk: { crm: 100, pm: 100 },
      areLinked: false,
    })
    await sighted(world, 'crm', both.crm)
    await sighted(world, 'pm', both.pm)
    const ours = await weighed(() => matched(world))
    const found = await suggested(world, both)
    let plain: Found = { right: 0, all: 1 }
    const bare = await timed(async () => {
      plain = inMemory(both)
    })
    return [
      figure({
        what: `time for ${both.crm.length} by ${both.pm.length}`,
        unit: 's',
        value: ours.ms / 1000,
        baseline: { what: 'the same comparing in memory, without a database', value: bare / 1000 },
      }),
      figure(memoryOf(ours)),
      share(
        'precision: of what is suggested, so much is right',
        found.right / found.all,
        plain.right / plain.all,
      ),
      share(
        'recall: of the companies that both know, so many are suggested',
        found.right / known,
        plain.right / known,
      ),
    ]
  },
}

function share(what: string, value: number, alone: number): Figure {
  return figure({ what, unit: 'of 1', value, baseline: { what: 'in memory', value: alone } })
}

/** Both tools have been read to their end. */
async function sighted({ engine, connections }: World, side: Side, rows: readonly Company[]): Promise<void> {
  const entity = side === 'crm' ? 'account' : 'client'
  await engine.pool.query(
    `insert into sighting (connection, entity, row_id, fields)
     select $1, $2, row_id, fields from jsonb_to_recordset($3::jsonb) as r(row_id text, fields jsonb)`,
    [
      connections[side],
      entity,
      JSON.stringify(rows.map(({ fields }, at) => ({ row_id: String(at), fields }))),
    ],
  )
  await engine.pool.query('analyze sighting')
}

async function matched({ engine }: World): Promise<void> {
  await engine.pool.query(`update chore set due_at = 'infinity'`)
  await perform(engine, accountsRerun, operator(), { mapping: 'bench' })
  while (await doChore(engine));
}

interface Found {
  readonly right: number
  readonly all: number
}

/** For each account the client that is suggested first. */
async function suggested({ engine, mapping }: World, { crm, pm }: Companies): Promise<Found> {
  const found = await engine.pool.query<{ crm: string; pm: string }>(
    `select distinct on (crm_id) crm_id as crm, pm_id as pm from suggestion where mapping = $1 order by crm_id, score desc`,
    [mapping],
  )
  const right = found.rows.filter(one => crm[Number(one.crm)]?.truth === pm[Number(one.pm)]?.truth)
  return { right: right.length, all: found.rows.length }
}

/** For each account the client that comes first. */
function inMemory({ crm, pm }: Companies): Found {
  const read = readCompany({ name: 'name', website: 'website', phone: 'phone', city: 'city' })
  const pairs = comparable(crm.map(read), pm.map(read))
  const scored = pairs.map(([one, other]) => ({
    one,
    other,
    score: compare(one.profile, other.profile).score,
  }))
  const found = Map.groupBy(
    scored.filter(({ score }) => score >= suggestFrom),
    ({ one }) => one,
  )
  const best = [...found.values()].flatMap(some => some.sort((a, b) => b.score - a.score)[0] ?? [])
  return { right: best.filter(({ one, other }) => one.truth === other.truth).length, all: best.length }
}
