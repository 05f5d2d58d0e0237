import type { Stage } from '../../src/cli/demo/stage.ts'
import { type Side, sides } from '../../src/core/value.ts'
import { connectorOf } from '../../src/engine/registry.ts'
import { deedsOf } from './deeds.ts'
import type { Asked, DeclaredLimit, Evidence } from './evidence.ts'
import { type Crew, ownId } from './people.ts'
import { wordsOfVendor } from './vendor-words.ts'

/** All that a run is judged by. Of Baton's own word only its questions and its journal are asked. */
export async function gather(
  crew: Crew,
  { arrivals, shown, clockJumps }: Pick<Evidence, 'arrivals' | 'shown' | 'clockJumps'>,
  windowScale: number,
): Promise<Evidence> {
  const { stage } = crew
  const declared = sides.map(side => limitsOf(stage, side, windowScale))
  return {
    deeds: sides.flatMap(side => {
      const { sandbox } = stage[side]
      return deedsOf(side, sandbox.history(), wordsOfVendor(sandbox.name))
    }),
    told: [...crew.comments.values()],
    asked: await openQuestions(stage),
    journal: await journalText(stage),
    letters: stage.mail.received(),
    arrivals,
    shown,
    clockJumps,
    limits: declared.flat(),
  }
}

async function openQuestions({ engine }: Stage): Promise<Asked[]> {
  const found = await engine.pool.query<{ rows: (string | null)[]; field: string }>(
    `select array[link.crm_id, link.pm_id] as rows, field from hold join link on hold.key = 'link:' || link.id
       or hold.key = 'thread:' || link.id where closed_at is null
     union all select array[regexp_replace(key, '^new:[a-z]+:[a-z]+:', '')], field from hold
       where key like 'new:%' and closed_at is null
     union all select array[link.crm_id, link.pm_id], field from episode join link on link.id = episode.link
       where ended_at is null`,
  )
  return found.rows.map(({ rows, field }) => ({
    rows: rows.flatMap(row => (row === null ? [] : [row, ownId(row), row.slice(row.lastIndexOf('/') + 1)])),
    field,
  }))
}

async function journalText({ engine }: Stage): Promise<string> {
  const found = await engine.pool.query<{ text: string }>(
    `select coalesce(string_agg(data::text, ' '), '') as text from journal where kind <> 'asked'`,
  )
  return (found.rows[0]?.text ?? '').replaceAll('\\n', ' ')
}

function limitsOf(stage: Stage, side: Side, scale: number): DeclaredLimit[] {
  const { sandbox } = stage[side]
  const connector = connectorOf(stage.engine.registry, sandbox.name)
  return connector
    .limits(sandbox.settings)
    .flatMap(limit =>
      'calls' in limit
        ? [{ side, of: limit.of, calls: limit.calls, perMs: (limit.perSeconds * 1000) / scale }]
        : [],
    )
}
