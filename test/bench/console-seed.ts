import type { Pool } from '../../src/store/database.ts'
import type { World } from './world.ts'

/** Rows beside the links, of a mapping $1: so many of each for a link. */
const beside: readonly (readonly [share: number, statement: string])[] = [
  [
    0.01,
    `insert into suggestion (mapping, crm_id, pm_id, score, is_equal, reasons)
     select $1, 'alone-' || i, 'alone-' || i, 0.8, false, '[{"code":"name","says":"alike"}]' from generate_series(1, $2::int) i`,
  ],
  [
    0.01,
    `insert into hold (mapping, key, field, code, detail, pair, question, shown)
     select $1, 'link:' || id, 'note', 'hold/both-changed', 'Both changed.', pair,
       '{"about":{"crm":"a","pm":"b"},"past":{},"options":[{"choice":"leave","does":"Both stay."}]}', '{}'
     from link where pair = 'tasks' order by id limit $2`,
  ],
  [
    0.01,
    `insert into episode (id, mapping, link, field, to_side, value, code, why, passes)
     select gen_random_uuid(), $1, id, 'due', 'pm', '"2026-07-01"', 'refused/outside-schedule', 'Too late.', 'Earlier.'
     from link where pair = 'tasks' order by id desc limit $2`,
  ],
  [
    0.01,
    `insert into dirty (mapping, key, shard, run_at, attempts, last_error)
     select $1, 'new:tasks:crm:alone-' || i, 0, 'infinity', 8, 'It does not take this.' from generate_series(1, $2::int) i`,
  ],
  [
    1,
    `insert into journal (mapping, pair, key, kind, data, at)
     select $1, 'tasks', 'link:' || (1 + i % 1000), 'wrote', jsonb_build_object('side', 'pm', 'row', (1 + i % 1000)::text,
       'fields', jsonb_build_array(jsonb_build_object('field', 'note', 'before', 'a', 'sent', 'b', 'why', 'changed', 'outcome', 'applied'))),
       now() - i * interval '20 s' from generate_series(1, $2::int) i`,
  ],
  [
    0.003,
    `insert into delay (mapping, minute, part, bucket, keys)
     select $1, date_trunc('minute', now()) - i * interval '5 min', part, bucket, 3
     from generate_series(0, $2::int) i, (values ('own'), ('vendor')) p(part), generate_series(20, 60, 10) bucket`,
  ],
  [
    0.01,
    `insert into outbox (message_id, recipient, subject, body, sent_at)
     select 'm' || i, 'ada@example.test', 'Refused', 'Words', now() - i * interval '1 min'
     from mapping, generate_series(1, $2::int) i where id = $1`,
  ],
]

/** What a busy installation has beside its links: rows without one, questions, refusals, failures, mails, a journal. */
export async function fillConsole(
  { engine: { pool }, mapping, connections: { crm, pm } }: World,
  links: number,
): Promise<void> {
  const [tenth, hundredth] = [Math.ceil(links / 10), Math.ceil(links / 100)]
  const task = `'title', 'Alone ' || i, 'note', null, 'due', null`
  await alone(pool, crm, 'task', tenth, `${task}, 'deal', '1'`)
  await alone(pool, pm, 'task', tenth, `${task}, 'project', '1'`)
  await alone(pool, crm, 'account', hundredth, `'name', 'Open ' || i`)
  await alone(pool, pm, 'client', hundredth, `'name', 'Open ' || i`)
  await alone(pool, crm, 'deal', hundredth, `'name', 'Open deal ' || i, 'account', '1'`)
  await alone(pool, crm, 'user', 200, `'name', 'Person ' || i, 'email', 'p' || i || '@example.test'`)
  for (const [share, statement] of beside) await pool.query(statement, [mapping, Math.ceil(share * links)])
  await pool.query('analyze')
}

function alone(pool: Pool, connection: number, entity: string, count: number, fields: string) {
  return pool.query(
    `insert into sighting (connection, entity, row_id, fields, match_key)
     select $1, $2, 'alone-' || i, jsonb_build_object(${fields}), 'alone ' || i from generate_series(1, $3::int) i`,
    [connection, entity, count],
  )
}

/** A preview that is done, with so many lines; answers its number. */
export async function fillPreview({ engine: { pool }, connections }: World, lines: number): Promise<string> {
  const begun = await pool.query<{ id: string }>(
    `insert into preview (name, text, crm, pm, state, by, done_at) values ('bench', '', $1, $2, 'done', 'ada', now()) returning id::text`,
    [connections.crm, connections.pm],
  )
  const id = begun.rows[0]?.id ?? ''
  await pool.query(
    `insert into preview_line (preview, id, pair, key, verdict, digest, line)
     select $1, i, 'tasks', 'link:tasks:' || i, case when i % 10 = 0 then 'update' else 'rest' end, 'd',
       case when i % 10 = 0 then '{"rows":{"crm":{"id":"1","name":"Task","url":null}}}'::jsonb end from generate_series(1, $2::int) i`,
    [id, lines],
  )
  await pool.query(
    `update preview set counts = '[{"pair":"tasks","verdict":"update","keys":1},{"pair":"tasks","verdict":"rest","keys":9}]'`,
  )
  await pool.query('analyze preview_line')
  return id
}
