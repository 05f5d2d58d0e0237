import type { Db } from './database.ts'

/** What a pass cost: keys worked through, and the calls made for them, by connection and class. */
export interface Effort {
  readonly mapping: number
  readonly keys: number
  readonly calls: readonly { readonly connection: number; readonly class: string; readonly cost: number }[]
}

/** Older passes count less and less; after twenty of them the older ones are half of what is known. */
const fade = 0.966

/** Adds a pass to what is known of the mapping's costs. A class that it did not call cost nothing this time. */
export async function noteEffort(db: Db, { mapping, keys, calls }: Effort): Promise<void> {
  await db.query({
    name: 'note-effort',
    text: `
      with made as (select * from jsonb_to_recordset($3::jsonb) as m(connection int, class text, cost float8)),
      idle as (
        update effort e set keys = e.keys * $4 + $2, calls = e.calls * $4
        where e.mapping = $1 and not exists (
          select from made m where m.connection = e.connection and m.class = e.class))
      insert into effort as e (mapping, connection, class, keys, calls)
      select $1, connection, class, $2, cost from made
      on conflict (mapping, connection, class) do update
        set keys = e.keys * $4 + excluded.keys, calls = e.calls * $4 + excluded.calls`,
    values: [mapping, keys, JSON.stringify(calls), fade],
  })
}

export interface CallsPerKey {
  readonly connection: number
  readonly class: string
  readonly perKey: number
}

/** What one key costs, from what was done lately. Empty: nothing was done yet. */
export async function callsPerKey(db: Db, mapping: number): Promise<CallsPerKey[]> {
  const found = await db.query<CallsPerKey>(
    `select connection, class, calls / keys as "perKey" from effort where mapping = $1 and keys > 0
     order by connection, class`,
    [mapping],
  )
  return found.rows
}
