import type { Db } from './database.ts'
import { prefixes } from './title-words.ts'

/** More records than this are not gathered for one question. */
export const mostCalled = 500

/**
 * Keys of what is called by these beginnings of words, or has this id at its vendor: linked, or seen without a counterpart.
 * Null: there are too many. `mapping` null: of whichever.
 */
export async function keysCalled(db: Db, mapping: number | null, about: string): Promise<string[] | null> {
  const asked = [mapping, prefixes(about), about.trim()]
  const links = await db.query<{ keys: string[] }>(`${linked} limit ${mostCalled + 1}`, asked)
  const alone = await db.query<{ keys: string[] }>(`${seen} limit ${mostCalled + 1}`, asked)
  const found = [...links.rows, ...alone.rows]
  return found.length > mostCalled ? null : [...new Set(found.flatMap(row => row.keys))]
}

const ofMapping = (of: string) => `($1::int is null or ${of}.mapping = $1)`

/** A link has had its rows' keys before they were linked. Each part goes through an index of its own. */
const linked = `
  select array['link:' || l.id, 'thread:' || l.id, 'new:' || l.pair || ':crm:' || l.crm_id,
    'new:' || l.pair || ':pm:' || l.pm_id] as keys
  from link l where l.id in (
    select id from link w where $2 <> '' and w.words @@ to_tsquery('simple', $2) and ${ofMapping('w')}
    union select o.id from (select distinct mapping, pair from mapping_entity) e
      join link o on o.mapping = e.mapping and o.pair = e.pair and o.crm_id = $3 where ${ofMapping('e')}
    union select o.id from (select distinct mapping, pair from mapping_entity) e
      join link o on o.mapping = e.mapping and o.pair = e.pair and o.pm_id = $3 where ${ofMapping('e')})`

const title = `title_words(coalesce(s.fields->>'title', s.fields->>'name', ''))`

/** Titles of tasks have an index; of accounts and deals there are not so many. */
const seen = `
  select array['new:' || e.pair || ':' || e.side || ':' || s.row_id] as keys
  from mapping_entity e join sighting s using (connection, entity)
  where ${ofMapping('e')} and (connection, entity, s.row_id) in (
    select t.connection, t.entity, t.row_id from sighting t
      where $2 <> '' and t.entity = 'task' and ${title.replaceAll('s.', 't.')} @@ to_tsquery('simple', $2)
    union select s.connection, s.entity, s.row_id from mapping_entity o join sighting s using (connection, entity)
      where $2 <> '' and s.entity <> 'task' and o.pair in ('accounts', 'deals') and ${ofMapping('o')}
        and ${title} @@ to_tsquery('simple', $2)
    union select i.connection, i.entity, i.row_id from mapping_entity o join sighting i using (connection, entity)
      where i.row_id = $3 and ${ofMapping('o')})`
